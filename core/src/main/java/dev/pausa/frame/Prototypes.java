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
        /** The prototype for all bodies of the class. Written once, under this slot's monitor; null if there are several. */
        private volatile @Nullable Frame prototype;

        /** What the weaver made. Guarded by this slot's monitor. */
        private @Nullable Frame woven;

        /** Weaves once, also when many threads come first. Each body class has a monitor of its own. */
        synchronized Frame weave(Object body) {
            if (woven == null) {
                woven = Provider.WEAVER.weave(body);
            }
            Frame selected = woven.select(body);
            if (selected == woven) {
                prototype = woven;
            }
            return selected;
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
