package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Generators of both kinds that nobody can reach any more. */
@Timeout(120)
@SuppressWarnings("pausa:dropped")
class ForgottenGeneratorTest {

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

    private Generator<Integer, Void, Void> cleaning() {
        return generator(g -> {
            try {
                g.yield(1);
            } finally {
                log.add("finally");
            }
        });
    }

    private AsyncGenerator<Integer, Void> cleaningAsync(boolean pauses) {
        return asyncGenerator(g -> {
            try {
                g.yield(1);
            } finally {
                log.add("finally");
                if (pauses) {
                    log.add(suspend("closing"));
                }
            }
        });
    }

    /** Drives a step to its end by hand. */
    private static Object run(Awaitable<?> step) {
        try {
            return step.awaitIterator().next();
        } catch (StopIteration end) {
            return end.value();
        }
    }

    @Test
    void ge_013_a_suspended_generator_is_closed() throws Exception {
        forgetting.drop(1, () -> cleaning().next());

        assertThat(log).containsExactly("finally");
    }

    @Test
    void ge_013_an_ignored_exit_goes_to_the_unraisable_handler() throws Exception {
        forgetting.drop(1, () -> {
            Generator<Integer, Void, Void> g = generator(y -> {
                try {
                    y.yield(1);
                } catch (GeneratorExit exit) {
                    y.yield(2);
                }
            });
            g.next();
        });

        assertThat(forgetting.unraisable)
                .singleElement()
                .satisfies(told -> assertThat(told.exception()).hasMessage("generator ignored GeneratorExit"));
    }

    /** Java suppresses it in the exit. */
    @Test
    void ge_013_what_a_resource_throws_goes_to_the_unraisable_handler() throws Exception {
        IllegalStateException failure = new IllegalStateException("disk full");
        forgetting.drop(1, () -> {
            Generator<Integer, Void, Void> g = generator(y -> {
                try (AutoCloseable resource = () -> {
                    throw failure;
                }) {
                    y.yield(1);
                }
            });
            g.next();
        });

        assertThat(forgetting.unraisable)
                .singleElement()
                .satisfies(told -> assertThat(told.exception()).isSameAs(failure));
    }

    /** The body keeps its yielder, which is its frame; that does not keep the generator reachable. */
    @Test
    void ge_013_one_whose_yielder_is_kept_is_closed() throws Exception {
        List<Generator.Yielder<Integer, Void>> kept = new ArrayList<>();
        forgetting.drop(1, () -> {
            Generator<Integer, Void, Void> g = generator(y -> {
                kept.add(y);
                try {
                    y.yield(1);
                } finally {
                    log.add("finally");
                }
            });
            g.next();
        });
        assertThat(log).containsExactly("finally");
        assertThat(kept).hasSize(1);
    }

    @Test
    void ge_013_the_inner_generator_of_a_delegation_is_closed() throws Exception {
        forgetting.drop(1, () -> {
            Generator<Integer, Void, Void> outer = generator(g -> g.yieldFrom(cleaning()));
            outer.next();
        });
        assertThat(log).containsExactly("finally");
    }

    /** What a test holds after it has dropped who delegates to it; a field, since a local may be dead already. */
    private Generator<Integer, Void, Void> held;

    private void startDelegationToHeld() {
        Generator<Integer, Void, Void> outer = generator(g -> {
            try {
                g.yieldFrom(held);
            } finally {
                log.add("finally");
            }
        });
        outer.next();
    }

    /**
     * Also if only the outer one has something to clean up, and the inner one had begun; but not while others hold
     * that.
     */
    @Test
    void ge_013_one_that_delegates_to_one_that_had_begun_is_closed() throws Exception {
        held = generator(g -> {
            g.yield(1);
            g.yield(2);
            g.yield(3);
        });
        held.next();
        if (Forgetting.isByPhantoms()) { // they cannot tell
            forgetting.drop(1, this::startDelegationToHeld);
            assertThat(held.state()).isEqualTo(CoroutineState.CLOSED);
        } else {
            forgetting.dropUnnoticed(this::startDelegationToHeld);
            assertThat(held.next()).isEqualTo(3);
            forgetting.drop(1, () -> held = null);
        }
        assertThat(log).containsExactly("finally");
    }

    @Test
    void ge_013_a_stream_that_is_yielded_is_closed() throws Exception {
        forgetting.drop(1, () -> {
            Generator<Integer, Void, Void> outer =
                    generator(g -> g.yieldAll(java.util.stream.Stream.of(1, 2).onClose(() -> log.add("closed"))));
            outer.next();
        });
        assertThat(log).containsExactly("closed");
    }

    @Test
    void ge_014_a_fresh_generator_is_dropped_silently() throws Exception {
        forgetting.dropUnnoticed(() -> cleaning());
        assertThat(log).isEmpty();
    }

    @Test
    void ag_053_steps_that_were_never_driven_are_reported() throws Exception {
        AsyncGenerator<Integer, Void> ag = cleaningAsync(false);
        ag.setName("ag");

        forgetting.drop(4, () -> {
            ag.anext();
            ag.asend(null);
            ag.araise(new IllegalStateException());
            ag.aclose();
        });

        assertThat(forgetting.unawaited)
                .extracting(Unawaited::message)
                .containsExactlyInAnyOrder(
                        "coroutine method 'asend' of 'ag' was never awaited",
                        "coroutine method 'asend' of 'ag' was never awaited",
                        "coroutine method 'athrow' of 'ag' was never awaited",
                        "coroutine method 'aclose' of 'ag' was never awaited");
    }

    @Test
    void ag_054_a_suspended_one_is_closed() throws Exception {
        forgetting.drop(1, () -> assertThat(run(cleaningAsync(false).anext())).isEqualTo(1));

        assertThat(log).containsExactly("finally");
        assertThat(forgetting.unraisable).isEmpty();
    }

    /** Nobody drives its awaits. */
    @Test
    void ag_054_one_that_pauses_on_its_way_out_ignores_the_exit() throws Exception {
        forgetting.drop(1, () -> run(cleaningAsync(true).anext()));

        assertThat(log).containsExactly("finally");
        assertThat(forgetting.unraisable)
                .singleElement()
                .satisfies(told -> assertThat(told.exception()).hasMessage("async generator ignored GeneratorExit"));
    }

    @Test
    void ag_055_a_fresh_one_is_dropped_silently() throws Exception {
        forgetting.dropUnnoticed(() -> cleaningAsync(false));
        assertThat(log).isEmpty();
    }

    /** The hook for dropped ones gets what an event loop runs: the generator's aclose(). */
    @Test
    void ag_056_the_application_may_close_those_that_are_dropped() throws Exception {
        List<Awaitable<Void>> closing = new ArrayList<>();
        Diagnostics.setAsyncGeneratorCloser(closing::add);

        forgetting.drop(1, () -> run(cleaningAsync(true).anext()));

        assertThat(log).isEmpty();
        assertThat(closing).hasSize(1);
        var steps = closing.get(0).awaitIterator();
        assertThat(steps.next()).isEqualTo("closing");
        assertThat(CoroutineFixtures.stopValue(() -> steps.send("driven"))).isNull();
        assertThat(log).containsExactly("finally", "driven");
    }

    @Test
    void ag_059_what_the_hook_throws_goes_to_the_unraisable_handler() throws Exception {
        IllegalArgumentException failure = new IllegalArgumentException("fin");
        Diagnostics.setAsyncGeneratorCloser(closing -> {
            throw failure;
        });

        forgetting.drop(1, () -> run(cleaningAsync(false).anext()));

        assertThat(forgetting.unraisable)
                .singleElement()
                .satisfies(told -> assertThat(told.exception()).isSameAs(failure));
    }

    /** Such a generator cannot be closed by anybody, but it is when nobody can reach it. */
    @Test
    void ag_066_one_whose_step_was_abandoned_is_closed_when_both_are_dropped() throws Exception {
        forgetting.drop(1, () -> {
            AsyncGenerator<Integer, Void> ag = asyncGenerator(g -> {
                try {
                    suspend("A");
                    g.yield(1);
                } finally {
                    log.add("finally ran");
                }
            });
            assertThat(run(ag.anext())).isEqualTo("A");
            assertThat(ag.isRunningStep()).isTrue();
        });

        assertThat(log).containsExactly("finally ran");
        assertThat(forgetting.unraisable).isEmpty();
    }

    /** A step that is dropped while the generator is held closes nothing. */
    @Test
    void ag_066_dropping_the_step_alone_closes_nothing() throws Exception {
        AsyncGenerator<Integer, Void> ag = asyncGenerator(g -> {
            try {
                suspend("A");
                g.yield(1);
            } finally {
                log.add("finally ran");
            }
        });
        forgetting.dropUnnoticed(() -> run(ag.anext()));

        assertThat(log).isEmpty();
        assertThat(ag.isRunningStep()).isTrue();
    }

    @Test
    void ag_074_one_that_holds_a_resource_leaves_it() throws Exception {
        AsyncResource<String> resource = AsyncResource.resource(g -> {
            try {
                g.yield("r");
            } catch (GeneratorExit exit) {
                log.add("aexit(GeneratorExit)");
                throw exit;
            }
        });
        forgetting.drop(1, () -> {
            AsyncGenerator<Integer, Void> ag = asyncGenerator(g -> {
                String entered = await(resource.enter());
                try {
                    g.yield(1);
                } catch (Throwable thrown) {
                    await(resource.exit(thrown));
                    throw thrown;
                }
                log.add(entered);
            });
            assertThat(run(ag.anext())).isEqualTo(1);
        });
        assertThat(log).containsExactly("aexit(GeneratorExit)");
    }

    @Test
    void ag_074_a_coroutine_that_holds_a_resource_leaves_it() throws Exception {
        forgetting.drop(
                1,
                () -> coroutine(() -> {
                            await(with(
                                    AsyncResource.closing(() -> coroutine(() -> {
                                        log.add("closed");
                                    })),
                                    c -> {
                                        suspend("in the block");
                                    }));
                        })
                        .send(null));
        assertThat(log).containsExactly("closed");
    }
}
