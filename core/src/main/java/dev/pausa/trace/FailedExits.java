package dev.pausa.trace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A door to what a {@code GeneratorExit} tells the library alone, for it has no public method for that: what failed on
 * its way out of a body.
 */
public final class FailedExits {
    private FailedExits() {}

    /** What the class of exits alone can do. An object of a class: a lambda would be linked at every start. */
    public interface Access {
        /**
         * Takes what failed.
         *
         * @param exit the exit
         * @return what failed since the last call, or null
         */
        @Nullable
        Throwable take(Throwable exit);

        /**
         * Makes an exit that takes no suppressed exceptions.
         *
         * @return the exit
         */
        Error makeUnseen();
    }

    /** Set when the class of exits is initialised, so whoever has an exit sees it. */
    private static @Nullable Access access;

    /**
     * For the class of exits.
     *
     * @param access what it can do
     */
    public static void setAccess(Access access) {
        FailedExits.access = access;
    }

    /**
     * Makes an exit for places where no code can get hold of it to add what failed: looking for that costs a monitor.
     *
     * @return a {@code GeneratorExit} that takes no suppressed exceptions
     * @throws NullPointerException if the class of exits is not initialised yet
     */
    public static Error makeUnseen() {
        return Objects.requireNonNull(access, "access").makeUnseen();
    }

    /**
     * Takes what failed on the way of an exit out of a body.
     *
     * @param exit a {@code GeneratorExit}
     * @return the first failure, with the others suppressed in it; null if there was none since the last call
     */
    public static @Nullable Throwable take(Throwable exit) {
        return Objects.requireNonNull(access, "access").take(exit);
    }
}
