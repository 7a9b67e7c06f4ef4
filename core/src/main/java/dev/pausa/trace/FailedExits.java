package dev.pausa.trace;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A door to what a {@code GeneratorExit} tells the library alone, for it has no public method for that: what failed on
 * its way out of a body.
 */
public final class FailedExits {
    private FailedExits() {}

    /** Set when the class of exits is initialised, so whoever has an exit sees it. */
    private static Function<Throwable, @Nullable Throwable> taker = exit -> null;

    /** Set as the taker is. */
    private static @Nullable Supplier<? extends Error> unseen;

    /**
     * For the class of exits.
     *
     * @param taker returns what failed, and not again at the next call
     */
    public static void takenBy(Function<Throwable, @Nullable Throwable> taker) {
        FailedExits.taker = taker;
    }

    /**
     * For the class of exits.
     *
     * @param maker makes an exit that takes no suppressed exceptions
     */
    public static void unseenBy(Supplier<? extends Error> maker) {
        FailedExits.unseen = maker;
    }

    /**
     * Makes an exit for a place where no code can get hold of it to add what failed: looking for that costs a monitor.
     *
     * @return a {@code GeneratorExit} that takes no suppressed exceptions
     * @throws NullPointerException if the class of exits is not initialised yet
     */
    public static Error makeUnseen() {
        return Objects.requireNonNull(unseen, "unseen").get();
    }

    /**
     * Takes what failed on the way of an exit out of a body.
     *
     * @param exit a {@code GeneratorExit}
     * @return the first failure, with the others suppressed in it; null if there was none since the last call
     */
    public static @Nullable Throwable take(Throwable exit) {
        return taker.apply(exit);
    }
}
