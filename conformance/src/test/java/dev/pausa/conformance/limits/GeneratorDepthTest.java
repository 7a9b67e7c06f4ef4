package dev.pausa.conformance.limits;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIgnored;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Chains of delegation far deeper than any stack: each test runs with the default stack, and with one that is too small
 * for recursion.
 */
class GeneratorDepthTest {

    private static final int MILLION = 1_000_000;

    private static final class Counter {
        int count;
    }

    /** Echoes what it is sent until it is sent null, then returns 0. */
    private static Generator<Object, Object, Integer> echo() {
        return generatorReturning(g -> {
            Object sent = g.yield("first");
            while (sent != null) {
                sent = g.yield(sent);
            }
            return 0;
        });
    }

    private static Generator<Object, Object, Integer> plusOne(
            Generator<Object, Object, Integer> inner, Counter finals) {
        return generatorReturning(g -> {
            try {
                return g.yieldFrom(inner) + 1;
            } finally {
                finals.count++;
            }
        });
    }

    /** All made before the first one begins. */
    private static Generator<Object, Object, Integer> chain(
            int depth, Generator<Object, Object, Integer> leaf, Counter finals) {
        Generator<Object, Object, Integer> chain = leaf;
        for (int i = 0; i < depth; i++) {
            chain = plusOne(chain, finals);
        }
        return chain;
    }

    private static Generator<Object, Object, Integer> chain(int depth, Generator<Object, Object, Integer> leaf) {
        return chain(depth, leaf, new Counter());
    }

    /** Each made by the one above it, just before it delegates. */
    private static Generator<Object, Object, Integer> madeByTheOuter(int depth) {
        return generatorReturning(g -> depth == 0 ? g.yieldFrom(echo()) : g.yieldFrom(madeByTheOuter(depth - 1)) + 1);
    }

    /** Each yields once before it delegates to the next, which has begun too. */
    private static Generator<Object, Object, Integer> begunBefore(
            int depth, Generator<Object, Object, Integer> leaf, Counter finals) {
        Generator<Object, Object, Integer> chain = leaf;
        chain.next();
        for (int i = 0; i < depth; i++) {
            Generator<Object, Object, Integer> inner = chain;
            chain = generatorReturning(g -> {
                try {
                    g.yield("begun");
                    return g.yieldFrom(inner) + 1;
                } finally {
                    finals.count++;
                }
            });
            chain.next();
        }
        return chain;
    }

    private static void echoAndFinish(Generator<Object, Object, Integer> root, int result) {
        for (int i = 0; i < 10; i++) {
            assertThat(root.send(i)).isEqualTo(i);
        }
        assertThat(root.state()).isEqualTo(SUSPENDED);
        assertStop(() -> root.send(null), result);
        assertThat(root.state()).isEqualTo(CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Fresh inner generators
    // -----------------------------------------------------------------------------------------------------------------

    @OnBothStacks
    void a_million_are_resumed_and_finished(long stack) throws Exception {
        inThread(stack, () -> {
            Generator<Object, Object, Integer> root = chain(MILLION, echo());
            assertThat(root.next()).isEqualTo("first");
            echoAndFinish(root, MILLION);
            Generator<Object, Object, Integer> made = madeByTheOuter(MILLION);
            assertThat(made.next()).isEqualTo("first");
            echoAndFinish(made, MILLION);
            return null;
        });
    }

    /** None of them yields at all. */
    @OnBothStacks
    void a_million_end_without_a_yield(long stack) throws Exception {
        inThread(stack, () -> {
            Generator<Object, Object, Integer> root = chain(MILLION, generatorReturning(g -> 0));
            assertThat(root.hasNext()).isFalse();
            assertThat(root.result()).isEqualTo(MILLION);
            return null;
        });
    }

    @OnBothStacks
    void a_million_are_raised_into(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Generator<Object, Object, Integer> root = chain(MILLION, echo(), finals);
            root.next();
            IllegalArgumentException v = new IllegalArgumentException("v");
            assertThat(thrownBy(() -> root.raise(v)) == v).isTrue();
            assertThat(finals.count).isEqualTo(MILLION);
            assertThat(root.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    @OnBothStacks
    void an_exception_in_a_million_is_caught_at_the_bottom(long stack) throws Exception {
        inThread(stack, () -> {
            Generator<Object, Object, Integer> root = chain(MILLION, generatorReturning(g -> {
                try {
                    g.yield(1);
                } catch (IllegalArgumentException caught) {
                    g.yield(caught);
                }
                return 0;
            }));
            root.next();
            IllegalArgumentException v = new IllegalArgumentException("v");
            assertThat(root.raise(v)).isSameAs(v);
            assertStop(() -> root.send(null), MILLION);
            return null;
        });
    }

    @OnBothStacks
    void a_million_are_closed_innermost_first(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Counter before = new Counter();
            Generator<Object, Object, Integer> root = chain(
                    MILLION,
                    generatorReturning(g -> {
                        try {
                            g.yield("first");
                            return 0;
                        } finally {
                            before.count = finals.count + 1;
                        }
                    }),
                    finals);
            root.next();
            root.close();
            assertThat(before.count).as("the leaf was closed first").isEqualTo(1);
            assertThat(finals.count).isEqualTo(MILLION);
            return null;
        });
    }

    @OnBothStacks
    void an_ignored_exit_comes_out_of_a_million(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Generator<Object, Object, Integer> leaf = generatorReturning(g -> {
                try {
                    g.yield("first");
                } catch (GeneratorExit exit) {
                    g.yield("ignored");
                }
                return 7;
            });
            Generator<Object, Object, Integer> root = chain(MILLION, leaf, finals);
            root.next();
            assertIgnored(root::close);
            assertThat(finals.count).isEqualTo(MILLION);
            assertStop(() -> leaf.send(null), 7);
            return null;
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Inner generators that have begun
    // -----------------------------------------------------------------------------------------------------------------

    @OnBothStacks
    void a_million_that_have_begun_are_joined_resumed_and_finished(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Generator<Object, Object, Integer> leaf = generatorReturning(g -> {
                g.yield("begun");
                Object sent = g.yield("first");
                while (sent != null) {
                    sent = g.yield(sent);
                }
                return 0;
            });
            Generator<Object, Object, Integer> root = begunBefore(MILLION, leaf, finals);
            assertThat(root.next()).isEqualTo("first");
            echoAndFinish(root, MILLION);
            assertThat(finals.count).isEqualTo(MILLION);
            return null;
        });
    }

    @OnBothStacks
    void a_million_that_have_begun_are_raised_into_and_closed(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalArgumentException v = new IllegalArgumentException("v");
            for (boolean isRaised : List.of(true, false)) {
                Counter finals = new Counter();
                Generator<Object, Object, Integer> root = begunBefore(
                        MILLION,
                        generatorReturning(g -> {
                            g.yield("begun");
                            g.yield("first");
                            return 0;
                        }),
                        finals);
                assertThat(root.next()).isEqualTo("first");
                if (isRaised) {
                    assertThat(thrownBy(() -> root.raise(v)) == v).isTrue();
                } else {
                    root.close();
                }
                assertThat(finals.count).isEqualTo(MILLION);
            }
            return null;
        });
    }

    /** The leaf ends, or throws, on the way down. */
    @OnBothStacks
    void a_million_that_have_begun_end_at_once(long stack) throws Exception {
        inThread(stack, () -> {
            Counter finals = new Counter();
            Generator<Object, Object, Integer> returns = begunBefore(MILLION, echo(), finals);
            assertStop(() -> returns.send(null), MILLION);
            assertThat(finals.count).isEqualTo(MILLION);
            IllegalArgumentException v = new IllegalArgumentException("v");
            Generator<Object, Object, Integer> leaf = generatorReturning(g -> {
                g.yield("begun");
                throw v;
            });
            Generator<Object, Object, Integer> throwing = begunBefore(MILLION, leaf, finals);
            assertThat(thrownBy(throwing::next) == v).isTrue();
            assertThat(finals.count).isEqualTo(2 * MILLION);
            return null;
        });
    }

    /** A resume costs the same at any depth; were it linear, this would take hours. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_resume_does_not_depend_on_the_depth() {
        for (Generator<Object, Object, Integer> root : List.of(
                chain(MILLION, echo()), chain(MILLION / 2, begunBefore(MILLION / 2, slowEcho(), new Counter())))) {
            root.next();
            for (int i = 0; i < MILLION; i++) {
                assertThat(root.send("x") == "x").isTrue();
            }
            assertStop(() -> root.send(null), MILLION);
        }
    }

    private static Generator<Object, Object, Integer> slowEcho() {
        return generatorReturning(g -> {
            g.yield("begun");
            return g.yieldFrom(echo());
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Trees
    // -----------------------------------------------------------------------------------------------------------------

    private record Tree(Tree left, int value, Tree right) {}

    private static Generator<Integer, Void, Void> inOrder(Tree tree) {
        return generator(g -> {
            if (tree != null) {
                g.yieldAll(inOrder(tree.left));
                g.yield(tree.value);
                g.yieldAll(inOrder(tree.right));
            }
        });
    }

    private static void assertCounts(Iterable<Integer> values, int size) {
        int expected = 0;
        for (int value : values) {
            if (value != expected) {
                assertThat(value).isEqualTo(expected);
            }
            expected++;
        }
        assertThat(expected).isEqualTo(size);
    }

    /** A tree that is a list, down to the left, down to the right, and in zigzag, is walked in order. */
    @OnBothStacks
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_degenerate_tree_of_a_million_is_walked(long stack) throws Exception {
        inThread(stack, () -> {
            Tree left = null;
            Tree right = null;
            Tree zigzag = null;
            for (int i = 0; i < MILLION; i++) {
                left = new Tree(left, i, null);
                right = new Tree(null, MILLION - 1 - i, right);
            }
            for (int i = 0; i < MILLION; i++) {
                int depth = MILLION - 1 - i;
                zigzag = depth % 2 == 0
                        ? new Tree(zigzag, MILLION - 1 - depth / 2, null)
                        : new Tree(null, depth / 2, zigzag);
            }
            assertCounts(inOrder(left), MILLION);
            assertCounts(inOrder(right), MILLION);
            assertCounts(inOrder(zigzag), MILLION);
            return null;
        });
    }

    @Test
    void a_balanced_tree_is_walked() {
        List<Integer> seen = new ArrayList<>();
        inOrder(balanced(0, 1023)).forEach(seen::add);
        assertCounts(seen, 1023);
    }

    private static Tree balanced(int from, int to) {
        int middle = (from + to) / 2;
        return from == to ? null : new Tree(balanced(from, middle), middle, balanced(middle + 1, to));
    }
}
