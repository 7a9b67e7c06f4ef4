package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AsyncFixtures.atYield;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Three asynchronous generators, each iterating the next one and closing it at its end, and awaiting in each finally
 * block. All outcomes and their order are those that CPython 3.13 has for the same program.
 */
class NestedAsyncGeneratorsTest {

    private final List<String> log = new ArrayList<>();

    private AsyncGenerator<String, Void> innermost(boolean pauses) {
        return asyncGenerator(g -> {
            try {
                for (; ; ) {
                    if (pauses) {
                        suspend("leaf");
                    }
                    g.yield("v");
                }
            } catch (NoSuchElementException e) {
                log.add("caught 0");
                g.yield("c0");
            } finally {
                log.add("finally 0");
                suspend("f0");
                log.add("done 0");
            }
        });
    }

    private AsyncGenerator<String, Void> over(int n, AsyncGenerator<String, Void> inner) {
        return asyncGenerator(g -> {
            try {
                while (await(inner.advance())) {
                    g.yield(inner.current() + n);
                }
            } catch (NoSuchElementException e) {
                log.add("caught " + n);
                g.yield("c" + n);
            } finally {
                log.add("finally " + n);
                try {
                    await(inner.aclose());
                } catch (CoroutineStateException e) {
                    log.add(e.getMessage());
                }
                suspend("f" + n);
                log.add("done " + n);
            }
        });
    }

    private AsyncGenerator<String, Void> three(boolean pauses) {
        return over(2, over(1, innermost(pauses)));
    }

    private Coroutine<String> root(AsyncGenerator<String, Void> g) {
        return coroutine(() -> {
            try {
                return await(g.anext());
            } catch (Throwable e) {
                log.add("root " + text(e));
                throw e;
            }
        });
    }

    private static String text(Throwable thrown) {
        if (thrown instanceof StopIteration end) {
            return "gives " + end.value();
        }
        boolean isNamed = thrown instanceof StopAsyncIteration || thrown instanceof GeneratorExit;
        return isNamed ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    private static String outcome(Callable<Object> call) {
        try {
            return "pauses " + call.call();
        } catch (Throwable thrown) {
            return text(thrown);
        }
    }

    private static List<String> sends(AwaitIterator<?> step, int count) {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(outcome(step::next));
        }
        return outcomes;
    }

    @Test
    void ag_045_aclose_of_the_outermost_closes_all_as_they_close_each_other() {
        var g = atYield(three(false));
        assertThat(sends(g.aclose().awaitIterator(), 4))
                .containsExactly("pauses f0", "pauses f1", "pauses f2", "gives null");
        assertThat(log).containsExactly("finally 2", "finally 1", "finally 0", "done 0", "done 1", "done 2");
    }

    @Test
    void ag_021_araise_into_the_outermost_reaches_no_other() {
        var g = atYield(three(false));
        assertThat(sends(g.araise(new NoSuchElementException("k")).awaitIterator(), 1))
                .containsExactly("gives c2");
        assertThat(log).containsExactly("caught 2");
        assertThat(sends(g.anext().awaitIterator(), 4))
                .containsExactly("pauses f0", "pauses f1", "pauses f2", "StopAsyncIteration");
        assertThat(log)
                .containsExactly("caught 2", "finally 2", "finally 1", "finally 0", "done 0", "done 1", "done 2");
    }

    @Test
    void ai_018_an_exception_raised_into_the_root_reaches_the_innermost() {
        var g = three(true);
        Coroutine<String> root = root(g);
        assertThat(root.send(null)).isEqualTo("leaf");
        assertThat(outcome(() -> root.raise(new NoSuchElementException("k")))).isEqualTo("gives c012");
        assertThat(log).containsExactly("caught 0");
        assertThat(g.isRunningStep()).isFalse();
    }

    /** Each level ignores its exit by awaiting on the way out; its own awaiter gets the error, and closes no more. */
    @Test
    void ai_019_closing_the_root_closes_each_level_innermost_first() {
        for (boolean raises : List.of(false, true)) {
            log.clear();
            var g = three(true);
            Coroutine<String> root = root(g);
            assertThat(root.send(null)).isEqualTo("leaf");
            String out = outcome(raises ? () -> root.raise(new GeneratorExit()) : root::closeAndGet);

            assertThat(out).isEqualTo("coroutine ignored GeneratorExit");
            assertThat(log)
                    .containsExactly(
                            "finally 0",
                            "finally 1",
                            "aclose(): asynchronous generator is already running",
                            "finally 2",
                            "aclose(): asynchronous generator is already running",
                            "root coroutine ignored GeneratorExit");
            assertThat(g.isRunningStep()).isTrue();
        }
    }
}
