package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.conformance.fixtures.ForgottenLeftAlone;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Drives the garbage collector in tests of forgotten coroutines. It takes the closer's place: what the library wants to
 * do arrives as a task, and runs on the test's own thread, one after the other. What handlers are told is recorded.
 */
@SuppressWarnings("pausa:dropped")
final class Forgetting implements AutoCloseable {
    /** Makes something and drops it. The objects must not stay on the stack, so this is a call of its own. */
    interface Drop {
        void run() throws Exception;
    }

    private static final int ATTEMPTS = 500;

    final List<Unawaited> unawaited = new ArrayList<>();
    final List<Unraisable> unraisable = new ArrayList<>();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** What is not run: if it were dropped, the closer would run it on a thread of its own. */
    private static final List<Runnable> LEFT_ALONE = new ArrayList<>();

    /** Begins, after what other tests have dropped was noticed. */
    Forgetting() throws InterruptedException {
        Diagnostics.setCloser(tasks::add);
        Diagnostics.setClosing(true);
        Diagnostics.setNeverAwaited(NeverAwaited.ALWAYS);
        Diagnostics.setNeverAwaitedHandler(unawaited::add);
        Diagnostics.setUnraisableHandler(unraisable::add);
        awaitSentinels();
        runLate();
        unawaited.clear();
        unraisable.clear();
    }

    /** Whether this JVM finds forgotten objects by phantom references. */
    static boolean isByPhantoms() {
        return "phantom".equals(System.getProperty("dev.pausa.closing"));
    }

    /** The finalizers of one collection run in any order, so others may come after the sentinel's. */
    private void runLate() throws InterruptedException {
        Runnable late = tasks.poll(20, TimeUnit.MILLISECONDS);
        while (late != null) {
            late.run();
            late = tasks.poll(20, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits until nothing more is noticed of what earlier test classes have dropped. */
    static void settle() throws InterruptedException {
        try (Forgetting forgetting = new Forgetting()) {
            int quiet = 0;
            while (quiet < 5) {
                System.gc();
                quiet = forgetting.leaveAlone() ? 0 : quiet + 1;
            }
        }
    }

    /** Keeps all that is noticed now from being run. Returns whether there was anything. */
    private boolean leaveAlone() throws InterruptedException {
        int before = LEFT_ALONE.size();
        for (Runnable task = tasks.poll(100, TimeUnit.MILLISECONDS);
                task != null;
                task = tasks.poll(20, TimeUnit.MILLISECONDS)) {
            LEFT_ALONE.add(task);
        }
        return LEFT_ALONE.size() > before;
    }

    /** Drops what the code makes, collects, and runs so many tasks. */
    void drop(int expectedTasks, Drop code) throws Exception {
        code.run();
        for (int i = 0; i < expectedTasks; i++) {
            next().run();
        }
    }

    /** Drops what the code makes, and something else later; shows that only the latter is noticed. */
    void dropUnnoticed(Drop code) throws Exception {
        code.run();
        awaitSentinels();
        assertThat(unawaited).extracting(Unawaited::name).containsOnly("coroutine 'sentinel'");
        assertThat(unraisable).isEmpty();
        assertThat(tasks).isEmpty();
        unawaited.clear();
    }

    /** Two collections, each of which notices something that is dropped before it. */
    private void awaitSentinels() throws InterruptedException {
        for (int seen = 0; seen < 2; seen++) {
            Sentinel.dropOne();
            do {
                next().run();
            } while (sentinels() == seen);
        }
    }

    private long sentinels() {
        return unawaited.stream()
                .filter(each -> each.name().equals("coroutine 'sentinel'"))
                .count();
    }

    private Runnable next() throws InterruptedException {
        Runnable task = tasks.poll(); // one collection may have found many
        for (int i = 0; i < ATTEMPTS && task == null; i++) {
            System.gc();
            task = tasks.poll(20, TimeUnit.MILLISECONDS);
        }
        if (task != null) {
            return task;
        }
        throw new AssertionError("nothing was noticed in " + ATTEMPTS + " collections");
    }

    @Override
    public void close() {
        Diagnostics.setNeverAwaitedHandler(null);
        Diagnostics.setUnraisableHandler(null);
        Diagnostics.setAsyncGeneratorCloser(null);
        Diagnostics.setOriginTracking(0);
        Diagnostics.setCloser(null);
        new ForgottenLeftAlone().beforeAll(null);
        tasks.drainTo(LEFT_ALONE);
    }

    /** Something that is always noticed. */
    private static final class Sentinel {
        static void dropOne() {
            dev.pausa.Coroutine.coroutine("sentinel", () -> {});
        }
    }
}
