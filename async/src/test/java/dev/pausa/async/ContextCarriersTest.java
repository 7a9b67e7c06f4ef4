package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Carriers for the contexts of SLF4J and of Micrometer, and one that fails. */
class ContextCarriersTest {
    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    /** All that is registered with Micrometer: observations, tracing, and what else frameworks keep. */
    private static final class Micrometer implements ContextCarrier<ContextSnapshot> {
        private static final ContextSnapshotFactory FACTORY =
                ContextSnapshotFactory.builder().clearMissing(true).build();

        @Override
        public ContextSnapshot capture() {
            return FACTORY.captureAll();
        }

        @Override
        public Runnable restore(ContextSnapshot captured) {
            return captured.setThreadLocals()::close;
        }
    }

    private static final class Failing implements ContextCarrier<String> {
        private static volatile boolean isOn;

        @Override
        public String capture() {
            return "captured";
        }

        @Override
        public Runnable restore(String captured) {
            if (isOn) {
                throw new IllegalStateException("no context");
            }
            return () -> {};
        }
    }

    /** Carriers stay for the rest of the process; outside of this class these carry nothing. */
    private record OnlyHere<C>(ContextCarrier<C> carrier) implements ContextCarrier<C> {
        private static volatile boolean isHere = true;

        @Override
        public C capture() {
            return isHere ? carrier.capture() : null;
        }

        @Override
        public Runnable restore(C captured) {
            return captured == null ? () -> {} : carrier.restore(captured);
        }
    }

    @RegisterExtension
    final Reported reported = new Reported();

    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void add() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
        Loop.addCarrier(new OnlyHere<>(new MdcCarrierJavadocExamplesTest.MdcCarrier()));
        Loop.addCarrier(new OnlyHere<>(new Micrometer()));
        Loop.addCarrier(new OnlyHere<>(new Failing()));
    }

    @AfterAll
    static void switchOff() {
        OnlyHere.isHere = false;
    }

    @AfterEach
    void clear() {
        MDC.clear();
        TENANT.remove();
        Failing.isOn = false;
    }

    private static String seen() {
        return MDC.get("request") + " of " + TENANT.get();
    }

    private static void set(String request, String tenant) {
        MDC.put("request", request);
        TENANT.set(tenant);
    }

    private Coroutine<Void> request(String request, String tenant) {
        return coroutine(() -> {
            log.add("begins with " + seen());
            set(request, tenant);
            await(checkpoint());
            log.add("goes on with " + seen());
        });
    }

    @Test
    @Rule("L6")
    void each_task_has_its_own_context_and_begins_with_that_of_its_starter() throws Exception {
        set("0", "main");
        Loop.run(() -> await(scope(s -> {
            s.start(request("1", "a"));
            set("00", "main");
            s.start(request("2", "b"));
            await(checkpoint());
            log.add("block has " + seen());
        })));
        assertThat(log)
                .containsExactly(
                        "begins with 0 of main",
                        "begins with 00 of main",
                        "block has 00 of main",
                        "goes on with 1 of a",
                        "goes on with 2 of b");
        assertThat(seen()).isEqualTo("0 of main"); // the thread has back what it had
    }

    @Test
    @Rule("L6")
    void the_context_goes_along_to_the_threads_of_a_pool() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Loop loop = Loop.on(pool)) {
            set("1", "a");
            Task<String> first = loop.start(coroutine(() -> {
                await(checkpoint());
                return seen();
            }));
            set("2", "b");
            Task<String> second = loop.start(coroutine(() -> {
                await(checkpoint());
                return seen();
            }));
            assertThat(first.join()).isEqualTo("1 of a");
            assertThat(second.join()).isEqualTo("2 of b");
            MDC.clear();
            TENANT.remove();
            assertThat(loop.start(coroutine(() -> seen())).join()).isEqualTo("null of null");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    @Rule("L6")
    void a_carrier_that_throws_is_reported_and_the_body_runs_with_the_others() throws Exception {
        set("1", "a");
        Failing.isOn = true;
        assertThat(Loop.run(() -> seen())).isEqualTo("1 of a");
        assertThat(reported.messages())
                .isNotEmpty()
                .allMatch(message -> message.startsWith("a context carrier failed"));
        assertThat(reported.failures()).allMatch(failure -> failure.getMessage().equals("no context"));
    }

    /** In a process of its own, since carriers stay. */
    @Test
    void without_carriers_nothing_is_captured() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutCarriers.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = outputOf(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).isEqualTo("captured null, seen null of null" + System.lineSeparator());
    }

    private static String outputOf(Process process) throws IOException {
        try (var in = process.inputReader()) {
            return in.lines().map(line -> line + System.lineSeparator()).reduce("", String::concat);
        }
    }

    /** A program that adds no carrier. */
    static final class WithoutCarriers {
        public static void main(String[] args) throws Exception {
            try (Loop loop = Loop.onThread("loop")) {
                loop.start(coroutine(() -> "its thread is there")).join();
                set("1", "a");
                String seen = loop.start(coroutine(() -> {
                            await(checkpoint());
                            return seen();
                        }))
                        .join();
                System.out.println("captured " + (Object) Carriers.capture() + ", seen " + seen);
            }
        }
    }
}
