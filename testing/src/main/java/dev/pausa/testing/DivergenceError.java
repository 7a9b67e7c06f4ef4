package dev.pausa.testing;

/**
 * Two runs that should have been the same were not. So what happens in them does not follow from the seed alone, and
 * nothing that was seen in one can be shown again.
 */
public final class DivergenceError extends AssertionError {
    private static final long serialVersionUID = 1L;

    static final String CAUSES =
            "Either the code has changed since, or it depends on something that does not follow from the seed:"
                    + " the time of the machine (take Async.now()), a random number of its own (take"
                    + " TestLoop.current().random()), another thread, static state that the run before has left,"
                    + " System.identityHashCode and the order of a HashMap of objects"
                    + " without a hashCode of their own, or, between two JVMs, the order of Set.of and Map.of";

    DivergenceError(String message) {
        super(message);
    }
}
