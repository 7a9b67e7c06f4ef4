package dev.pausa.testing.model;

/** What the model throws, where the driver throws something of its own. */
final class ModelExceptions {
    private ModelExceptions() {}

    static final class Cancelled extends Error {
        private static final long serialVersionUID = 1L;

        Cancelled(String cause) {
            super("cancelled, " + cause);
        }
    }

    static final class Other extends Exception {
        private static final long serialVersionUID = 1L;

        Other(String kind) {
            super(kind);
        }
    }

    /** What is thrown by what needs no waiting. */
    static final class Unchecked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unchecked(String kind) {
            super(kind);
        }
    }

    static RuntimeException closed() {
        return new Unchecked("channel closed");
    }

    static RuntimeException misuse() {
        return new Unchecked("misuse");
    }

    /** Throws something. */
    static RuntimeException raise(Throwable thrown) {
        throw ModelExceptions.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X as(Throwable thrown) throws X {
        throw (X) thrown;
    }

    static boolean isOne(Throwable thrown) {
        return thrown instanceof Cancelled || thrown instanceof Other || thrown instanceof Unchecked;
    }
}
