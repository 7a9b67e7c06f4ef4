package dev.pausa.conformance;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.AwaitFixtures.returnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopAsyncIteration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** What the tests of asynchronous generators and asynchronous iteration share. */
final class AsyncFixtures {
    private AsyncFixtures() {}

    /** What Python says, word for word. */
    static final String REUSED_SEND = "cannot reuse already awaited __anext__()/asend()";

    static final String REUSED_RAISE = "cannot reuse already awaited aclose()/athrow()";
    static final String IGNORED_EXIT = "async generator ignored GeneratorExit";

    // ------------------------------------------------------------------------------------------------------------------
    // Things to iterate
    // ------------------------------------------------------------------------------------------------------------------

    /** The catalogue's {@code agen_simple}: yields 1, then 2. */
    static AsyncGenerator<Object, Object> simple() {
        return asyncGenerator(g -> {
            g.yield(1);
            g.yield(2);
        });
    }

    /** Suspends with "A" before its first yield, of what that gave. */
    static AsyncGenerator<Object, Object> pausing() {
        return asyncGenerator(g -> g.yield(suspend("A")));
    }

    /** An iterator of somebody else's, whose steps do not suspend. It notes each call. */
    static class ForeignItems implements AsyncIterator<Object> {
        final List<String> calls = new ArrayList<>();
        private final Queue<Object> items;

        ForeignItems(Object... items) {
            this.items = new ArrayDeque<>(List.of(items));
        }

        @Override
        public AsyncIterator<Object> asyncIterator() {
            calls.add("asyncIterator");
            return this;
        }

        @Override
        public Awaitable<Object> anext() {
            calls.add("anext");
            return coroutine(() -> {
                if (items.isEmpty()) {
                    throw new StopAsyncIteration();
                }
                return items.remove();
            });
        }
    }

    /** Collects all elements: what Python's asynchronous list comprehension does. */
    static <T> Coroutine<List<T>> collect(dev.pausa.AsyncIterable<T> items) {
        return coroutine(() -> {
            List<T> found = new ArrayList<>();
            var cursor = items.cursor();
            while (await(cursor.advance())) {
                found.add(cursor.current());
            }
            return found;
        });
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Steps driven by hand
    // ------------------------------------------------------------------------------------------------------------------

    /** Drives a step that does not pause; returns what it gives. */
    static Object given(Awaitable<?> step) {
        return returnedBy(() -> step.awaitIterator().next());
    }

    /** Drives a step that throws without a pause; returns what it throws. */
    static Throwable thrown(Awaitable<?> step) {
        return raisedBy(() -> step.awaitIterator().next());
    }

    /** Drives a step to its first pause; checks what it suspends with. */
    static <T> AwaitIterator<T> paused(Awaitable<T> step, Object at) {
        AwaitIterator<T> iterator = step.awaitIterator();
        assertThat(iterator.next()).isEqualTo(at);
        return iterator;
    }

    /** Drives the generator to its first yield. */
    static <G extends AsyncGenerator<?, ?>> G atYield(G generator) {
        given(generator.anext());
        return generator;
    }

    static void assertEnd(Throwable thrown) {
        assertThat(thrown)
                .isExactlyInstanceOf(StopAsyncIteration.class)
                .hasMessage(null)
                .hasNoCause();
    }

    static void assertReused(Throwable thrown, String message) {
        AwaitFixtures.assertStateError(thrown, Reason.ALREADY_AWAITED, message);
    }

    /** Python: {@code RuntimeError('anext(): asynchronous generator is already running')}. */
    static void assertUnderWay(Throwable thrown, String operation) {
        AwaitFixtures.assertStateError(
                thrown, Reason.ALREADY_EXECUTING, operation + "(): asynchronous generator is already running");
    }

    static void assertIgnoredExit(Throwable thrown) {
        AwaitFixtures.assertStateError(thrown, Reason.IGNORED_EXIT, IGNORED_EXIT);
    }
}
