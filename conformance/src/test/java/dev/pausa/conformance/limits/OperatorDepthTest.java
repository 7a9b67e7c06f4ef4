package dev.pausa.conformance.limits;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.List;

/** Chains of operators that are longer than any stack is deep: on the default stack, and on a small one. */
class OperatorDepthTest {
    private static final int DEPTH = 10_000;

    private final List<String> notes = new ArrayList<>();

    // -----------------------------------------------------------------------------------------------------------------
    // Of generators
    // -----------------------------------------------------------------------------------------------------------------

    private Generator<Integer, Void, Void> numbers(RuntimeException failure) {
        return generator(g -> {
            try {
                g.yield(0);
                g.yield(1);
                if (failure != null) {
                    throw failure;
                }
            } finally {
                notes.add("closed");
            }
        });
    }

    private static Generator<Integer, Void, Void> chain(Generator<Integer, Void, Void> source) {
        Generator<Integer, Void, Void> chain = source;
        for (int i = 0; i < DEPTH; i += 2) {
            chain = chain.map(n -> n + 1).filter(n -> true);
        }
        return chain;
    }

    @OnBothStacks
    void a_generator_s_values_come_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            List<Integer> given = new ArrayList<>();
            chain(numbers(null)).forEach(given::add);
            assertThat(given).containsExactly(DEPTH / 2, DEPTH / 2 + 1);
            assertThat(notes).containsExactly("closed");
            return null;
        });
    }

    @OnBothStacks
    void a_generator_is_closed_and_fails_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            Generator<Integer, Void, Void> closed = chain(numbers(null));
            closed.next();
            closed.close();
            assertThat(notes).containsExactly("closed");
            IllegalStateException failure = new IllegalStateException("leaf");
            Generator<Integer, Void, Void> failing = chain(numbers(failure));
            assertThat(raisedBy(failing.stream()::toList)).isSameAs(failure);
            Generator<Integer, Void, Void> begun = numbers(null);
            begun.next();
            chain(begun).close();
            assertThat(begun.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Of asynchronous generators
    // -----------------------------------------------------------------------------------------------------------------

    private AsyncGenerator<Integer, Void> elements(RuntimeException failure) {
        return asyncGenerator(g -> {
            try {
                g.yield(0);
                suspend("leaf");
                g.yield(1);
                if (failure != null) {
                    throw failure;
                }
            } finally {
                suspend("closing");
                notes.add("closed");
            }
        });
    }

    private static AsyncGenerator<Integer, Void> chain(AsyncGenerator<Integer, Void> source) {
        AsyncGenerator<Integer, Void> chain = source;
        for (int i = 0; i < DEPTH; i += 2) {
            chain = chain.map(n -> n + 1).filter(n -> true);
        }
        return chain;
    }

    private static Coroutine<Integer> sum(AsyncGenerator<Integer, Void> elements) {
        return coroutine(() -> {
            int sum = 0;
            while (await(elements.advance())) {
                sum += elements.current();
            }
            return sum;
        });
    }

    @OnBothStacks
    void an_iteration_s_elements_come_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            Coroutine<Integer> sum = sum(chain(elements(null)));
            assertThat(sum.send(null)).isEqualTo("leaf");
            assertThat(sum.send(null)).isEqualTo("closing");
            assertThat(returnedBy(() -> sum.send(null))).isEqualTo(DEPTH + 1);
            assertThat(notes).containsExactly("closed");
            return null;
        });
    }

    @OnBothStacks
    void an_iteration_is_closed_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            AsyncGenerator<Integer, Void> chain = chain(elements(null));
            Coroutine<Void> consumer = coroutine(() -> {
                await(chain.advance());
                await(chain.aclose());
            });
            assertThat(consumer.send(null)).isEqualTo("closing");
            assertThat(returnedBy(() -> consumer.send(null))).isNull();
            assertThat(notes).containsExactly("closed");
            return null;
        });
    }

    @OnBothStacks
    void an_iteration_that_has_not_begun_is_closed_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            AsyncGenerator<Integer, Void> begun = elements(null);
            Coroutine<Void> consumer = coroutine(() -> {
                await(begun.advance());
                await(chain(begun).aclose());
            });
            assertThat(consumer.send(null)).isEqualTo("closing");
            assertThat(returnedBy(() -> consumer.send(null))).isNull();
            assertThat(begun.state()).isEqualTo(CLOSED);
            return null;
        });
    }

    @OnBothStacks
    void an_iteration_fails_through_all(long stack) throws Exception {
        inThread(stack, () -> {
            IllegalStateException failure = new IllegalStateException("leaf");
            Coroutine<Integer> sum = sum(chain(elements(failure)));
            assertThat(sum.send(null)).isEqualTo("leaf");
            assertThat(sum.send(null)).isEqualTo("closing");
            assertThat(raisedBy(() -> sum.send(null))).isSameAs(failure);
            Coroutine<Integer> raisedInto = sum(chain(elements(null)));
            assertThat(raisedInto.send(null)).isEqualTo("leaf");
            assertThat(raisedInto.raise(failure)).isEqualTo("closing");
            assertThat(raisedBy(() -> raisedInto.send(null))).isSameAs(failure);
            assertThat(notes).containsExactly("closed", "closed");
            return null;
        });
    }
}
