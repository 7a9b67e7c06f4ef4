package dev.pausa.evidence.cluster;

/** What was found is not what is promised. The message names the instances and shows their rows. */
public final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was found
     */
    public Failed(String message) {
        super(message);
    }
}
