package dev.pausa.trace;

/** Throws any throwable as it is: a body's own exception comes out as the same object, never wrapped. */
public final class Sneaky {
    private Sneaky() {}

    /**
     * Throws the given throwable without declaring it.
     *
     * @param exception what to throw
     * @return never; the type lets a caller write {@code throw rethrow(e)}
     */
    public static RuntimeException rethrow(Throwable exception) {
        throw Sneaky.<RuntimeException>as(exception);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X as(Throwable exception) throws X {
        throw (X) exception;
    }
}
