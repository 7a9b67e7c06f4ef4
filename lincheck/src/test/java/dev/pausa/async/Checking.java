package dev.pausa.async;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How thoroughly: {@code -Dlincheck.iterations} programs of threads, {@code -Dlincheck.orders} runs of each. */
final class Checking {
    private static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 10);
    private static final int ORDERS = Integer.getInteger("lincheck.orders", 300);

    private Checking() {}

    /**
     * Switches between the threads at each access to memory that they share, in as many orders as there is time for.
     * What came out must be possible one after the other.
     */
    static void inChosenOrders(Class<?> subject, Class<?> specification) {
        for (int threads = 2; threads <= 3; threads++) {
            check(
                    new ModelCheckingOptions().invocationsPerIteration(ORDERS).sequentialSpecification(specification),
                    threads,
                    subject);
        }
    }

    /**
     * Lets the threads run as they like. For whole loops: what the library and the JDK keep in static fields for them
     * cannot be put back between two runs, as chosen orders need it.
     */
    static void underStress(Class<?> subject) {
        for (int threads = 2; threads <= 3; threads++) {
            check(new StressOptions().invocationsPerIteration(ORDERS), threads, subject);
        }
    }

    private static void check(Options<?, ?> options, int threads, Class<?> subject) {
        options.iterations(ITERATIONS / threads)
                .threads(threads)
                .actorsBefore(threads == 2 ? 2 : 0)
                .actorsPerThread(threads == 2 ? 3 : 2)
                .actorsAfter(threads == 2 ? 2 : 0)
                .check(subject);
    }
}
