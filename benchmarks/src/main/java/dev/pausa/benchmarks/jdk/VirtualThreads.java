package dev.pausa.benchmarks.jdk;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** The JDK's virtual threads, where it has them; found by name, since this compiles for a JDK that has none. */
public final class VirtualThreads {
    static final ThreadFactory FACTORY = factory();

    private VirtualThreads() {}

    private static ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Runs a driver in a virtual thread of its own, so that it and the bodies that it drives share a carrier.
     *
     * @param driver what to run
     * @param <T> its result
     * @return what it returned
     * @throws Exception what it threw
     */
    public static <T> T drive(Callable<T> driver) throws Exception {
        FutureTask<T> task = new FutureTask<>(driver);
        FACTORY.newThread(task).start();
        return task.get();
    }
}
