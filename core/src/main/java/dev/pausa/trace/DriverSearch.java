package dev.pausa.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads that run a body now, for error texts and dumps. A coroutine does not know its driver: to note it
 * would cost something at each resume. But the class of a frame belongs to one body, and so does the method of a body
 * that never pauses; so the stacks tell who runs that body, but not which of its coroutines, if there are several.
 * Virtual threads are in no list of threads and are not found, nor is a driver that has gone on meanwhile.
 */
public final class DriverSearch {
    private DriverSearch() {}

    /**
     * With more threads than this only this thread's stack is looked at: the JVM stops all of them while it copies
     * their stacks.
     */
    private static final int MOST_THREADS = 500;

    /** So many threads are named if it cannot be told which of them it is. */
    private static final int MOST_NAMED = 3;

    /** Two drivers that race for a coroutine may be refused a million times, and each look stops all threads. */
    private static final TimeBudget LOOKS = new TimeBudget(TimeUnit.MILLISECONDS.toNanos(20), 50);

    /**
     * A thread that runs a body.
     *
     * @param thread the thread
     * @param inBody where it is in the body
     * @param place where it drives it, or null if no code of the application's does
     */
    public record Driver(
            Thread thread,
            StackTraceElement inBody,
            @Nullable StackTraceElement place) {
        /**
         * Returns what a text calls the thread.
         *
         * @return such as {@code thread "worker"}
         */
        public String name() {
            return thread == Thread.currentThread() ? "this thread" : "thread \"" + OneLine.of(thread.getName()) + '"';
        }

        @Override
        public String toString() {
            return place == null ? name() : name() + ", at " + OneLine.of(place);
        }
    }

    /**
     * Returns those that run a body, this thread first. Never throws. Where the others are not looked at, this thread
     * is taken for the driver if it is in the body.
     *
     * @param body by what stacks show it
     * @return a new list
     */
    public static List<Driver> of(BodyCode body) {
        return of(body, true);
    }

    /**
     * Returns the other thread that runs a body.
     *
     * @param body by what stacks show it
     * @return null if this thread runs it, or if it is not certain which does
     */
    public static @Nullable Driver other(BodyCode body) {
        List<Driver> found = of(body, false);
        return found.size() == 1 && found.get(0).thread() != Thread.currentThread() ? found.get(0) : null;
    }

    private static List<Driver> of(BodyCode body, boolean looksOn) {
        List<Driver> found = new ArrayList<>();
        try {
            add(found, Thread.currentThread(), ownStack(), body);
            if ((looksOn || found.isEmpty()) && LOOKS.begin(System.nanoTime())) {
                addOthers(found, timed(), body);
            }
        } catch (Throwable forbidden) {
            // the error is made without them
        }
        return found;
    }

    /**
     * Returns those among some threads that run a body.
     *
     * @param body by what stacks show it
     * @param stacks the threads and their stacks
     * @return a new list
     */
    public static List<Driver> of(BodyCode body, Map<Thread, StackTraceElement[]> stacks) {
        List<Driver> found = new ArrayList<>();
        stacks.forEach((thread, stack) -> add(found, thread, stack, body));
        return found;
    }

    /**
     * Returns the stacks of all threads.
     *
     * @return that of this one alone if there are too many or they must not be looked at
     */
    public static Map<Thread, StackTraceElement[]> stacks() {
        Map<Thread, StackTraceElement[]> stacks = new HashMap<>();
        try {
            stacks.putAll(otherStacks());
        } catch (SecurityException forbidden) {
            // the dump is made without them
        }
        stacks.put(Thread.currentThread(), ownStack());
        return stacks;
    }

    private static StackTraceElement[] ownStack() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.map(StackWalker.StackFrame::toStackTraceElement).toArray(StackTraceElement[]::new));
    }

    /** Also this thread's, which looks different here. */
    private static Map<Thread, StackTraceElement[]> otherStacks() {
        return countThreads() > MOST_THREADS ? Map.of() : Thread.getAllStackTraces();
    }

    private static void addOthers(List<Driver> found, Map<Thread, StackTraceElement[]> stacks, BodyCode body) {
        stacks.forEach((thread, stack) -> {
            if (thread != Thread.currentThread()) {
                add(found, thread, stack, body);
            }
        });
    }

    private static Map<Thread, StackTraceElement[]> timed() {
        try {
            return otherStacks();
        } finally {
            LOOKS.end(System.nanoTime());
        }
    }

    private static int countThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.activeCount();
    }

    private static void add(List<Driver> found, Thread thread, StackTraceElement[] stack, BodyCode body) {
        for (int i = 0; i < stack.length; i++) {
            if (isInBody(body, stack, i)) {
                found.add(new Driver(thread, placeInBody(body, stack[i]), placeOfDrive(stack, i + 1)));
                return;
            }
        }
    }

    private static boolean isInBody(BodyCode body, StackTraceElement[] stack, int i) {
        if (!stack[i].getClassName().equals(body.className())) {
            return false;
        }
        return body.method() == null
                ? !Elements.isLibrary(stack[i])
                : stack[i].getMethodName().equals(body.method()) && isCalledByTheLibrary(stack, i);
    }

    private static StackTraceElement placeInBody(BodyCode body, StackTraceElement element) {
        String method = body.shownAs() == null ? element.getMethodName() : body.shownAs();
        return new StackTraceElement(element.getClassName(), method, element.getFileName(), element.getLineNumber());
    }

    /** The method of a body that never pauses may be called by others too. */
    private static boolean isCalledByTheLibrary(StackTraceElement[] stack, int called) {
        int caller = called + 1;
        while (caller < stack.length && isOfTheJdk(stack[caller])) {
            caller++;
        }
        return caller < stack.length && Elements.isLibrary(stack[caller]);
    }

    /** The first code of the application's below a body that is no body itself. */
    private static @Nullable StackTraceElement placeOfDrive(StackTraceElement[] stack, int from) {
        for (int i = from; i < stack.length; i++) {
            boolean isBetween = Elements.isLibrary(stack[i]) || Elements.isBody(stack[i]) || isOfTheJdk(stack[i]);
            if (!isBetween) {
                return plain(stack[i]);
            }
        }
        return null;
    }

    /**
     * The JDK's code, or the class that it makes of a lambda or method reference: another thread's stack shows that.
     */
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
