package dev.pausa.benchmarks.jdk;

import dev.pausa.benchmarks.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;

/** The workloads that have tasks, with virtual threads; each method is called on one, and all share its carrier. */
public final class VirtualTasks {
    private VirtualTasks() {}

    private static BlockingQueue<Integer> queue(int capacity) {
        return capacity == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(capacity);
    }

    private static <R> FutureTask<R> start(Callable<R> work) {
        FutureTask<R> task = new FutureTask<>(work);
        VirtualThreads.FACTORY.newThread(task).start();
        return task;
    }

    /**
     * One sends numbers, another one sends each back, doubled.
     *
     * @param times how many
     * @param capacity how many each of the two queues keeps
     * @return the sum of what comes back
     * @throws InterruptedException if it is interrupted
     */
    public static int pingPong(int times, int capacity) throws InterruptedException {
        BlockingQueue<Integer> there = queue(capacity);
        BlockingQueue<Integer> back = queue(capacity);
        start(() -> {
            for (int i = 0; i < times; i++) {
                back.put(2 * there.take());
            }
            return null;
        });
        int sum = 0;
        for (int i = 0; i < times; i++) {
            there.put(i & 127);
            sum += back.take();
        }
        return sum;
    }

    /**
     * One sends numbers, another one adds them up.
     *
     * @param times how many
     * @param capacity how many the queue keeps
     * @return the sum
     * @throws InterruptedException if it is interrupted
     */
    public static int stream(int times, int capacity) throws InterruptedException {
        BlockingQueue<Integer> queue = queue(capacity);
        start(() -> {
            for (int i = 0; i < times; i++) {
                queue.put(i & 127);
            }
            return null;
        });
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += queue.take();
        }
        return sum;
    }

    /**
     * Many threads, each of which gives way to the others so many times and counts that.
     *
     * @param threads how many
     * @param switches how often each
     * @param counter what counts
     * @throws InterruptedException if it is interrupted
     */
    public static void switching(int threads, int switches, Counter counter) throws InterruptedException {
        List<Thread> started = new ArrayList<>(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = VirtualThreads.FACTORY.newThread(() -> {
                for (int j = 0; j < switches; j++) {
                    Thread.yield();
                    counter.count++;
                }
            });
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }
    }

    /**
     * Starts a thread and waits for its result, again and again.
     *
     * @param times how often
     * @return the sum of the results
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException never
     */
    public static int joining(int times) throws InterruptedException, ExecutionException {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            int number = i & 127;
            sum += start(() -> number).get();
        }
        return sum;
    }

    /**
     * Gets what is there already, again and again.
     *
     * @param times how often
     * @return the sum of what it got
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException never
     */
    public static int ready(int times) throws InterruptedException, ExecutionException {
        CompletableFuture<Integer> future = CompletableFuture.completedFuture(1);
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += future.get();
        }
        return sum;
    }

    /**
     * Starts two threads and waits for both, again and again.
     *
     * @param times how often
     * @return the sum of their results
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException never
     */
    public static int pairs(int times) throws InterruptedException, ExecutionException {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            FutureTask<Integer> one = start(() -> 1);
            FutureTask<Integer> two = start(() -> 2);
            sum += one.get() + two.get();
        }
        return sum;
    }

    /**
     * Starts threads that sleep until an instant, does something while they do, and waits for all.
     *
     * @param threads how many
     * @param due the instant, of {@link System#nanoTime}
     * @param counter counts those that have slept
     * @param asleep what is done when all are asleep
     * @throws InterruptedException if it is interrupted
     */
    public static void sleeping(int threads, long due, Counter counter, Runnable asleep) throws InterruptedException {
        Thread[] started = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            started[i] = VirtualThreads.FACTORY.newThread(() -> {
                sleepUntil(due);
                counter.count++;
            });
            started[i].start();
        }
        Thread.yield();
        asleep.run();
        for (Thread thread : started) {
            thread.join();
        }
    }

    private static void sleepUntil(long due) {
        try {
            Thread.sleep((due - System.nanoTime()) / 1_000_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
