package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertJustStarted;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Catalogue 2.5: coroutines that nobody can reach any more are reported if they never began, and closed if they are
 * paused.
 */
@Timeout(120)
@SuppressWarnings("pausa:dropped")
class ForgottenCoroutineTest {

    private Forgetting forgetting;
    private final List<Object> log = new ArrayList<>();

    @BeforeAll
    static void settle() throws InterruptedException {
        Forgetting.settle();
    }

    @BeforeEach
    void begin() throws InterruptedException {
        forgetting = new Forgetting();
    }

    @AfterEach
    void end() {
        forgetting.close();
    }

    private Coroutine<Object> f() {
        return coroutine("f", () -> {
            log.add("ran");
            return suspend(1);
        });
    }

    private Coroutine<Object> cleaning(Object mark) {
        return coroutine("f", () -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                log.add("GE");
                throw exit;
            } finally {
                log.add(mark);
            }
        });
    }

    private List<String> reports() {
        return forgetting.unawaited.stream().map(Unawaited::message).toList();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Never awaited
    // -----------------------------------------------------------------------------------------------------------------

    /** It is reported, and nothing of it runs. */
    @Test
    void fi_001_a_fresh_coroutine_that_is_dropped_is_reported() throws Exception {
        forgetting.drop(1, () -> f());

        assertThat(reports()).containsExactly("coroutine 'f' was never awaited");
        assertThat(log).isEmpty();
    }

    @Test
    void fi_001_the_default_name_is_that_of_the_class_and_method() throws Exception {
        forgetting.drop(1, () -> coroutine(() -> suspend(1)));

        assertThat(reports())
                .containsExactly("coroutine 'ForgottenCoroutineTest."
                        + "fi_001_the_default_name_is_that_of_the_class_and_method' was never awaited");
    }

    @Test
    void fi_002_the_report_has_the_name_it_has_last() throws Exception {
        forgetting.drop(1, () -> f().setName("Renamed"));

        assertThat(reports()).containsExactly("coroutine 'Renamed' was never awaited");
    }

    @Test
    void fi_003_one_that_was_closed_before_its_start_is_not_reported() throws Exception {
        forgetting.dropUnnoticed(() -> f().close());
    }

    @Test
    void fi_004_one_that_was_raised_into_before_its_start_is_not_reported() throws Exception {
        forgetting.dropUnnoticed(() -> assertThat(thrownBy(() -> f().raise(new IllegalStateException("n"))))
                .isInstanceOf(IllegalStateException.class));
    }

    /** A refused first value does not start it. */
    @Test
    void fi_005_one_that_refused_its_first_value_is_reported() throws Exception {
        forgetting.drop(1, () -> {
            Coroutine<Object> c = f();
            assertJustStarted(() -> c.send("x"));
        });

        assertThat(reports()).containsExactly("coroutine 'f' was never awaited");
    }

    /** Java's types do not let it be iterated; looking at it in every way there is does not start it either. */
    @Test
    void fi_006_one_that_was_only_looked_at_is_reported() throws Exception {
        forgetting.drop(1, () -> {
            Coroutine<Object> c = f();
            assertThat(c).isNotInstanceOfAny(Iterable.class, Iterator.class, Stream.class);
            assertThat(List.of(c.state(), c.name(), c.trace(), c.toString())).isNotEmpty();
        });

        assertThat(reports()).containsExactly("coroutine 'f' was never awaited");
    }

    /** Making the view of a coroutine does not count as awaiting. */
    @Test
    void cw_009_one_of_which_only_a_view_was_made_is_reported() throws Exception {
        forgetting.drop(1, () -> f().awaitIterator());

        assertThat(reports()).containsExactly("coroutine 'f' was never awaited");
    }

    @Test
    void aw_038_one_whose_awaiter_was_closed_before_it_awaited_is_reported() throws Exception {
        forgetting.drop(1, () -> {
            Coroutine<Object> inner = f();
            Coroutine<Object> outer = coroutine(() -> await(inner));
            outer.close();
        });

        assertThat(reports()).containsExactly("coroutine 'f' was never awaited");
    }

    @Test
    void fi_011_a_failing_handler_is_told_to_the_unraisable_handler() throws Exception {
        IllegalArgumentException failure = new IllegalArgumentException("warnings are errors");
        Diagnostics.setNeverAwaitedHandler(report -> {
            throw failure;
        });

        forgetting.drop(1, () -> f());

        assertThat(forgetting.unraisable).singleElement().satisfies(told -> {
            assertThat(told.message()).isEqualTo("Exception ignored while finalizing coroutine coroutine 'f'");
            assertThat(told.exception()).isSameAs(failure);
        });
    }

    @Test
    void fi_001_the_first_of_each_body_are_reported_by_default_and_none_when_off() throws Exception {
        Diagnostics.setNeverAwaited(NeverAwaited.SAMPLED);
        forgetting.drop(64 - 1, () -> {
            for (int i = 0; i < 1000; i++) {
                coroutine("sampled", () -> suspend(1));
            }
        });
        assertThat(reports()).hasSize(63).containsOnly("coroutine 'sampled' was never awaited");

        Diagnostics.setNeverAwaited(NeverAwaited.OFF);
        coroutine("off", () -> suspend(1));
        Diagnostics.setNeverAwaited(NeverAwaited.ALWAYS);
        forgetting.unawaited.clear();
        forgetting.dropUnnoticed(() -> {});
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Origins
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void fi_016_origin_tracking_keeps_so_many_calls() throws Exception {
        assertThat(f().origin()).isEmpty();

        Diagnostics.setOriginTracking(1);
        assertThat(methods(f())).containsExactly("f");
        Diagnostics.setOriginTracking(2);
        assertThat(methods(f())).containsExactly("f", "fi_016_origin_tracking_keeps_so_many_calls");
        Diagnostics.setOriginTracking(1000);
        assertThat(f().origin()).hasSizeBetween(3, 999);

        assertThatThrownBy(() -> Diagnostics.setOriginTracking(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depth must be >= 0, but is -1");
        assertThat(Diagnostics.originTracking()).isEqualTo(1000);
        assertThat(dev.pausa.Generator.iterable(g -> g.yield(1)).iterator())
                .isInstanceOfSatisfying(
                        dev.pausa.Generator.class,
                        g -> assertThat(((CoroutineObject) g).origin().get(0).getClassName())
                                .startsWith(ForgottenCoroutineTest.class.getName()));
    }

    private static List<String> methods(CoroutineObject object) {
        return object.origin().stream().map(StackTraceElement::getMethodName).toList();
    }

    @Test
    void fi_017_the_report_tells_where_it_was_made() throws Exception {
        Diagnostics.setOriginTracking(2);

        forgetting.drop(1, () -> f());

        List<StackTraceElement> origin = forgetting.unawaited.get(0).origin();
        assertThat(reports())
                .containsExactly("coroutine 'f' was never awaited\nCoroutine created at (most recent call last)\n  at "
                        + origin.get(1) + "\n  at " + origin.get(0));
        assertThat(origin.get(0).getMethodName()).isEqualTo("f");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Closed when out of reach
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void fi_007_a_suspended_one_is_closed() throws Exception {
        forgetting.drop(1, () -> started(cleaning("finally")));

        assertThat(log).containsExactly("GE", "finally");
        assertThat(forgetting.unraisable).isEmpty();
    }

    /** Nothing would run, so nothing is watched. */
    @Test
    void fi_007_one_that_has_nothing_to_run_is_just_collected() throws Exception {
        forgetting.dropUnnoticed(() -> started(f()));
    }

    /** It paused where a close would run code, but is paused elsewhere now. */
    @Test
    void fi_007_one_that_has_nothing_to_run_any_more_is_just_collected() throws Exception {
        forgetting.dropUnnoticed(() -> {
            Coroutine<Object> c = coroutine(() -> {
                try {
                    suspend(1);
                } finally {
                    log.add("finally");
                }
                return suspend(2);
            });
            c.send(null);
            c.send(null);
        });
        assertThat(log).containsExactly("finally");
    }

    @Test
    void fi_007_a_pause_that_comes_later_counts_too() throws Exception {
        forgetting.drop(1, () -> {
            Coroutine<Object> c = coroutine(() -> {
                suspend(1);
                try (AutoCloseable resource = () -> log.add("closed")) {
                    return suspend(resource);
                }
            });
            c.send(null);
            c.send(null);
        });
        assertThat(log).containsExactly("closed");
    }

    @Test
    void fi_008_what_it_throws_goes_to_the_unraisable_handler() throws Exception {
        forgetting.drop(
                1,
                () -> started(coroutine("f", () -> {
                    try {
                        return suspend(1);
                    } finally {
                        throwIt();
                    }
                })));

        assertThat(forgetting.unraisable).singleElement().satisfies(told -> {
            assertThat(told.message())
                    .matches("Exception ignored while closing generator <coroutine object f at [0-9a-f]+, "
                            + "suspended at ForgottenCoroutineTest.java:\\d+>");
            assertThat(told.exception()).isInstanceOf(java.io.IOException.class).hasMessage("k");
        });
    }

    private static void throwIt() throws java.io.IOException {
        throw new java.io.IOException("k");
    }

    @Test
    void fi_009_an_ignored_exit_goes_to_the_unraisable_handler() throws Exception {
        forgetting.drop(
                1,
                () -> started(coroutine("f", () -> {
                    try {
                        return suspend(1);
                    } catch (GeneratorExit exit) {
                        return suspend(2);
                    }
                })));

        assertThat(forgetting.unraisable)
                .singleElement()
                .satisfies(told -> assertThat(told.exception()).hasMessage("coroutine ignored GeneratorExit"));
    }

    @Test
    void fi_009_one_that_ignores_every_exit_is_closed_once() throws Exception {
        forgetting.drop(
                1,
                () -> started(coroutine("f", () -> {
                    while (true) {
                        try {
                            suspend(1);
                        } catch (GeneratorExit exit) {
                            log.add("GE");
                        }
                    }
                })));

        assertThat(forgetting.unraisable).hasSize(1);
        forgetting.unraisable.clear();
        forgetting.dropUnnoticed(() -> {});
        assertThat(log).containsExactly("GE");
    }

    @Test
    void fi_012_a_finished_one_is_just_collected() throws Exception {
        forgetting.dropUnnoticed(() -> {
            Coroutine<Object> finished = started(cleaning("finally"));
            assertThat(finished.step(1)).isNotNull();
            started(cleaning("closed")).close();
        });
        assertThat(log).containsExactly("finally", "GE", "closed");
    }

    @Test
    void fi_014_the_inner_one_is_closed_before_the_outer_one() throws Exception {
        forgetting.drop(
                1,
                () -> started(coroutine(() -> {
                    try {
                        return await(cleaning("inner"));
                    } finally {
                        log.add("outer");
                    }
                })));

        assertThat(log).containsExactly("GE", "inner", "outer");
    }

    /** Only the innermost has anything to run. */
    @Test
    void fi_014_code_to_run_anywhere_in_the_chain_counts() throws Exception {
        forgetting.drop(1, () -> {
            Coroutine<Object> middle = coroutine(() -> await(cleaning("inner")));
            started(coroutine(() -> await(middle)));
        });

        assertThat(log).containsExactly("GE", "inner");
    }

    /** What a test holds after it has dropped the awaiter; a field, since a local may be dead already. */
    private Coroutine<Object> held;

    private void startAwaiterOfHeld() {
        held = coroutine("f", () -> {
            try {
                suspend(1);
                return suspend(2);
            } finally {
                log.add("inner");
            }
        });
        started(coroutine(() -> {
            try {
                return await(held);
            } finally {
                log.add("outer");
            }
        }));
    }

    @Test
    void fi_022_the_outer_one_is_left_alone_while_others_hold_the_inner_one() throws Exception {
        if (Forgetting.isByPhantoms()) { // they cannot tell
            forgetting.drop(1, this::startAwaiterOfHeld);
            assertThat(stateOf(held)).isEqualTo(CoroutineState.CLOSED);
            return;
        }
        forgetting.dropUnnoticed(this::startAwaiterOfHeld);
        forgetting.dropUnnoticed(() -> {});
        assertThat(held.send(null)).isEqualTo(2);
        forgetting.dropUnnoticed(() -> {});
        assertThat(stateOf(held)).isEqualTo(CoroutineState.SUSPENDED);

        held = null;
        while (log.size() < 2) { // the inner one has been driven by itself, and may be noticed by itself
            forgetting.drop(1, () -> {});
        }
        assertThat(log).containsExactly("inner", "outer");
    }

    @Test
    void fi_022_the_outer_one_is_closed_when_an_inner_one_that_has_ended_is_dropped() throws Exception {
        startAwaiterOfHeld();
        held.close();
        assertThat(log).containsExactly("inner");

        forgetting.drop(1, () -> held = null);
        assertThat(log).containsExactly("inner", "outer");
    }

    @Test
    void rd_004_dropping_a_deep_chain_closes_it_from_the_leaf_up() throws Exception {
        forgetting.drop(1, () -> started(deep(100_000)));

        assertThat(log).containsExactly("GE", "leaf");
    }

    private Coroutine<Object> deep(int levels) {
        Coroutine<Object> chain = cleaning("leaf");
        for (int i = 0; i < levels; i++) {
            Coroutine<Object> inner = chain;
            chain = coroutine(() -> await(inner));
            chain.setName("level");
        }
        return chain;
    }

    /** The default closer is a thread of its own. */
    @Test
    void fi_007_the_default_closer_is_a_thread_of_its_own() throws Exception {
        Diagnostics.setCloser(null);
        var closedOn = new java.util.concurrent.LinkedBlockingQueue<String>();
        dropOne(closedOn);
        String thread = null;
        for (int i = 0; thread == null && i < 500; i++) {
            System.gc();
            thread = closedOn.poll(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        assertThat(thread).isEqualTo("pausa-closer, daemon true");
    }

    private static void dropOne(java.util.Queue<String> closedOn) {
        started(coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                closedOn.add(Thread.currentThread().getName() + ", daemon "
                        + Thread.currentThread().isDaemon());
            }
        }));
    }
}
