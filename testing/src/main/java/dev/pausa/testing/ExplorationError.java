package dev.pausa.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A body failed in one of the orders that were tried. The cause is what it threw there; the message says how to have
 * that order once more, and which of its decisions matter.
 */
public final class ExplorationError extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** What the failed run followed from. */
    private final String seed;

    private final transient Path decisions;
    private final transient List<Decision> shrunk;

    ExplorationError(String which, Trial failed, Path log, Trial shrunk, Path shrunkLog) {
        super(message(which, failed, log, shrunk, shrunkLog), failed.failure());
        this.seed = failed.seed().toString();
        this.decisions = log;
        this.shrunk = shrunk.decisions();
    }

    /**
     * Returns the seed of the run, as {@code dev.pausa.seed} takes it.
     *
     * @return the seed
     */
    public String seed() {
        return seed;
    }

    /**
     * Returns the file that the decisions of the run were written to, as {@code dev.pausa.replay} takes it.
     *
     * @return the file
     */
    public Path decisions() {
        return decisions;
    }

    /**
     * Returns how many decisions of the shrunk run are others than a loop by itself would take.
     *
     * @return how many; zero if the body fails in any loop
     */
    public int deviations() {
        return (int) shrunk.stream().filter(Decision::isDeviation).count();
    }

    /**
     * Returns what ran in the shrunk run.
     *
     * @return the names of tasks, one for each resume, in order
     */
    public List<String> order() {
        return shrunk.stream().map(Decision::name).toList();
    }

    private static String message(String which, Trial failed, Path log, Trial shrunk, Path shrunkLog) {
        long before = failed.decisions().stream().filter(Decision::isDeviation).count();
        long after = shrunk.decisions().stream().filter(Decision::isDeviation).count();
        return which + " failed: " + failed.failure() + "\n"
                + "  once more: -D" + Exploration.SEED + "=" + failed.seed() + "\n"
                + "  or, if the code has not changed: -D" + Exploration.REPLAY + "=" + log + "\n"
                + "Its order differs from a loop's own in " + before + " of "
                + failed.decisions().size() + " decisions. "
                + enough(after) + " (-D" + Exploration.REPLAY + "=" + shrunkLog + "):\n"
                + OrderText.of(shrunk.decisions());
    }

    private static String enough(long decisions) {
        if (decisions == 0) {
            return "It fails in the same way in the loop's own order";
        }
        return decisions == 1 ? "One is enough to fail so" : decisions + " are enough to fail so";
    }

    /** Returns what the body threw. */
    @Override
    public Throwable getCause() {
        return Objects.requireNonNull(super.getCause());
    }
}
