package dev.pausa.durable;

import dev.pausa.durable.store.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for bodies that run for long without coming to a pause, and tells of each once, with where it is. Such a body
 * holds its thread and, since its worker lives and says so, its instance, which nobody else looks at.
 */
final class Watchdog {
    /** How the names of classes begin whose code is no body's. */
    private static final List<String> LIBRARY =
            List.of("dev.pausa.Coroutine", "dev.pausa.frame.", "dev.pausa.weaver.", "org.objectweb.asm.");

    private final long limit;
    private final Consumer<String> report;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    /** A thread that has gone on with a body. The fields that change belong to the thread that looks. */
    static final class Run {
        private final Instance.Origin origin;
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private boolean isTold;

        Run(Instance.Origin origin) {
            this.origin = origin;
        }
    }

    Watchdog(Duration limit, Consumer<String> report) {
        this.limit = TimeUnit.NANOSECONDS.convert(limit);
        this.report = report;
    }

    /** Returns how often to look, in nanoseconds. */
    long interval() {
        return limit / 2 + 1;
    }

    /** This thread goes on with the body of an instance now. */
    Run begin(Instance.Origin origin) {
        Run run = new Run(origin);
        running.add(run);
        return run;
    }

    /** The body has come to a pause, or to its end. */
    void end(Run run) {
        running.remove(run);
    }

    /** Tells of those that have been running for longer than the limit; called by one thread. */
    void look() {
        long now = System.nanoTime();
        for (Run run : running) {
            if (!run.isTold && now - run.since > limit) {
                List<StackTraceElement> stack = bodyPart(run.thread.getStackTrace());
                StackTraceElement place = placeIn(stack);
                if (place != null && running.contains(run)) { // else the thread has done that since
                    run.isTold = true;
                    report.accept(text(run, place, stack));
                }
            }
        }
    }

    /** Returns a stack down to the body, without what drives that. */
    private static List<StackTraceElement> bodyPart(StackTraceElement[] stack) {
        List<StackTraceElement> part = Stream.of(stack)
                .takeWhile(element -> !element.getClassName().equals(Chain.class.getName()))
                .toList();
        int end = part.size();
        while (end > 0 && isOfLibrary(part.get(end - 1))) {
            end--;
        }
        return part.subList(0, end);
    }

    private String text(Run run, StackTraceElement place, List<StackTraceElement> stack) {
        StringBuilder text = new StringBuilder("instance " + run.origin.id() + " of the body '" + run.origin.body()
                + "' has been running for more than " + TimeUnit.NANOSECONDS.toMillis(limit)
                + " ms without a pause, at " + inSource(place)
                + ". Until it pauses it keeps a thread of this worker, no other worker takes it over, and it is not"
                + " told of a cancel: await in its loop, as a sleep, or move what takes so long into a step. Thread '"
                + run.thread.getName() + "':");
        stack.forEach(element -> text.append("\n    at ").append(inSource(element)));
        return text.toString();
    }

    /** Returns the uppermost code that is not the JDK's; null if it is the library's, as while a body is woven. */
    private static @Nullable StackTraceElement placeIn(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(element -> !isOfJdk(element))
                .findFirst()
                .filter(element -> !isOfLibrary(element))
                .orElse(null);
    }

    private static boolean isOfLibrary(StackTraceElement element) {
        return LIBRARY.stream().anyMatch(element.getClassName()::startsWith);
    }

    private static boolean isOfJdk(StackTraceElement element) {
        return element.getModuleName() != null && element.getModuleName().startsWith("java.");
    }

    /** Without module and class loader. */
    private static StackTraceElement inSource(StackTraceElement place) {
        return new StackTraceElement(
                place.getClassName(), place.getMethodName(), place.getFileName(), place.getLineNumber());
    }
}
