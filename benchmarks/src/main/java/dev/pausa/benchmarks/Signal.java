package dev.pausa.benchmarks;

/** What is raised into bodies: one object without a stack trace, so that only the raising is measured. */
public final class Signal extends Exception {
    private static final long serialVersionUID = 1L;

    /** The one. */
    public static final Signal SIGNAL = new Signal();

    private Signal() {
        super(null, null, false, false);
    }
}
