package dev.pausa.async;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for tasks that keep their loop busy: at intervals of the limit it notes which resume each loop is in, and
 * reports one that it has seen twice. When the thread itself wakes late, the machine was held up, by the collector or a
 * debugger, and the look does not count.
 */
final class Watchdog {
    private static final System.Logger LOG = System.getLogger("dev.pausa.async");

    private static volatile @Nullable Settings settings =
            new Settings(Duration.ofMillis(100), text -> LOG.log(System.Logger.Level.WARNING, text));

    private static @Nullable Thread thread;

    private Watchdog() {}

    private record Settings(Duration limit, Consumer<? super String> report) {}

    static void set(@Nullable Duration limit, Consumer<? super String> report) {
        if (limit != null && (limit.isZero() || limit.isNegative())) {
            throw new IllegalArgumentException("limit must be positive: " + limit);
        }
        settings = limit == null ? null : new Settings(limit, report);
        if (!RootScope.live().isEmpty()) {
            watch();
        }
    }

    /** Begins to look, unless that is done already or not wanted; called by each loop that gets its first task. */
    static synchronized void watch() {
        if (thread == null && settings != null) {
            Thread started = new Thread(Watchdog::run, "pausa-watchdog");
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    private static void run() {
        Map<SerialLoop, Long> seen = new HashMap<>();
        for (Settings now = next(); now != null; now = next()) {
            long before = System.nanoTime();
            LockSupport.parkNanos(now.limit().toNanos());
            boolean isLate = System.nanoTime() - before > now.limit().toNanos() * 3 / 2;
            seen = look(seen, isLate, now);
        }
    }

    /** Returns what holds now; null, and forgets the thread, if there is nothing to watch. */
    private static synchronized @Nullable Settings next() {
        Settings now = settings;
        if (now == null || RootScope.live().isEmpty()) {
            thread = null;
            return null;
        }
        return now;
    }

    private static Map<SerialLoop, Long> look(Map<SerialLoop, Long> before, boolean isLate, Settings now) {
        Map<SerialLoop, Long> seen = new HashMap<>();
        for (SerialLoop loop : RootScope.live()) {
            long resume = loop.currentResume();
            if (resume == 0) {
                continue;
            }
            Long earlier = before.get(loop);
            if (!isLate && earlier != null && earlier == resume) {
                String text = loop.busy(resume, now.limit());
                seen.put(loop, text == null ? resume : -resume); // once for each
                if (text != null) {
                    now.report().accept(text);
                }
            } else {
                seen.put(loop, earlier != null && earlier == -resume ? earlier : Long.valueOf(resume));
            }
        }
        return seen;
    }
}
