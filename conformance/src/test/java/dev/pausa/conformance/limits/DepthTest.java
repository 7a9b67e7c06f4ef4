package dev.pausa.conformance.limits;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.awaiting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Catalogue section 2.14: chains of awaits far deeper than any stack. Each test runs in a thread of its own: once with
 * the default stack, once with one so small that a thousand nested calls would be too much for it.
 */
class DepthTest {

    private static final int MILLION = 1_000_000;

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies. A chain has a leaf and DEPTH awaiters above it.
    // -----------------------------------------------------------------------------------------------------------------

    /** How often the bodies of one test did something. */
    private static final class Counter {
        int count;
    }

    /** Echoes what it is sent until it is sent null, then returns 0. */
    private static Coroutine<Integer> echo() {
        return coroutine(() -> {
            Object sent = suspend("first");
            while (sent != null) {
                sent = suspend(sent);
            }
            return 0;
        });
    }

    private static Coroutine<Integer> plusOne(Awaitable<Integer> inner) {
        return coroutine(() -> await(inner) + 1);
    }

    /** All made before the first one begins. */
    private static Coroutine<Integer> madeInALoop(int depth, Coroutine<Integer> leaf) {
        Coroutine<Integer> chain = leaf;
        for (int i = 0; i < depth; i++) {
            chain = plusOne(chain);
        }
        return chain;
    }

    /** Each made by its awaiter, just before the await. */
    private static Coroutine<Integer> madeByTheAwaiter(int depth) {
        return coroutine(() -> depth == 0 ? await(echo()) : await(madeByTheAwaiter(depth - 1)) + 1);
    }

    private static Coroutine<Integer> withFinally(Awaitable<Integer> inner, Counter finals) {
        return coroutine(() -> {
            try {
                return await(inner) + 1;
            } finally {
                finals.count++;
            }
        });
    }

    private static Coroutine<Integer> withFinallyInALoop(int depth, Coroutine<Integer> leaf, Counter finals) {
        Coroutine<Integer> chain = leaf;
        for (int i = 0; i < depth; i++) {
            chain = withFinally(chain, finals);
        }
        return chain;
    }

    private static void echoAndFinish(Coroutine<Integer> root, int result) {
        assertThat(root.send(null)).isEqualTo("first");
        for (int i = 0; i < 10; i++) {
            assertThat(root.send(i)).isEqualTo(i);
        }
        assertThat(root.state()).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> root.send(null))).isEqualTo(result);
        assertThat(root.state()).isEqualTo(CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Chains of a million
    // -----------------------------------------------------------------------------------------------------------------

    /** A chain is not limited by the stack: there is no recursion error, and every level is reached. */
    @OnBothStacks
    void rd_001_a_chain_is_deeper_than_any_stack(long stack) throws Exception {
        inThread(stack, () -> {
            Coroutine<Integer> root = madeInALoop(MILLION, coroutine(() -> 0));
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(MILLION);
            return null;
        });
    }

    /** One send gives the leaf's value, the next one the result. */
    @Test
    void rd_002_a_chain_of_500_is_resumed_and_finished() {
        Coroutine<Object> chain = coroutine(() -> suspend("leaf"));
        for (int i = 0; i < 500; i++) {
            chain = awaiting(chain);
        }
        Coroutine<Object> root = chain;
        assertThat(root.send(null)).isEqualTo("leaf");
        assertThat(returnedBy(() -> root.send("r"))).isEqualTo("r");
    }

    /** No level is left out of a deep start: each is suspended on the next one. */
    @Test
    void rd_005_every_level_of_a_deep_chain_is_entered() {
        List<Coroutine<Integer>> levels = new ArrayList<>(List.of(echo()));
        for (int i = 0; i < 3000; i++) {
            levels.add(plusOne(levels.get(i)));
        }
        Coroutine<Integer> root = levels.get(3000);
        assertThat(root.send(null)).isEqualTo("first");
        for (int i = 3000; i > 0; i--) {
            assertThat(levels.get(i).awaiting()).isSameAs(levels.get(i - 1));
        }
        assertThat(root.trace()).hasSize(3001);
        Coroutine<Integer> leaf = levels.get(0);
        assertThat(leaf.state()).isEqualTo(SUSPENDED);
        assertThat(leaf.send("by hand")).isEqualTo("by hand");
        assertThat(returnedBy(() -> root.send(null))).isEqualTo(3000);
    }

    /** A resume costs the same at any depth; were it linear, this would take hours. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rd_010_a_resume_does_not_depend_on_the_depth() {
        Coroutine<Integer> root = madeInALoop(MILLION, echo());
        root.send(null);
        for (int i = 0; i < MILLION; i++) {
            assertThat(root.send("x") == "x").isTrue();
        }
        assertThat(returnedBy(() -> root.send(null))).isEqualTo(MILLION);
    }

    /** A chain through iterator views has a real call for each level, and works as far as the stack goes. */
    @Test
    void rd_011_a_chain_through_views_is_resumed_raised_into_and_closed() {
        assertThat(returnedBy(() -> {
                    Coroutine<Integer> root = throughViews(500, echo());
                    assertThat(root.send(null)).isEqualTo("first");
                    assertThat(root.send("x")).isEqualTo("x");
                    return root.send(null);
                }))
                .isEqualTo(500);
        Coroutine<Integer> raised = throughViews(500, echo());
        raised.send(null);
        IllegalArgumentException exception = new IllegalArgumentException();
        assertThat(raisedBy(() -> raised.raise(exception))).isSameAs(exception);
        Coroutine<Integer> leaf = echo();
        Coroutine<Integer> closed = throughViews(500, leaf);
        closed.send(null);
        closed.close();
        assertThat(leaf.state()).isEqualTo(CLOSED);
    }

    private static Coroutine<Integer> throughViews(int depth, Coroutine<Integer> leaf) {
        Coroutine<Integer> chain = leaf;
        for (int i = 0; i < depth; i++) {
            Coroutine<Integer> inner = chain;
            chain = plusOne(inner::awaitIterator);
        }
        return chain;
    }

    /** Every level is unwound when an exception goes up or the chain is closed: none when the leaf catches it. */
    @Test
    void rd_012_raise_and_close_unwind_the_levels_they_pass() {
        Counter finals = new Counter();
        Coroutine<Integer> leaf = coroutine(() -> {
            try {
                suspend("first");
            } catch (IllegalArgumentException e) {
                suspend("caught");
            }
            return 0;
        });
        Coroutine<Integer> root = withFinallyInALoop(500, leaf, finals);
        root.send(null);
        assertThat(root.raise(new IllegalArgumentException())).isEqualTo("caught");
        assertThat(finals.count).isZero();
        root.close();
        assertThat(finals.count).isEqualTo(500);
        assertThat(leaf.state()).isEqualTo(CLOSED);
    }

    @OnBothStacks
    void rd_013_a_million_made_in_a_loop_are_resumed_repeatedly(long stack) throws Exception {
        inThread(stack, () -> {
            echoAndFinish(madeInALoop(MILLION, echo()), MILLION);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_a_million_made_by_their_awaiters_are_resumed_repeatedly(long stack) throws Exception {
        inThread(stack, () -> {
            echoAndFinish(madeByTheAwaiter(MILLION), MILLION);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_a_million_with_finally_are_resumed_repeatedly(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            echoAndFinish(withFinallyInALoop(MILLION, echo(), finals), MILLION);
            assertThat(finals.count).isEqualTo(MILLION);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_an_exception_raised_into_a_million_is_caught_at_the_bottom(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalArgumentException raised = new IllegalArgumentException();
            Coroutine<Integer> leaf = coroutine(() -> {
                Object got = "first";
                while (got != null) {
                    try {
                        got = suspend(got);
                    } catch (IllegalArgumentException e) {
                        got = e;
                    }
                }
                return 0;
            });
            Coroutine<Integer> root = madeInALoop(MILLION, leaf);
            root.send(null);
            for (int i = 0; i < 10; i++) {
                assertThat(root.raise(raised)).isSameAs(raised);
                assertThat(root.send(i)).isEqualTo(i);
            }
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(MILLION);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_an_exception_raised_into_a_million_is_caught_in_the_middle(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalArgumentException raised = new IllegalArgumentException();
            Coroutine<Integer> below = madeInALoop(MILLION / 2, echo());
            Coroutine<Integer> catching = coroutine(() -> {
                try {
                    return await(below);
                } catch (IllegalArgumentException e) {
                    Object again = suspend(e);
                    return await(madeInALoop(MILLION / 2, echo())) + (Integer) again;
                }
            });
            Coroutine<Integer> root = madeInALoop(MILLION / 2, catching);
            root.send(null);
            assertThat(root.raise(raised)).isSameAs(raised);
            assertThat(below.state()).isEqualTo(CLOSED);
            assertThat(root.send(5)).isEqualTo("first");
            assertThat(root.send("x")).isEqualTo("x");
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(MILLION + 5);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_an_exception_raised_into_a_million_comes_out_if_nobody_catches_it(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalArgumentException raised = new IllegalArgumentException();
            Counter finals = new Counter();
            Coroutine<Integer> leaf = echo();
            Coroutine<Integer> root = withFinallyInALoop(MILLION, leaf, finals);
            root.send(null);
            assertThat(raisedBy(() -> root.raise(raised)) == raised).isTrue();
            assertThat(raised).hasNoCause().hasNoSuppressedExceptions();
            assertThat(finals.count).isEqualTo(MILLION);
            assertThat(root.state()).isEqualTo(CLOSED);
            assertThat(leaf.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    /** The leaf throws before any level has paused. */
    @OnBothStacks
    void rd_013_an_exception_thrown_on_the_way_down_comes_out_of_a_million(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalArgumentException thrown = new IllegalArgumentException();
            Counter finals = new Counter();
            Coroutine<Integer> leaf = coroutine(() -> {
                throw thrown;
            });
            Coroutine<Integer> root = withFinallyInALoop(MILLION, leaf, finals);
            assertThat(raisedBy(() -> root.send(null)) == thrown).isTrue();
            assertThat(finals.count).isEqualTo(MILLION);
            assertThat(root.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    @OnBothStacks
    void rd_013_a_million_are_closed_innermost_first(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Counter order = new Counter();
            Coroutine<Integer> leaf = coroutine(() -> {
                try {
                    suspend("first");
                    return 0;
                } finally {
                    order.count = finals.count;
                    finals.count++;
                }
            });
            Coroutine<Integer> chain = withFinallyInALoop(MILLION, leaf, finals);
            Coroutine<Integer> root = coroutine(() -> {
                try {
                    return await(chain);
                } catch (GeneratorExit exit) {
                    return -finals.count;
                }
            });
            root.send(null);
            assertThat(root.closeAndGet()).isEqualTo(-MILLION - 1);
            assertThat(order.count).as("the leaf was closed first").isZero();
            assertThat(chain.state()).isEqualTo(CLOSED);
            assertThat(leaf.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    /** An exit that is ignored at the bottom is an error one level up, and so on to the top. */
    @OnBothStacks
    void rd_013_an_ignored_exit_comes_out_of_a_million(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Coroutine<Integer> leaf = coroutine(() -> {
                try {
                    suspend("first");
                } catch (GeneratorExit exit) {
                    suspend("ignored");
                }
                return 7;
            });
            Coroutine<Integer> root = withFinallyInALoop(MILLION, leaf, finals);
            root.send(null);
            AwaitFixtures.assertIgnoredExit(raisedBy(root::closeAndGet));
            assertThat(finals.count).isEqualTo(MILLION);
            assertThat(root.state()).isEqualTo(CLOSED);
            assertThat(leaf.state()).isEqualTo(SUSPENDED);
            assertThat(returnedBy(() -> leaf.send(null))).isEqualTo(7);
            return null;
        });
    }

    /** Any level can be driven behind the back of those above. */
    @OnBothStacks
    void rd_013_half_of_a_million_is_driven_behind_the_back_of_the_rest(long stack) throws Exception {
        inThread(stack, () -> {
            Coroutine<Integer> half = madeInALoop(MILLION / 2, echo());
            Coroutine<Integer> root = madeInALoop(MILLION / 2, half);
            root.send(null);
            assertThat(half.send("a")).isEqualTo("a");
            assertThat(root.send("b")).isEqualTo("b");
            assertThat(root.send("c")).isEqualTo("c");
            assertThat(returnedBy(() -> half.send(null))).isEqualTo(MILLION / 2);
            AwaitFixtures.assertAlreadyAwaited(raisedBy(() -> root.send(null)));
            return null;
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Trees
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<Integer> fibonacci(int n) {
        return coroutine(() -> n < 2 ? n : await(fibonacci(n - 1)) + await(fibonacci(n - 2)));
    }

    @OnBothStacks
    void a_tree_of_awaits_runs_without_a_pause(long stack) throws Exception {
        inThread(stack, () -> {
            assertThat(returnedBy(() -> fibonacci(22).send(null))).isEqualTo(17_711);
            return null;
        });
    }

    /** Awaits a deep left child and a shallow right one at each level, before and after. */
    private static Coroutine<Integer> comb(int depth, int pauseAt) {
        return coroutine(() -> {
            if (depth == 0) {
                return 0;
            }
            int right = await(fibonacci(3));
            int left = await(comb(depth - 1, pauseAt));
            if (depth == pauseAt) {
                suspend(left);
            }
            return left + right * await(fibonacci(2));
        });
    }

    @OnBothStacks
    void a_deep_and_branching_tree_runs_to_its_end(long stack) throws Exception {
        inThread(stack, () -> {
            assertThat(returnedBy(() -> comb(100_000, -1).send(null))).isEqualTo(200_000);
            Coroutine<Integer> pausing = comb(1000, 400);
            assertThat(pausing.send(null)).isEqualTo(798);
            assertThat(returnedBy(() -> pausing.send(null))).isEqualTo(2000);
            return null;
        });
    }

    /** A loop that awaits again and again at the bottom of a deep chain leaves nothing behind. */
    @OnBothStacks
    void a_deep_body_may_await_again_and_again(long stack) throws Exception {
        inThread(stack, () -> {
            Coroutine<Integer> leaf = coroutine(() -> {
                int sum = 0;
                for (int i = 0; i < 1000; i++) {
                    sum += await(madeInALoop(150, coroutine(() -> 1)));
                    if (i % 100 == 0) {
                        suspend(i);
                    }
                }
                return sum;
            });
            Coroutine<Integer> root = madeInALoop(10_000, leaf);
            for (int i = 0; i < 10; i++) {
                assertThat(root.send(null)).isEqualTo(100 * i);
            }
            assertThat(returnedBy(() -> root.send(null))).isEqualTo(151_000 + 10_000);
            return null;
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is seen from the bottom
    // -----------------------------------------------------------------------------------------------------------------

    /** Looks at all levels above, and tries to drive each. */
    private static void look(List<? extends Coroutine<?>> levels, List<CoroutineState> states, List<Throwable> errors) {
        for (Coroutine<?> level : levels) {
            states.add(level.state());
            errors.add(raisedBy(() -> level.send(null)));
            errors.add(raisedBy(() -> level.raise(new IllegalArgumentException())));
            errors.add(raisedBy(level::closeAndGet));
        }
    }

    private static void assertAllRunning(int levels, List<CoroutineState> states, List<Throwable> errors) {
        assertThat(states).hasSize(levels).isEqualTo(Collections.nCopies(levels, RUNNING));
        assertThat(errors).hasSize(3 * levels).allSatisfy(AwaitFixtures::assertAlreadyExecuting);
    }

    /** Every level counts as running, however deep the body is that runs, in its first run and later. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 98, 99, 100, 101, 102, 103, 199, 200, 201, 202, 203, 350})
    void every_level_of_a_deep_chain_is_running_while_the_leaf_runs(int depth) {
        List<Coroutine<Object>> levels = new ArrayList<>();
        List<CoroutineState> states = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        Coroutine<Object> leaf = coroutine(() -> {
            look(levels, states, errors);
            suspend("pause");
            look(levels, states, errors);
            return "done";
        });
        Coroutine<Object> chain = leaf;
        levels.add(leaf);
        for (int i = 0; i < depth; i++) {
            chain = awaiting(chain);
            levels.add(chain);
        }
        Coroutine<Object> root = chain;
        assertThat(root.send(null)).isEqualTo("pause");
        assertAllRunning(depth + 1, states, errors);
        states.clear();
        errors.clear();
        assertThat(returnedBy(() -> root.send(null))).isEqualTo("done");
        assertAllRunning(depth + 1, states, errors);
    }

    /** The same while a level in the middle runs its own code after the level below it has returned. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 98, 99, 100, 101, 102, 103, 199, 200, 201, 202, 203, 350})
    void every_level_above_is_running_on_the_way_back_up(int depth) {
        List<Coroutine<Object>> levels = new ArrayList<>();
        List<CoroutineState> seen = new ArrayList<>();
        Coroutine<Object> chain = coroutine(() -> "leaf");
        for (int i = 0; i < depth; i++) {
            Coroutine<Object> inner = chain;
            chain = coroutine(() -> {
                Object result = await(inner);
                Coroutine<Object> root = levels.get(0);
                seen.add(root.state());
                assertAlreadyExecuting(raisedBy(() -> root.send(null)));
                return result;
            });
        }
        levels.add(chain);
        Coroutine<Object> root = chain;
        assertThat(returnedBy(() -> root.send(null))).isEqualTo("leaf");
        assertThat(seen).isEqualTo(Collections.nCopies(depth, RUNNING));
    }

    /** The same for a root that pauses by itself first, and begins the deep chain when it is resumed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 98, 99, 100, 101, 102, 103, 199, 200, 201, 202, 203, 350})
    void every_level_of_a_chain_begun_late_is_running(int depth) {
        List<Coroutine<Object>> levels = new ArrayList<>();
        List<CoroutineState> states = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        Coroutine<Object> chain = coroutine(() -> {
            look(levels, states, errors);
            return "leaf";
        });
        levels.add(chain);
        for (int i = 0; i < depth; i++) {
            chain = awaiting(chain);
            levels.add(chain);
        }
        Coroutine<Object> below = chain;
        Coroutine<Object> root = coroutine(() -> {
            suspend("pause");
            Object first = await(below);
            look(levels.subList(levels.size() - 1, levels.size()), states, errors);
            return first;
        });
        levels.add(root);
        assertThat(root.send(null)).isEqualTo("pause");
        assertThat(returnedBy(() -> root.send(null))).isEqualTo("leaf");
        assertAllRunning(depth + 3, states, errors);
    }
}
