package dev.pausa.durable.engine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.durable.Durable.child;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.shield;
import static dev.pausa.durable.Durable.sleep;
import static dev.pausa.durable.Durable.step;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.durable.Durable;
import dev.pausa.durable.RetryPolicy;
import dev.pausa.durable.StepContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Durable bodies, and what they do to the world. */
final class Programs {
    private Programs() {}

    static final RetryPolicy PATIENT = new RetryPolicy(3, Duration.ofMillis(1), 2, Duration.ofSeconds(30));
    static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ofSeconds(30));

    /** The contexts of the calls of steps, by what they are of. */
    static final Map<String, List<StepContext>> CALLS = new ConcurrentHashMap<>();

    /** What a test gives to bodies, and they may wait for. */
    static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    static void called(String what, StepContext context) {
        CALLS.computeIfAbsent(what, any -> Collections.synchronizedList(new ArrayList<>()))
                .add(context);
    }

    static List<StepContext> calls(String what) {
        return CALLS.getOrDefault(what, List.of());
    }

    static int effect(Connection connection, String name, String what) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into effect values (?, ?)")) {
            statement.setString(1, name);
            statement.setString(2, what);
            return statement.executeUpdate();
        }
    }

    static Durable.Builder open(DataSource source, String namespace) {
        return Durable.open(source)
                .namespace(namespace)
                .host("programs", Programs.class)
                .register("order", 1, Programs::order)
                .register("failing", 1, Programs::failing)
                .register("failingForGood", 1, Programs::failingForGood)
                .register("slow", 1, Programs::slow)
                .register("busy", 1, Programs::busy)
                .register("refused", 1, Programs::refused)
                .register("conflicting", 1, Programs::conflicting)
                .register("mail", 1, Programs::mail)
                .register("anything", 1, Programs::anything)
                .register("impatient", 1, Programs::impatient)
                .register("gated", 1, Programs::gated)
                .register("guarded", 1, Programs::guarded)
                .register("stubborn", 1, Programs::stubborn)
                .register("parent", 1, Programs::parent)
                .register("unsavable", 1, Programs::unsavable)
                .register("foreign", 1, Programs::foreign)
                .register("napping", 1, Programs::napping)
                .register("deadly", 1, Programs::deadly)
                .register("many", 1, Programs::many)
                .register("manyTransactions", 1, Programs::manyTransactions)
                .register("stopped", 1, Programs::stopped)
                .register("stoppedAtLast", 1, Programs::stoppedAtLast)
                .poll(Duration.ofMillis(20))
                .heartbeat(Duration.ofMillis(500));
    }

    /** One of everything. */
    static Coroutine<String> order(String name) {
        return coroutine(() -> {
            String paid = await(step("charge", PATIENT, context -> {
                called(name, context);
                return "paid " + name;
            }));
            int booked = await(transaction("book", connection -> effect(connection, name, "book")));
            await(sleep(Duration.ofMillis(1)));
            String went = await(receive("go", String.class));
            String late = await(waitABit());
            int shipped = await(transaction("ship", connection -> effect(connection, name, "ship")));
            return paid + " " + booked + " " + went + " " + late + " " + shipped;
        });
    }

    static Coroutine<String> waitABit() {
        return coroutine(() -> {
            try {
                return await(receive("never", String.class, Duration.ofMillis(1)));
            } catch (TimeoutException late) {
                return "late";
            }
        });
    }

    /** Changes what is in memory, and fails twice. */
    static Coroutine<String> failing(String name) {
        return coroutine(() -> {
            List<String> seen = new ArrayList<>();
            int tries = await(step("flaky", PATIENT, context -> {
                called(name, context);
                seen.add("try " + context.attempt());
                if (context.attempt() < 3) {
                    throw new IllegalStateException("try " + context.attempt());
                }
                return context.attempt();
            }));
            return tries + " " + seen;
        });
    }

    static Coroutine<String> failingForGood(String name) {
        return coroutine(() -> {
            List<String> seen = new ArrayList<>();
            try {
                await(step("broken", PATIENT, context -> {
                    called(name, context);
                    seen.add("changed");
                    throw new IllegalStateException("broken " + context.attempt());
                }));
                return "?";
            } catch (IllegalStateException failed) {
                return failed.getMessage() + " " + seen;
            }
        });
    }

    /** Does not pause until its gate is open, and once more. */
    static Coroutine<String> busy(String name) {
        return coroutine(() -> {
            for (int round = 1; round <= 2; round++) {
                while (GATES.get(name + round).getCount() > 0) {
                    LockSupport.parkNanos(1_000_000);
                }
                await(sleep(Duration.ofMillis(1)));
            }
            return "over";
        });
    }

    static Coroutine<String> slow(String name) {
        return coroutine(() -> {
            RetryPolicy hasty = new RetryPolicy(2, Duration.ZERO, 1, Duration.ofMillis(100));
            return await(step("hangs", hasty, context -> {
                called(name, context);
                if (context.attempt() == 1) {
                    GATES.get(name).await();
                }
                return "attempt " + context.attempt();
            }));
        });
    }

    static Coroutine<String> refused(String name) {
        return coroutine(() -> {
            List<String> seen = new ArrayList<>();
            try {
                await(transaction("undone", connection -> {
                    effect(connection, name, "undone");
                    seen.add("changed");
                    throw new IllegalStateException("no");
                }));
                return "?";
            } catch (IllegalStateException failed) {
                return failed.getMessage() + " " + seen;
            }
        });
    }

    /** As two transactions that wait for each other: the database has one of them run again. */
    static Coroutine<String> conflicting(String name) {
        return coroutine(() -> {
            List<String> seen = new ArrayList<>();
            await(transaction("conflict", connection -> {
                effect(connection, name, "conflict");
                seen.add("changed");
                called(name, new StepContext("", 0, 0));
                if (calls(name).size() < 3) {
                    throw new IllegalStateException(new SQLException("deadlock", "40001"));
                }
                return 0;
            }));
            return seen + " " + calls(name).size();
        });
    }

    static Coroutine<String> mail(Integer number) {
        return coroutine(() -> {
            String all = "";
            for (int i = 0; i < number; i++) {
                all += await(receive("letter", String.class)) + " ";
            }
            return all;
        });
    }

    record Letter(String text) {}

    static Coroutine<String> anything(String name) {
        return coroutine(() -> name + await(receive("letter", Object.class)));
    }

    static Coroutine<String> impatient(Integer millis) {
        return coroutine(() -> {
            try {
                return await(receive("letter", String.class, Duration.ofMillis(millis)));
            } catch (TimeoutException late) {
                return late.getMessage();
            }
        });
    }

    /** A step that is as long as the test wants it. */
    static Coroutine<String> gated(String name) {
        return coroutine(() -> {
            String done = await(step("gate", ONCE, context -> {
                called(name, context);
                GATES.get(name).await();
                return "through";
            }));
            return done + " " + await(receive("letter", String.class));
        });
    }

    static Coroutine<String> napping(String name) {
        return coroutine(() -> {
            await(sleep(Duration.ofDays(30)));
            return name;
        });
    }

    static Coroutine<String> guarded(String name) {
        return coroutine(() -> {
            try {
                await(sleep(Duration.ofDays(30)));
                return "slept";
            } finally {
                await(shield(sleep(Duration.ofMillis(1))));
                await(shield(transaction("undo", connection -> effect(connection, name, "undo"))));
            }
        });
    }

    /** Swallows what it can. */
    static Coroutine<String> stubborn(String name) {
        return coroutine(() -> {
            int raised = 0;
            for (int i = 0; i < 3; i++) {
                try {
                    await(step("work", ONCE, context -> {
                        called(name, context);
                        GATES.get(name).await();
                        return 0;
                    }));
                } catch (Error cancelled) {
                    raised++;
                }
            }
            return "raised " + raised;
        });
    }

    static Coroutine<String> parent(String key) {
        return coroutine(() -> {
            String first = "";
            try {
                first = await(child(key, "first", "of the parent"));
            } catch (IllegalStateException failed) {
                first = "failed: " + failed.getMessage();
            }
            return "child: " + first;
        });
    }

    static Coroutine<String> unsavable(String name) {
        return coroutine(() -> {
            await(transaction("before", connection -> effect(connection, name, "before")));
            Object[] held = {new ReentrantLock()};
            await(transaction("after", connection -> effect(connection, name, "after")));
            return "" + held.length;
        });
    }

    static Coroutine<String> foreign(String what) {
        return coroutine(() -> {
            switch (what) {
                case "sleep" -> await(Async.sleep(Duration.ofMillis(1)));
                case "scope" -> await(Async.scope(scope -> {}));
                case "stage" -> await(new CompletableFuture<String>());
                default -> suspend("something");
            }
            return "?";
        });
    }

    /** Kills whoever works on it. */
    static Coroutine<String> deadly(String name) {
        return coroutine(() -> {
            await(transaction("before", connection -> effect(connection, name, "before")));
            called(name, new StepContext("", 0, 0));
            if (GATES.containsKey(name)) {
                throw new OutOfMemoryError("as if the memory was full");
            }
            return "alive";
        });
    }

    /** The first worker comes to a stop in the step. */
    static Coroutine<String> stopped(String name) {
        return coroutine(() -> {
            int attempt = await(step("stops", ONCE, context -> stop(name, context)));
            await(transaction("after", connection -> effect(connection, name, "attempt " + attempt)));
            return "attempt " + attempt;
        });
    }

    static Coroutine<String> stoppedAtLast(String name) {
        return coroutine(() -> "attempt " + await(step("stops", ONCE, context -> stop(name, context))));
    }

    private static int stop(String name, StepContext context) throws InterruptedException {
        called(name, context);
        if (context.attempt() == 1) {
            GATES.get(name).await();
        }
        return context.attempt();
    }

    /** What was made so far, as {@link #many} and {@link #manyTransactions} ask for it in each call. */
    static volatile Supplier<StatementsTest.Cost> cost = () -> new StatementsTest.Cost(0, 0);

    static final List<StatementsTest.Cost> COSTS = Collections.synchronizedList(new ArrayList<>());

    static Coroutine<Integer> many(Integer number) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < number; i++) {
                sum += await(step("one", ONCE, context -> count()));
            }
            return sum;
        });
    }

    static Coroutine<Integer> manyTransactions(Integer number) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < number; i++) {
                sum += await(transaction("one", connection -> count()));
            }
            return sum;
        });
    }

    private static int count() {
        COSTS.add(cost.get());
        return 1;
    }
}
