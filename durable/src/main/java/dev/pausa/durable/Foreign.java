package dev.pausa.durable;

/** What a durable body cannot wait for, and is told so. */
final class Foreign {
    private Foreign() {}

    private static final String INSTEAD = "a durable body awaits the operations of dev.pausa.durable.Durable: step,"
            + " transaction, sleep, receive, child; for what takes time in this process use a step, for several things"
            + " at once children";

    /** Returns what is raised where something was suspended that is no operation of the engine. */
    static IllegalStateException refused(Object event) {
        return new IllegalStateException("a '" + event.getClass().getSimpleName()
                + "' object came to the durable engine, which does not know what to wait for: " + INSTEAD);
    }

    /** A failure, with what to do about it if it comes from the operation of a loop. */
    static Throwable explained(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        boolean isOfLoop = thrown instanceof IllegalStateException
                && trace.length > 0
                && trace[0].getClassName().startsWith("dev.pausa.async.");
        return isOfLoop
                ? new IllegalStateException(
                        "an operation of dev.pausa.async was awaited in a durable body: " + INSTEAD, thrown)
                : thrown;
    }
}
