package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.Step;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved, and comes back. */
class SnapshotsTest {
    private static Snapshots.Builder builder() {
        return Snapshots.builder()
                .host("flows", Flows.class)
                .type("step", Flows.Step.class)
                .type("item", Flows.Item.class)
                .type("cart", Flows.Cart.class)
                .type("mood", Flows.Mood.class)
                .type("refusal", Flows.Refusal.class)
                .type("door", Flows.Door.class);
    }

    private static final Snapshots SNAPSHOTS = builder()
            .register("charge", 1, Flows::charge)
            .register("guarded", 1, Flows::guarded)
            .register("aliases", 1, Flows::aliases)
            .register("loops", 1, Flows::loops)
            .register("failing", 1, Flows::failing)
            .register("refusing", 1, Flows::refusing)
            .register("holding", 1, Flows::holding)
            .register("holdingInside", 1, Flows::holdingInside)
            .register("times", 1, Flows::times)
            .register("resources", 1, Flows::resources)
            .register("generators", 1, Flows::generators)
            .build();

    /** Takes it at each pause, and gives back what it was sent. */
    private static Object throughData(String key, Object argument) {
        Coroutine<?> coroutine = SNAPSHOTS.begin(key, argument);
        Step<?> step = coroutine.step(null);
        while (step instanceof Step.Yielded<?> yielded) {
            String json = SNAPSHOTS.take(key, coroutine).toJson();
            coroutine = SNAPSHOTS.load(Snapshot.parse(json));
            assertThat(coroutine.state()).isEqualTo(CoroutineState.SUSPENDED);
            step = coroutine.step(null);
        }
        return ((Step.Returned<?>) step).value();
    }

    @Test
    @Rule("S1")
    void the_lambda_of_a_step_is_saved_with_what_it_has_captured() {
        Coroutine<Object> coroutine = SNAPSHOTS.begin("charge", 7);
        assertThat(coroutine.send(null)).isEqualTo("charge");
        assertThat(coroutine.inspect()).isEmpty();
        Snapshot snapshot = SNAPSHOTS.take("charge", coroutine);
        assertThat(snapshot.toJson())
                .contains("\"in\":\"flows\"", "\"code\":\"charge.lambda")
                .doesNotContain("dev.pausa");
        assertThat(SNAPSHOTS.load(snapshot).step(null)).isEqualTo(new Step.Returned<Object>("paid 7"));
    }

    @Test
    @Rule("S2")
    void a_chain_that_was_taken_runs_no_finally_and_its_loaded_copy_does() {
        Flows.LEFT.clear();
        Coroutine<Object> coroutine = SNAPSHOTS.begin("guarded", "once");
        coroutine.send(null);
        Snapshot snapshot = SNAPSHOTS.take("guarded", coroutine);
        assertThat(coroutine.state()).isEqualTo(CoroutineState.CLOSED);
        coroutine.close();
        assertThat(Flows.LEFT).isEmpty();
        SNAPSHOTS.load(snapshot).close();
        assertThat(Flows.LEFT).containsExactly("once");
    }

    @Test
    @Rule("S3")
    void what_cannot_be_saved_says_body_line_variable_and_path_and_the_body_goes_on() {
        Coroutine<Object[]> coroutine = SNAPSHOTS.begin("holdingInside", new ReentrantLock());
        coroutine.send(null);
        assertThatThrownBy(() -> SNAPSHOTS.take("holdingInside", coroutine))
                .isInstanceOf(SnapshotException.class)
                .hasMessageMatching("cannot save Flows.holdingInside \\(Flows.java:\\d+\\), deep\\[0]\\[0]: is a"
                        + " java.util.concurrent.locks.ReentrantLock, which cannot be saved: a lock does not outlive"
                        + " its process");
        assertThat(coroutine.state()).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(coroutine.step(null)).isInstanceOf(Step.Returned.class);
    }

    @Test
    @Rule("S4")
    void aliases_and_circles_come_back_across_frames() {
        assertThat(throughData("aliases", "x")).isEqualTo("truetruetruetrueCALMtruenull");
    }

    @Test
    @Rule("S5")
    void open_iterators_come_back_with_what_was_left() {
        assertThat(throughData("loops", List.of("b", "aa"))).isEqualTo("baa2null bb1null aaaa2null aab1null ");
    }

    @Test
    @Rule("S5")
    void a_body_that_was_saved_goes_on_with_what_was_left_itself() {
        Coroutine<String> coroutine = SNAPSHOTS.begin("loops", new ArrayList<>(List.of("b", "aa")));
        String last = null;
        for (Step<String> step = coroutine.step(null); ; step = coroutine.step(null)) {
            if (step instanceof Step.Returned<String> returned) {
                last = returned.value();
                break;
            }
            SNAPSHOTS.save("loops", coroutine);
        }
        assertThat(last).isEqualTo("baa2null bb1null aaaa2null aab1null ");
    }

    @Test
    @Rule("S6")
    void exceptions_come_back_with_text_trace_cause_and_fields() {
        assertThat(throughData("refusing", "no")).isEqualTo("no7");
        IllegalStateException failure = new IllegalStateException("broken", new ArithmeticException("by zero"));
        failure.addSuppressed(new IllegalArgumentException("also"));
        assertThatThrownBy(() -> throughData("failing", failure))
                .isInstanceOf(IllegalStateException.class)
                .isNotSameAs(failure)
                .hasMessage("broken")
                .hasCause(new ArithmeticException("by zero"))
                .hasSuppressedException(new IllegalArgumentException("also"))
                .satisfies(thrown -> assertThat(thrown.getStackTrace()[0].getMethodName())
                        .isEqualTo("exceptions_come_back_with_text_trace_cause_and_fields"));
    }

    @Test
    @Rule("S6")
    void an_exception_that_is_not_registered_becomes_a_durable_one() {
        assertThatThrownBy(() -> throughData("failing", new Flows.Unknown("text", new Flows.Unknown("inner", null))))
                .isInstanceOfSatisfying(DurableException.class, thrown -> {
                    assertThat(thrown.original()).isEqualTo(Flows.Unknown.class.getName());
                    assertThat(thrown).hasMessage(Flows.Unknown.class.getName() + ": text");
                    assertThat(thrown.getCause()).hasMessage(Flows.Unknown.class.getName() + ": inner");
                });
    }

    @Test
    @Rule("S7")
    void a_body_without_names_of_variables_is_refused_when_it_is_registered(@TempDir Path folder) {
        Class<?> flow = Version.of(folder, Version.FLOW, "-g:none").type();
        assertThatThrownBy(() -> Version.snapshots(flow, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flow cannot be durable")
                .hasMessageContaining("compile it with javac -g");
    }

    @Test
    @Rule("S8")
    void variables_of_types_that_cannot_be_saved_are_refused_when_the_body_is_registered() {
        assertThatThrownBy(() -> builder().register("random", 1, Flows::random).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at the pause suspend, Flows.java:")
                .hasMessageContaining("random is a java.util.Random");
        assertThatThrownBy(() -> builder().register("open", 1, Flows::open).build())
                .hasMessageContaining("in is a java.io.InputStream")
                .hasMessageContaining("make it a resource");
        assertThatThrownBy(() -> builder().type("lock", ReentrantLock.class)).hasMessageContaining("does not outlive");
        assertThatThrownBy(() -> builder().type("map", WeakHashMap.class)).hasMessageContaining("garbage collector");
    }

    static List<Object> unsavable() {
        return List.of(
                new Random(),
                new ReentrantLock(),
                Thread.currentThread(),
                List.of(1).stream(),
                new ByteArrayInputStream(new byte[0]),
                new WeakHashMap<>(),
                new java.util.IdentityHashMap<>(),
                java.util.Collections.unmodifiableList(new ArrayList<>()),
                new ArrayList<>(List.of(1)).subList(0, 1),
                String.class,
                new Object() {});
    }

    @ParameterizedTest
    @MethodSource("unsavable")
    @Rule("S8")
    void what_means_nothing_elsewhere_is_refused_when_it_is_saved(Object value) {
        Coroutine<Object> coroutine = SNAPSHOTS.begin("holding", value);
        coroutine.send(null);
        assertThatThrownBy(() -> SNAPSHOTS.save("holding", coroutine))
                .hasMessageMatching("(?s)cannot save Flows.holding \\(Flows.java:\\d+\\), held: is .*");
        assertThat(coroutine.step(null)).isEqualTo(new Step.Returned<>(value));
    }

    static List<Object> values() {
        return List.of(
                1,
                2L,
                "text",
                true,
                'c',
                1.5f,
                Double.NaN,
                new BigDecimal("1.50"),
                Instant.parse("2026-11-29T12:00:00.123456789Z"),
                java.time.ZonedDateTime.parse("2026-11-29T12:00:00+01:00[Europe/Paris]"),
                java.time.Duration.ofDays(3),
                new Flows.Item("x", BigDecimal.ONE),
                Flows.Mood.WILD,
                new ArrayList<>(List.of(1, 2L, "3")),
                List.of(1, 2),
                Set.of(1, 2),
                Map.of("a", List.of(1)),
                new java.util.LinkedHashMap<>(Map.of("a", 1)),
                new java.util.TreeMap<>(Map.of("b", 1, "a", 2)),
                java.util.Arrays.asList(1, null),
                java.util.Optional.of(5));
    }

    @ParameterizedTest
    @MethodSource("values")
    @Rule("S8")
    void values_keep_their_types(Object value) {
        assertThat(throughData("holding", value)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    @Rule("S8")
    void resources_are_bound_anew_where_a_snapshot_is_loaded() {
        AtomicInteger here = new AtomicInteger(1);
        AtomicInteger there = new AtomicInteger(2);
        Snapshots saves = builder()
                .resource("bank", here)
                .register("holding", 1, Flows::holding)
                .build();
        Snapshots loads = builder()
                .resource("bank", there)
                .register("holding", 1, Flows::holding)
                .build();
        Coroutine<Object> coroutine = saves.begin("holding", here);
        coroutine.send(null);
        assertThat(loads.load(saves.take("holding", coroutine)).step(null)).isEqualTo(new Step.Returned<Object>(there));
    }

    @Test
    void values_of_all_sizes_come_back() {
        assertThat(throughData("times", Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z 11529215046068469760.10true-1");
    }

    @Test
    @Rule("V3")
    void resources_and_blocks_of_the_library_are_saved_with_keys_of_their_own() {
        assertThat(throughData("resources", "r")).isEqualTo("rnullednull");
        Coroutine<String> coroutine = SNAPSHOTS.begin("resources", "r");
        coroutine.send(null);
        assertThat(SNAPSHOTS.save("resources", coroutine).toJson()).contains("\"in\":\"pausa:asyncWith/1\"");
    }

    @Test
    void generators_come_back_with_what_was_fetched_ahead() {
        assertThat(throughData("generators", "n")).isEqualTo("n0n1n2n3n4");
    }

    @Test
    @Rule("S2")
    void a_forgotten_chain_that_was_taken_stays_quiet() throws Exception {
        Flows.LEFT.clear();
        AtomicBoolean isGone = new AtomicBoolean();
        forget(isGone);
        for (int i = 0; i < 50 && !isGone.get(); i++) {
            System.gc();
            java.lang.ref.Reference.reachabilityFence(new byte[1 << 20]);
            Thread.onSpinWait();
        }
        assertThat(Flows.LEFT).isEmpty();
    }

    private static void forget(AtomicBoolean isGone) {
        Coroutine<Object> coroutine = SNAPSHOTS.begin("guarded", "forgotten");
        coroutine.send(null);
        SNAPSHOTS.take("guarded", coroutine);
        java.lang.ref.Cleaner.create().register(coroutine, () -> isGone.set(true));
    }

    @Test
    void only_what_is_paused_is_saved() {
        Coroutine<Object> fresh = SNAPSHOTS.begin("holding", 1);
        assertThatThrownBy(() -> SNAPSHOTS.save("holding", fresh)).hasMessageContaining("only what is paused");
        assertThatThrownBy(() -> SNAPSHOTS.save("nobody", fresh))
                .hasMessageContaining("no body is registered as nobody");
        fresh.close();
    }
}
