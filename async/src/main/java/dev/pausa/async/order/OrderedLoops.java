package dev.pausa.async.order;

import dev.pausa.Coroutine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way to loops that a {@link Schedule} orders: their class, which is not public, sets the one instance. */
public abstract class OrderedLoops {
    private static final String LOOP = "dev.pausa.async.OrderedLoop";

    private static volatile @Nullable OrderedLoops instance;

    /** For the one subclass. */
    protected OrderedLoops() {}

    /**
     * Returns the instance.
     *
     * @return the instance
     */
    public static OrderedLoops get() {
        if (instance == null) {
            try {
                Class.forName(LOOP, true, OrderedLoops.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(LOOP + " is not in the jar of the drivers, where it belongs", e);
            }
        }
        return Objects.requireNonNull(instance);
    }

    /**
     * Takes the instance, from the initializer of the loops' class.
     *
     * @param loops the instance
     */
    protected static void set(OrderedLoops loops) {
        instance = loops;
    }

    /**
     * Runs a coroutine on a new loop of this thread until it has ended. Then the loop's other root tasks are cancelled
     * and waited for.
     *
     * @param schedule what the loop asks
     * @param main the coroutine; it has not begun
     * @param <R> what it returns
     * @return its result
     * @throws Exception what it throws, or what the schedule throws; in that case all tasks have been closed
     */
    public abstract <R extends @Nullable Object> R run(Schedule schedule, Coroutine<R> main) throws Exception;
}
