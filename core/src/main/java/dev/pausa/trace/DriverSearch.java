package dev.pausa.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads that run a body now, for error texts. A coroutine does not know its driver: to note it would cost something at each
 * resume. But the class of a frame belongs to one body, so the stacks tell who runs that body; not which of its coroutines, if there
 * are several. Virtual threads are in no list of threads and are not found, nor is a driver that has gone on meanwhile.
 */
public final class DriverSearch {
    private DriverSearch() {}

    /** With more threads than this only this thread's stack is looked at: the JVM stops all of them while it copies their stacks. */
    private static final int MOST_THREADS = 500;

    /** So many times in a second the stacks are looked at: two drivers that race for a coroutine may be refused a million times. */
    private static final int MOST_LOOKS = 20;

    /** So many threads are named if it cannot be told which of them it is. */
    private static final int MOST_NAMED = 3;

    private static final AtomicLong SECOND = new AtomicLong();
    private static final AtomicInteger LOOKS = new AtomicInteger();

    /**
     * A thread that runs a body.
     *
     * @param thread what to call the thread
     * @param inBody where it is in the body
     * @param place where it drives it, or null if no code of the application's does
     */
    public record Driver(
            String thread,
            StackTraceElement inBody,
            @Nullable StackTraceElement place) {
        @Override
        public String toString() {
            return place == null ? thread : thread + ", at " + place;
        }
    }

    /**
     * Returns those that run a body, this thread first. Never throws. Where the others are not looked at, this thread is taken for the
     * driver if it is in the body.
     *
     * @param frameClass the binary name of the body's frame class
     * @return a new list
     */
    public static List<Driver> of(String frameClass) {
        List<Driver> found = new ArrayList<>();
        try {
            add(found, "this thread", ownStack(), frameClass);
            addOthers(found, frameClass);
        } catch (Throwable forbidden) {
            // the error is made without them
        }
        return found;
    }

    private static StackTraceElement[] ownStack() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.map(StackWalker.StackFrame::toStackTraceElement).toArray(StackTraceElement[]::new));
    }

    private static void addOthers(List<Driver> found, String frameClass) {
        if (!mayLook() || countThreads() > MOST_THREADS) {
            return;
        }
        for (Map.Entry<Thread, StackTraceElement[]> other :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = other.getKey();
            if (thread != Thread.currentThread()) {
                add(found, "thread \"" + thread.getName() + '"', other.getValue(), frameClass);
            }
        }
    }

    private static boolean mayLook() {
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (SECOND.getAndSet(now) != now) {
            LOOKS.set(0);
        }
        return LOOKS.incrementAndGet() <= MOST_LOOKS;
    }

    private static int countThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.activeCount();
    }

    private static void add(List<Driver> found, String thread, StackTraceElement[] stack, String frameClass) {
        for (int i = 0; i < stack.length; i++) {
            if (stack[i].getClassName().equals(frameClass) && !Elements.isLibrary(stack[i])) {
                found.add(new Driver(thread, plain(stack[i]), placeOfDrive(stack, i)));
                return;
            }
        }
    }

    /** The first code of the application's below a body that is no body itself. */
    private static @Nullable StackTraceElement placeOfDrive(StackTraceElement[] stack, int inBody) {
        for (int i = inBody; i < stack.length; i++) {
            boolean isBetween = Elements.isLibrary(stack[i]) || Elements.isBody(stack[i]) || isOfTheJdk(stack[i]);
            if (!isBetween) {
                return plain(stack[i]);
            }
        }
        return null;
    }

    /** The JDK's code, or the class that it makes of a lambda or method reference: another thread's stack shows that. */
    private static boolean isOfTheJdk(StackTraceElement element) {
        return "java.base".equals(element.getModuleName())
                || element.getClassName().contains("$$Lambda");
    }

    /** Without the class loader, which another thread's stack shows too. */
    private static StackTraceElement plain(StackTraceElement element) {
        return new StackTraceElement(
                element.getClassName(), element.getMethodName(), element.getFileName(), element.getLineNumber());
    }

    /**
     * Returns what an error says of the driver.
     *
     * @param drivers what {@link #of} found
     * @return such as {@code driven by thread "worker", at Orders.run(Orders.java:5)}
     */
    public static String text(List<Driver> drivers) {
        if (drivers.isEmpty()) {
            return "driven by another thread";
        }
        if (drivers.size() == 1) {
            return "driven by " + drivers.get(0);
        }
        StringBuilder text = new StringBuilder("driven by one of ")
                .append(drivers.size())
                .append(" threads that run this body now: ");
        for (int i = 0; i < Math.min(drivers.size(), MOST_NAMED); i++) {
            text.append(i == 0 ? "" : "; ").append(drivers.get(i));
        }
        return drivers.size() > MOST_NAMED ? text.append("; …").toString() : text.toString();
    }
}
