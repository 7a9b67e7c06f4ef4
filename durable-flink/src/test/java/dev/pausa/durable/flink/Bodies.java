package dev.pausa.durable.flink;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.flink.Keyed.emit;
import static dev.pausa.durable.flink.Keyed.next;
import static dev.pausa.durable.flink.Keyed.sleep;

import dev.pausa.Coroutine;
import dev.pausa.durable.DurableBody;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.TimeDomain;
import org.jspecify.annotations.Nullable;

/** Bodies that the tests of single rules run. */
final class Bodies {
    private Bodies() {}

    static CoroutineFunction<String, Event, String> function(DurableBody<String, Void> body) {
        return CoroutineFunction.of(
                "body",
                Event.class,
                String.class,
                snapshots -> snapshots
                        .host("bodies", Bodies.class)
                        .type("event", Event.class)
                        .register("body", 1, body));
    }

    private static Coroutine<String> text() {
        return coroutine(() -> Bodies.<Event>cast(await(next())).text());
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object object) {
        return (T) object;
    }

    static Coroutine<Void> echo(String key) {
        return coroutine(() -> {
            while (true) {
                emit(key + " " + await(text()) + " at " + Keyed.timestamp());
            }
        });
    }

    static Coroutine<Void> pair(String key) {
        return coroutine(() -> {
            String first = await(text());
            emit(key + " " + first + await(text()));
        });
    }

    static Coroutine<Void> within(String key) {
        return coroutine(() -> {
            Event first = await(next(Event.class));
            Event second = await(next(Event.class, Duration.ofMillis(10)));
            emit(key + " " + first.text() + " " + (second == null ? "nothing" : second.text()) + " at "
                    + Keyed.timestamp());
        });
    }

    static Coroutine<Void> withinByClock(String key) {
        return coroutine(() -> {
            Event first = await(next(Event.class));
            Event second = await(next(Event.class, Duration.ofMillis(1), TimeDomain.PROCESSING_TIME));
            emit(key + " " + first.text() + " " + (second == null ? "nothing" : second.text()));
        });
    }

    static Coroutine<Void> sleeper(String key) {
        return coroutine(() -> {
            String first = await(text());
            await(sleep(Duration.ofMillis(100)));
            emit(key + " slept after " + first + " to " + Keyed.timestamp());
            await(sleep(Duration.ofMillis(100)));
            emit(key + " slept to " + Keyed.timestamp() + ", then " + await(text()));
        });
    }

    static Coroutine<Void> heartbeat(String key) {
        return coroutine(() -> {
            await(text());
            try {
                while (true) {
                    await(sleep(Duration.ofHours(1)));
                    emit(key);
                }
            } finally {
                emit("finally");
            }
        });
    }

    static Coroutine<Void> poisoned(String key) {
        return coroutine(() -> {
            int count = 0;
            while (true) {
                String text = await(text());
                if (text.equals("poison")) {
                    throw new IOException("cannot read " + text);
                }
                emit(key + " " + text + " " + ++count);
            }
        });
    }

    static Coroutine<Void> outside(String key) {
        return coroutine(() -> {
            String text = await(text());
            emit(text);
            await(new CompletableFuture<String>());
        });
    }

    static Coroutine<Void> unsavable(String key) {
        return coroutine(() -> {
            Object lock = new Object[] {new java.util.concurrent.locks.ReentrantLock()};
            try {
                await(text());
                await(text());
            } finally {
                emit("finally " + lock.getClass().getSimpleName());
            }
        });
    }

    static Coroutine<Void> idle(String key) {
        return coroutine(() -> {});
    }

    static Coroutine<Void> aside(String key) {
        return coroutine(() -> {
            String text = await(text());
            emit(Run.ASIDE, text);
            emit(text.length() + "");
        });
    }

    /** Fails after it has changed a variable. */
    static Coroutine<Void> counting(String key) {
        return coroutine(() -> {
            int seen = 0;
            while (true) {
                String text = await(text());
                seen++;
                if (text.equals("poison")) {
                    throw new IOException("poison after " + seen);
                }
            }
        });
    }

    /** The last object that {@link #same} has got from its variable. One for the process, in which the job runs. */
    static @Nullable Event last;

    static Coroutine<Void> same(String key) {
        return coroutine(() -> {
            Event first = await(next(Event.class));
            while (true) {
                String text = await(text());
                emit(text + " " + (first == last));
                last = first;
            }
        });
    }

    /** Lists are packed; maps have the general form. */
    static Coroutine<Void> collected(String key) {
        return coroutine(() -> {
            List<Event> all = new ArrayList<>();
            Map<String, Integer> counts = new HashMap<>();
            while (all.size() < 3) {
                all.add(await(next(Event.class)));
                counts.merge(all.get(all.size() - 1).text(), 1, Integer::sum);
            }
            emit(key + " " + all.stream().map(Event::text).toList() + " " + new java.util.TreeMap<>(counts));
        });
    }
}
