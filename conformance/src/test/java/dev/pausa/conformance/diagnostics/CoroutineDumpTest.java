package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import dev.pausa.diagnostics.Diagnostics;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** All live coroutine objects, as chains of awaits. */
@Timeout(120)
@SuppressWarnings({"pausa:blocking-call", "pausa:dropped"})
@ExtendWith(Tracked.class)
class CoroutineDumpTest {
    static List<Entry> onlyChain() {
        List<Chain> chains = CoroutineDump.takeWithLocals().chains();
        assertThat(chains).hasSize(1);
        return chains.get(0).objects();
    }

    /** Each entry as its kind, name and state. */
    private static List<String> looks(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.kind() + " " + entry.name() + " " + entry.state())
                .toList();
    }

    /** Each object awaits the next one, the last one nothing. */
    private static void assertLinked(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            long next = i + 1 < entries.size() ? entries.get(i + 1).id() : 0;
            assertThat(entries.get(i).awaits()).isEqualTo(next);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The switch
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void without_tracking_there_is_no_dump() {
        Diagnostics.setTracking(false);
        Coroutine<Object> made = coroutine(() -> suspend(1));

        assertThat(Diagnostics.isTracking()).isFalse();
        assertThat(CoroutineDump.liveCount()).isZero();
        assertThatThrownBy(CoroutineDump::take)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("tracking is off, so nobody knows which coroutine objects there are; switch it on with"
                        + " Diagnostics.setTracking(true) or -Ddev.pausa.tracking=true, before they are made");
        Reference.reachabilityFence(made);
    }

    @Test
    void switching_it_off_forgets_all() {
        Coroutine<Object> made = coroutine(() -> suspend(1));
        assertThat(CoroutineDump.liveCount()).isEqualTo(1);
        Diagnostics.setTracking(false);
        Diagnostics.setTracking(true);

        assertThat(CoroutineDump.liveCount()).isZero();
        assertThat(CoroutineDump.take().chains()).isEmpty();
        Reference.reachabilityFence(made);
    }

    /** It is awaited by one that was made later. */
    @Test
    void one_that_was_made_before_is_shown_below_its_awaiter() {
        Diagnostics.setTracking(false);
        Coroutine<Object> inner = coroutine("inner", () -> suspend(1));
        Diagnostics.setTracking(true);
        Coroutine<Object> outer = started(coroutine("outer", () -> await(inner)));

        List<Entry> chain = onlyChain();
        assertThat(looks(chain)).containsExactly("coroutine outer SUSPENDED", "coroutine inner SUSPENDED");
        assertThat(chain.get(0).age()).isBetween(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(chain.get(1).age()).isNull();
        assertThat(onlyChain())
                .extracting(Entry::id)
                .isEqualTo(chain.stream().map(Entry::id).toList());
        Reference.reachabilityFence(outer);
    }

    @Test
    void it_keeps_nothing_alive_and_shows_nothing_that_is_closed() throws InterruptedException {
        Coroutine<Object> closed = coroutine(() -> suspend(1));
        closed.close();
        WeakReference<Object> dropped = new WeakReference<>(started(coroutine(() -> suspend(1))));
        CoroutineDump dump = CoroutineDump.takeWithLocals();
        for (int i = 0; dropped.get() != null && i < 500; i++) {
            System.gc();
        }

        assertThat(dropped.get()).isNull();
        assertThat(CoroutineDump.take().chains()).isEmpty();
        assertThat(CoroutineDump.liveCount()).isZero();
        Reference.reachabilityFence(dump);
        Reference.reachabilityFence(closed);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Chains
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_chain_is_shown_from_its_root_to_what_it_waits_for() {
        var stage = new CompletableFuture<Object>();
        Coroutine<Object> inner = coroutine("inner", () -> await(stage));
        Coroutine<Object> outer = coroutine("outer", () -> await(inner));
        Coroutine<Object> fresh = coroutine("fresh", () -> suspend(1));
        List<Chain> before = CoroutineDump.take().chains();
        started(outer);
        List<Chain> chains = CoroutineDump.take().chains();

        assertThat(before).hasSize(3);
        assertThat(chains).hasSize(2);
        List<Entry> fromOuter = chains.get(0).objects();
        assertThat(looks(fromOuter))
                .containsExactly(
                        "coroutine outer SUSPENDED", "coroutine inner SUSPENDED", "stage CompletableFuture SUSPENDED");
        assertLinked(fromOuter);
        assertThat(fromOuter).extracting(Entry::place).containsExactly(outer.location(), inner.location(), null);
        assertThat(looks(chains.get(1).objects())).containsExactly("coroutine fresh CREATED");
        assertThat(CoroutineDump.liveCount()).isEqualTo(3);
        Reference.reachabilityFence(fresh);
    }

    @Test
    void a_step_stands_between_its_awaiter_and_its_generator() {
        AsyncGenerator<Object, Object> rows = asyncGenerator(y -> {
            suspend("s");
            y.yield(1);
        });
        rows.setName("rows");
        Coroutine<Object> reader = started(coroutine("reader", () -> await(rows.anext())));

        List<Entry> chain = onlyChain();
        assertThat(looks(chain))
                .containsExactly(
                        "coroutine reader SUSPENDED", "step asend of rows SUSPENDED", "async generator rows SUSPENDED");
        assertLinked(chain);
        reader.step(null);
        assertThat(looks(onlyChain())).containsExactly("async generator rows SUSPENDED");
        Reference.reachabilityFence(rows);
    }

    /** The adapter that goes on with a generator is left out. */
    @Test
    void a_generator_that_two_others_await_is_shown_once() {
        Generator<Object, Object, Void> inner = generator(y -> {
            y.yield(1);
            y.yield(2);
            y.yield(3);
        });
        inner.setName("inner");
        Generator<Object, Object, Void> first = generator(y -> y.yieldFrom(inner));
        first.setName("first");
        Generator<Object, Object, Void> second = generator(y -> y.yieldFrom(inner));
        second.setName("second");
        first.send(null);
        second.send(null);

        List<Chain> chains = CoroutineDump.take().chains();
        assertThat(chains).hasSize(2);
        List<Entry> whole = chains.get(0).objects();
        List<Entry> part = chains.get(1).objects();
        assertThat(looks(whole)).containsExactly("generator first SUSPENDED", "generator inner SUSPENDED");
        assertThat(looks(part)).containsExactly("generator second SUSPENDED");
        assertThat(part.get(0).awaits()).isEqualTo(whole.get(1).id());
        assertThat(CoroutineDump.take().toText())
                .endsWith("    awaits #" + whole.get(1).id() + ", which is shown elsewhere\n");
    }

    @Test
    void a_foreign_awaitable_is_shown_by_its_class() {
        Awaitable<Object> foreign = CoroutineFixtures.awaitable(new CoroutineFixtures.PlainIterator(1, 2));
        Coroutine<Object> c = started(coroutine("c", () -> await(foreign)));

        assertThat(looks(onlyChain()))
                .containsExactly("coroutine c SUSPENDED", "iterator CoroutineFixtures.PlainIterator SUSPENDED");
        Reference.reachabilityFence(c);
    }

    @Test
    void a_chain_that_is_being_driven_is_running() {
        List<CoroutineDump> dumps = new ArrayList<>();
        Coroutine<Object> inner = coroutine("inner", () -> {
            suspend(1);
            dumps.add(CoroutineDump.takeWithLocals());
            return null;
        });
        Coroutine<Object> outer = started(coroutine("outer", () -> {
            dumps.add(CoroutineDump.take());
            return await(inner);
        }));
        outer.step(null);

        assertThat(dumps).hasSize(2);
        assertThat(dumps.get(0).chains().stream().map(c -> looks(c.objects())))
                .containsExactly(List.of("coroutine inner CREATED"), List.of("coroutine outer RUNNING"));
        List<Entry> running = dumps.get(1).chains().get(0).objects();
        assertThat(looks(running)).containsExactly("coroutine outer RUNNING", "coroutine inner RUNNING");
        assertThat(running).allSatisfy(entry -> assertThat(entry.locals()).isEmpty());
    }

    @Test
    void the_thread_that_drives_is_named() throws Exception {
        var isInside = new CountDownLatch(2);
        var isSeen = new CountDownLatch(1);
        Coroutine<Void> plain = coroutine("plain", () -> {
            isInside.countDown();
            isSeen.await();
        });
        Coroutine<Object> inner = coroutine("inner", () -> {
            suspend(1);
            isInside.countDown();
            isSeen.await();
            return suspend(2);
        });
        Coroutine<Object> outer = started(coroutine("outer", () -> await(inner)));
        Coroutine<Object> paused = started(coroutine("paused", () -> suspend(1)));
        Thread first = new Thread(() -> plain.step(null), "first");
        Thread second = new Thread(() -> outer.step(null), "second");
        first.start();
        second.start();
        isInside.await();
        CoroutineDump dump = CoroutineDump.take();
        isSeen.countDown();
        first.join();
        second.join();

        assertThat(dump.chains().stream().flatMap(chain -> chain.objects().stream()))
                .extracting(entry -> entry.name() + " " + entry.state() + " " + entry.threads())
                .containsExactlyInAnyOrder(
                        "plain RUNNING [first]",
                        "outer RUNNING [second]",
                        "inner RUNNING [second]",
                        "paused SUSPENDED []");
        assertThat(dump.toText()).contains(" \"inner\" running, ", " s old, driven by thread \"second\"\n");
        Reference.reachabilityFence(paused);
    }

    private static Coroutine<Void> meeting(CountDownLatch isInside, CountDownLatch isSeen) {
        return coroutine(() -> {
            isInside.countDown();
            isSeen.await();
        });
    }

    /** The stacks tell who runs a body, but not which of its coroutines. */
    @Test
    void several_threads_in_one_body_are_all_named() throws Exception {
        var isInside = new CountDownLatch(4);
        var isSeen = new CountDownLatch(1);
        List<Coroutine<Void>> made = new ArrayList<>();
        List<Thread> drivers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Coroutine<Void> each = meeting(isInside, isSeen);
            made.add(each);
            drivers.add(new Thread(() -> each.step(null), "driver"));
        }
        drivers.forEach(Thread::start);
        isInside.await();
        CoroutineDump dump = CoroutineDump.take();
        isSeen.countDown();
        for (Thread driver : drivers) {
            driver.join();
        }

        assertThat(dump.chains())
                .hasSize(4)
                .allSatisfy(chain -> assertThat(chain.objects().get(0).threads())
                        .containsExactly("driver", "driver", "driver", "driver"));
        assertThat(dump.toText())
                .contains(" s old, driven by one of 4 threads: \"driver\", \"driver\", \"driver\", …\n");
        Reference.reachabilityFence(made);
    }

    @Test
    void a_long_chain_is_no_burden() {
        Coroutine<Object> chain = coroutine("leaf", () -> suspend(1));
        for (int i = 0; i < 100_000; i++) {
            Coroutine<Object> inner = chain;
            chain = coroutine(() -> await(inner));
        }
        started(chain);

        CoroutineDump dump = CoroutineDump.take();
        assertThat(dump.chains()).hasSize(1);
        assertThat(dump.chains().get(0).objects()).hasSize(100_001);
        assertThat(dump.toText().lines().count()).isEqualTo(2 + 2 * 100_001);
        assertThat(dump.toJson()).endsWith("}]}]}");
        Reference.reachabilityFence(chain);
    }

    /** The dumps are whatever they are; they end, and the driver does not notice. */
    @Test
    void another_thread_may_drive_meanwhile() throws Exception {
        var failure = new AtomicReference<Throwable>();
        var rounds = new AtomicReference<Object>();
        Thread driver = new Thread(() -> {
            int done = 0;
            while (!Thread.currentThread().isInterrupted()) {
                done += runWhole();
            }
            rounds.set(done);
        });
        driver.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        driver.start();
        for (int i = 0; i < 300; i++) {
            CoroutineDump dump = CoroutineDump.takeWithLocals();
            dump.toText();
            dump.toJson();
        }
        driver.interrupt();
        driver.join();

        assertThat(failure.get()).isNull();
        assertThat(rounds.get()).isNotNull();
    }

    private static int runWhole() {
        Coroutine<Integer> inner = coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += (Integer) suspend(i);
            }
            return sum;
        });
        Coroutine<Integer> middle = coroutine(() -> await(inner));
        Coroutine<Integer> outer = coroutine(() -> await(middle) - 9);
        outer.send(null);
        for (int i = 0; i < 9; i++) {
            outer.send(1);
        }
        assertThat(outer.step(1).toString()).isEqualTo("Returned[value=1]");
        return 1;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is told of one
    // -----------------------------------------------------------------------------------------------------------------

    private enum Colour {
        RED
    }

    /** A user's class whose text must not be asked for. */
    private static final class Shy {
        @Override
        public String toString() {
            throw new AssertionError("run by a dump");
        }
    }

    @Test
    void variables_are_shown_without_running_code_of_the_application() {
        Coroutine<Object> c = started(coroutine("c", () -> {
            int count = 3;
            String text = "a\n\"b\"";
            String longer = "x".repeat(200);
            Object shy = new Shy();
            Colour colour = Colour.RED;
            long[] numbers = new long[2];
            char letter = 'l';
            Object given = suspend("s");
            return List.of(count, text, longer, shy, colour, numbers, letter, given);
        }));

        List<Variable> locals = onlyChain().get(0).locals();
        assertThat(locals)
                .extracting(local -> local.name() + " = " + local.value().replaceAll("@[0-9a-f]+", "@ID"))
                .containsExactly(
                        "count = 3",
                        "text = \"a\\n\"b\"\"",
                        "longer = \"" + "x".repeat(100) + "…\"",
                        "shy = CoroutineDumpTest.Shy@ID",
                        "colour = RED",
                        "numbers = long[2]",
                        "letter = 'l'");
        assertThat(CoroutineDump.take().chains().get(0).objects().get(0).locals())
                .isEmpty();
        Reference.reachabilityFence(c);
    }

    @Test
    void the_origin_is_shown_where_it_is_tracked() {
        Diagnostics.setOriginTracking(1);
        Coroutine<Object> c = coroutine("c", () -> suspend(1));

        assertThat(onlyChain().get(0).origin()).isEqualTo(c.origin()).hasSize(1);
        assertThat(CoroutineDump.take().toText())
                .contains("\n    made at " + c.origin().get(0) + "\n");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Texts
    // -----------------------------------------------------------------------------------------------------------------

    private static Entry entry(
            int id, String kind, String name, List<String> threads, StackTraceElement place, Duration age) {
        CoroutineState state = threads.isEmpty() ? CoroutineState.SUSPENDED : CoroutineState.RUNNING;
        return new Entry(id, kind, name, state, threads, place, age, 0, List.of(), List.of(), !threads.isEmpty());
    }

    private static CoroutineDump sample(String name) {
        var place = new StackTraceElement("app.Orders", "load", "Orders.java", 42);
        var made = new StackTraceElement("app.Main", "main", null, -1);
        var root = new Entry(
                7,
                "coroutine",
                name,
                CoroutineState.SUSPENDED,
                List.of(),
                place,
                Duration.ofMillis(3_004),
                8,
                List.of(made),
                List.of(new Variable("count", "int", "3")),
                false);
        var stage = entry(8, "stage", "CompletableFuture", List.of(), null, null);
        var old = entry(9, "generator", "g", List.of("worker-1"), place, Duration.ofSeconds(3_725));
        return new CoroutineDump(
                Instant.EPOCH, List.of(), List.of(new Chain(List.of(root, stage)), new Chain(List.of(old))));
    }

    @Test
    void the_text_is_like_that_of_jstack() {
        assertThat(sample("Orders.load\n#1").toText()).isEqualTo("""
                Coroutine objects at 1970-01-01T00:00:00Z: 3 objects in 2 chains
                Some variables cannot be shown: their classes were compiled without the names of variables. \
                Compile with javac -g; java FILE.java, which compiles in memory, never has them

                #7 coroutine "Orders.load\\n#1" suspended, 3.004 s old
                    at app.Orders.load(Orders.java:42)
                    | int count = 3
                    made at app.Main.main(Unknown Source)
                    awaits #8 stage "CompletableFuture" suspended

                #9 generator "g" running, 1 h 2 min 5 s old, driven by thread "worker-1"
                    at app.Orders.load(Orders.java:42)
                    | variables without names
                """);
    }

    @Test
    void the_json_escapes_whatever_a_name_may_be() {
        String place = "{\"class\":\"app.Orders\",\"method\":\"load\",\"file\":\"Orders.java\",\"line\":42}";
        assertThat(sample("</script>\"\\\n\u2028é&😀").toJson())
                .isEqualTo("{\"takenAt\":\"1970-01-01T00:00:00Z\",\"loops\":[],\"chains\":[{\"objects\":[{\"id\":7,"
                        + "\"kind\":\"coroutine\","
                        + "\"name\":\"\\u003c/script\\u003e\\\"\\\\\\\\n\\\\u2028\\u00e9\\u0026\\ud83d\\ude00\","
                        + "\"state\":\"SUSPENDED\",\"threads\":[],\"place\":" + place
                        + ",\"ageMillis\":3004,\"awaits\":8,"
                        + "\"origin\":[{\"class\":\"app.Main\",\"method\":\"main\",\"file\":null,\"line\":-1}],"
                        + "\"locals\":[{\"name\":\"count\",\"type\":\"int\",\"value\":\"3\"}],"
                        + "\"hasUnnamedLocals\":false},"
                        + "{\"id\":8,\"kind\":\"stage\",\"name\":\"CompletableFuture\","
                        + "\"state\":\"SUSPENDED\",\"threads\":[],\"place\":null,"
                        + "\"ageMillis\":null,\"awaits\":0,\"origin\":[],\"locals\":[],"
                        + "\"hasUnnamedLocals\":false}]},"
                        + "{\"objects\":[{\"id\":9,\"kind\":\"generator\",\"name\":\"g\","
                        + "\"state\":\"RUNNING\",\"threads\":[\"worker-1\"],\"place\":"
                        + place
                        + ",\"ageMillis\":3725000,\"awaits\":0,\"origin\":[],\"locals\":[],"
                        + "\"hasUnnamedLocals\":true}]}]}");
    }
}
