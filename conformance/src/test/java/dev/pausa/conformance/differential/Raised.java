package dev.pausa.conformance.differential;

import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;

/** The exceptions that programs raise. */
public final class Raised {
    private Raised() {}

    /** A checked exception. */
    public static class Oops extends Exception {
        public Oops(String message) {
            super(message);
        }

        public Oops(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An unchecked exception. */
    public static class Bang extends RuntimeException {
        public Bang(String message) {
            super(message);
        }

        public Bang(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** No {@link Exception}: Python's direct subclass of {@code BaseException}. */
    public static class Halt extends Error {
        public Halt(String message) {
            super(message);
        }

        public Halt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A subclass of the end. */
    public static class SubStop extends StopIteration {
        public SubStop(Object value) {
            super(value);
        }
    }

    /** A subclass of the exit. */
    public static class SubExit extends GeneratorExit {
        public SubExit(String message) {
            super(message);
        }
    }

    /** Throws anything, declared or not. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException anyway(Throwable exception) throws T {
        throw (T) exception;
    }
}
