package dev.pausa.frame;

import dev.pausa.WeaveException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The prototypes by body class. An entry lives as long as the body's class and keeps no class loader alive. */
final class Prototypes {
    private Prototypes() {}

    private static final ClassValue<Slot> SLOTS = new ClassValue<>() {
        @Override
        protected Slot computeValue(Class<?> bodyClass) {
            return new Slot();
        }
    };

    /** The place for one body class's prototype. */
    private static final class Slot {
        /** Written once, under this slot's monitor. */
        private volatile @Nullable Frame prototype;

        /** Weaves once, also when many threads come first. Each body class has a monitor of its own. */
        synchronized Frame weave(Object body) {
            Frame known = prototype;
            if (known == null) {
                prototype = known = Provider.WEAVER.weave(body);
            }
            return known;
        }
    }

    /** The weaver; looked up when it is first needed. */
    private static final class Provider {
        static final Weaver WEAVER = find();

        private static Weaver find() {
            return ServiceLoader.load(Weaver.class, Weaver.class.getClassLoader())
                    .findFirst()
                    .orElseGet(() -> body -> {
                        throw WeaveException.noWeaver(body.getClass());
                    });
        }
    }

    static Frame of(Object body) {
        Slot slot = SLOTS.get(body.getClass());
        Frame prototype = slot.prototype;
        return prototype != null ? prototype : slot.weave(body);
    }
}
