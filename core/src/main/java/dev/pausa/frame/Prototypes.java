package dev.pausa.frame;

import dev.pausa.WeaveException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prototypes by body class and kind. An entry lives as long as the body's class and keeps no class loader alive.
 */
public final class Prototypes {
    private Prototypes() {}

    static {
        Chain.load();
    }

    /** By the kind's ordinal: a class may be a body of several kinds. */
    private static final Slots[] BY_KIND = {new Slots(), new Slots(), new Slots(), new Slots()};

    private static final Slots COROUTINES = BY_KIND[0];

    /** The slots of one kind. */
    private static final class Slots extends ClassValue<Slot> {
        @Override
        protected Slot computeValue(Class<?> bodyClass) {
            return new Slot();
        }
    }

    /** The place for one body class's prototype. */
    private static final class Slot implements Redefinitions.Holder {
        /**
         * The prototype for all bodies of the class; null if there are several, and for the first few objects. Written
         * once, and again after a class was redefined.
         */
        private volatile @Nullable Frame prototype;

        /** What the weaver made; null again after a class was redefined. Written under this slot's monitor. */
        private volatile @Nullable Frame woven;

        /** How many objects were made while {@link #prototype} was not yet set; a lost update does not matter. */
        private int made;

        /** Takes note of one more object of the class; returns whether it is one of the first, which are tracked. */
        boolean countSample() {
            return made < Observer.SAMPLE && ++made < Observer.SAMPLE;
        }

        /** All further objects have this prototype, and are not counted; unless it was dropped meanwhile. */
        synchronized void settle(Frame selector, Object body) {
            if (woven != selector) {
                return;
            }
            prototype = selector;
            if (body instanceof BodyObject settled) {
                settled.settle();
            }
        }

        Frame selector(Kind kind, Object body) {
            Frame known = woven;
            if (known != null) {
                return known;
            }
            int redefinitions = Redefinitions.count();
            return publish(find(kind, body), redefinitions);
        }

        private static Frame find(Kind kind, Object body) {
            if (body instanceof BodyObject woven) {
                return ofKind(kind, (Frame) woven.woven());
            }
            Frame ahead = mayBeWritten(body.getClass()) ? Index.ofRewritten(body, kind) : null;
            return ahead != null ? ahead : Provider.WEAVER.weave(body, kind);
        }

        /** A lambda may be one for another method of an interface whose {@code run} is written; the weaver knows. */
        private static boolean mayBeWritten(Class<?> bodyClass) {
            return !bodyClass.isHidden() || !hasWeaver();
        }

        /** Only a class that was made to look like a woven one is of another kind. */
        private static Frame ofKind(Kind kind, Frame prototype) {
            if (prototype.kind() != kind) {
                throw new IllegalArgumentException("a body that was woven ahead of time for a "
                        + prototype.kind().text() + " cannot be that of a " + kind.text());
            }
            return prototype;
        }

        /** What is out of date already is used for one object: either code is right while a class is redefined. */
        private synchronized Frame publish(Frame made, int redefinitions) {
            if (!Redefinitions.isKept(this, redefinitions)) {
                return made;
            }
            Frame known = woven;
            if (known == null) {
                woven = known = made;
            }
            return known;
        }

        @Override
        public synchronized void drop() {
            woven = null;
            prototype = null;
        }
    }

    /**
     * The weaver; looked up when it is first needed. By its name: there is one, and a service loader takes longer to
     * start.
     */
    private static final class Provider {
        static final Weaver WEAVER = find();

        private static Weaver find() {
            try {
                return (Weaver)
                        Class.forName(Parts.WEAVER).getDeclaredConstructor().newInstance();
            } catch (ClassNotFoundException absent) {
                return new NoWeaver();
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError(
                        Parts.WEAVER + ", which is on the class path, is not the weaver of this core; use both"
                                + " from one dev.pausa:pausa, and no other copy of either",
                        impossible);
            }
        }
    }

    /** Stands in for a weaver that is not there. */
    private static final class NoWeaver implements Weaver {
        @Override
        public Frame weave(Object body, Kind kind) {
            throw WeaveException.noWeaver(body.getClass());
        }
    }

    /**
     * Returns the prototype for any body of a body's class. A few instructions: whoever makes an object comes here.
     *
     * @param kind what it is the body of
     * @param body the body
     * @return the prototype; null for the first objects of the class, and where it depends on the body
     */
    public static @Nullable Frame known(Kind kind, Object body) {
        Objects.requireNonNull(body, "body");
        return body instanceof BodyObject woven ? (Frame) woven.prototype() : slot(kind, body).prototype;
    }

    /**
     * Returns the prototype for an object whose prototype is not yet {@link #known}; weaves at the first use. No lock
     * is held meanwhile, since the weaver runs code of the user's class loader: of several threads that come first at
     * once each weaves, and the first one's outcome is everybody's. The first objects of a body all come here, and are
     * tracked: later ones must not cost anything, and a branch that is taken now and then would keep the JIT compiler
     * from doing without the object. The object itself is not handed on to here, for the same reason.
     *
     * @param kind what it is the body of
     * @param body the body
     * @param argument what it gets, if it gets anything
     * @return the prototype, and whether the object is watched
     */
    public static First first(Kind kind, Object body, @Nullable Object argument) {
        Slot slot = slot(kind, body);
        Frame selector = slot.selector(kind, body);
        Frame selected = selector.select(body, argument);
        boolean isSample = slot.countSample();
        if (!isSample && selected == selector) {
            slot.settle(selector, body);
        }
        return new First(selected, isSample);
    }

    /** Returns the prototype for all objects of a body's class, once it is known and none of the first is to come. */
    static @Nullable Frame settled(int kind, Object body) {
        return slot(kind, body).prototype;
    }

    /** Returns whether what was not woven ahead of time can be woven now. */
    static boolean hasWeaver() {
        return !(Provider.WEAVER instanceof NoWeaver);
    }

    /**
     * Returns what the error of a pause outside a body says besides where there is no weaver: a method reference calls
     * the method as it is, where nothing was woven for that.
     *
     * @return the end of a sentence, or an empty text
     */
    public static String ifReferredTo() {
        return hasWeaver()
                ? ""
                : "; or, if it is the method of a method reference, rewrite its class ahead of time"
                        + " with `./pausa weave --rewrite`, since no weaver is on the class path";
    }

    /** Weaves a body's class if this is its first use. */
    static void prepare(Kind kind, Object body) {
        Slot slot = slot(kind, body);
        if (slot.prototype == null) {
            slot.selector(kind, body).select(body, null);
        }
    }

    /** Returns the prototype for a body, as one that is neither counted nor watched has it. */
    static Frame of(Kind kind, Object body, @Nullable Object argument) {
        return slot(kind, body).selector(kind, body).select(body, argument);
    }

    private static Slot slot(Kind kind, Object body) {
        return slot(kind.ordinal(), body);
    }

    private static Slot slot(int kind, Object body) {
        Slots slots = kind == 0 ? COROUTINES : BY_KIND[kind]; // the first kind, by a constant for the JIT compiler
        return slots.get(body.getClass());
    }
}
