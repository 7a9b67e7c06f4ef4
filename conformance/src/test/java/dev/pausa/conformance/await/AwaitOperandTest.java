package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertBeingAwaited;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.AwaitFixtures.awaiting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.catching;
import static dev.pausa.conformance.fixtures.AwaitFixtures.compileErrors;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returning;
import static dev.pausa.conformance.fixtures.AwaitFixtures.suspending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AwaitFixtures.Aw;
import dev.pausa.conformance.fixtures.AwaitFixtures.It;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Catalogue section 2.2, first half: what can be awaited, and what an await says to the rest. */
@SuppressWarnings("pausa:catches-exit")
class AwaitOperandTest {

    /** A finished coroutine cannot be awaited again; the error is raised at the await, where the body can catch it. */
    @Test
    void aw_002_awaiting_a_finished_coroutine_is_refused_at_the_await() {
        Coroutine<Integer> c = returning(42);
        Coroutine<List<Object>> f = coroutine(() -> {
            Integer first = await(c);
            try {
                await(c);
                return List.of();
            } catch (IllegalStateException e) {
                return List.of(first, e);
            }
        });
        List<?> returned = (List<?>) returnedBy(() -> f.send(null));
        assertThat(returned).hasSize(2);
        assertThat(returned.get(0)).isEqualTo(42);
        assertAlreadyAwaited(returned.get(1));
    }

    /** A coroutine that was closed before it began counts as finished. */
    @Test
    void aw_003_awaiting_a_coroutine_closed_before_its_start_is_refused() {
        Coroutine<Integer> c = returning(42);
        c.close();
        Coroutine<Integer> f = awaiting(c);
        assertAlreadyAwaited(raisedBy(() -> f.send(null)));
        assertThat(f.state()).isEqualTo(CLOSED);
    }

    /** A coroutine that somebody else drives cannot be awaited; it stays as it is. */
    @Test
    void aw_004_awaiting_a_suspended_coroutine_is_refused() {
        Coroutine<String> c = coroutine(() -> {
            suspend(1);
            return "g";
        });
        c.send(null);
        assertBeingAwaited(returnedBy(() -> catching(c).send(null)));
        assertThat(c.state()).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> c.send(null))).isEqualTo("g");
    }

    /** The check looks at the operand as it is when the await begins: suspended, then closed with its first awaiter. */
    @Test
    void aw_005_a_second_awaiter_is_refused_before_and_after_the_first_is_closed() {
        Coroutine<List<Object>> c = suspending(1);
        Coroutine<List<Object>> a = awaiting(c);
        Coroutine<List<Object>> b = awaiting(c);
        Coroutine<List<Object>> later = awaiting(c);
        a.send(null);
        assertBeingAwaited(raisedBy(() -> b.send(null)));
        assertThat(a.closeAndGet()).isNull();
        assertAlreadyAwaited(raisedBy(() -> later.send(null)));
    }

    /** A coroutine that awaits itself is running, not suspended. */
    @Test
    void aw_006_a_coroutine_that_awaits_itself_gets_already_executing() {
        List<Coroutine<Object>> me = new ArrayList<>();
        me.add(coroutine(() -> {
            try {
                return await(me.get(0));
            } catch (Throwable thrown) {
                return thrown;
            }
        }));
        assertAlreadyExecuting(returnedBy(() -> me.get(0).send(null)));
        assertThat(me.get(0).state()).isEqualTo(CLOSED);
    }

    /** Two coroutines cannot await each other: the second await is an error, not a deadlock. */
    @Test
    void aw_007_a_mutual_await_gets_already_executing() {
        List<Coroutine<Object>> both = new ArrayList<>();
        both.add(coroutine(() -> await(both.get(1))));
        both.add(coroutine(() -> {
            try {
                return await(both.get(0));
            } catch (IllegalStateException e) {
                return e;
            }
        }));
        assertAlreadyExecuting(returnedBy(() -> both.get(0).send(null)));
    }

    /** What is not awaitable is refused: by the compiler, or, for null, at the await. */
    @Test
    void aw_008_awaiting_something_else_is_refused() {
        assertThat(compileErrors("await(1);")).isNotEmpty();
        assertThat(compileErrors("await(java.util.List.of());")).isNotEmpty();
        assertThat(compileErrors("await(\"s\");")).isNotEmpty();
        assertThat(compileErrors("Runnable fn = () -> {}; await(fn);")).isNotEmpty();
        assertThat(compileErrors("Coroutine.ResultBody<Integer> af = () -> 1; await(af);"))
                .isNotEmpty();
        assertThat(compileErrors("await(coroutine(() -> 1));")).isEmpty();

        Coroutine<Object> noAwaitable = coroutine(() -> await((Awaitable<Object>) null));
        assertThat(raisedBy(() -> noAwaitable.send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'null' object can't be awaited")
                .hasNoCause();
        assertThat(noAwaitable.state()).isEqualTo(CLOSED);

        Coroutine<Object> noStage = coroutine(() -> await((CompletionStage<Object>) null));
        assertThat(raisedBy(() -> noStage.send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'null' object can't be awaited")
                .hasNoCause();
        assertThat(noStage.state()).isEqualTo(CLOSED);
    }

    /** An awaitable that has no iterator is refused by name, at the await. */
    @Test
    void aw_010_an_awaitable_without_an_iterator_is_refused() {
        Coroutine<Object> f = coroutine(() -> await(new Aw<>(null)));
        assertThat(raisedBy(() -> f.send(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("AwaitFixtures.Aw.awaitIterator() must return an iterator, not null")
                .hasNoCause();
        assertThat(f.state()).isEqualTo(CLOSED);
        assertThat(returnedBy(() -> catching(new Aw<>(null)).send(null)))
                .as("caught at the await")
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(compileErrors("await((Awaitable<Integer>) () -> 1);")).isNotEmpty();
    }

    /** A coroutine is no iterator: an awaitable cannot hand one out for itself. */
    @Test
    void aw_011_a_coroutine_is_not_an_await_iterator() {
        assertThat(AwaitIterator.class.isAssignableFrom(Coroutine.class)).isFalse();
        assertThat(compileErrors("Coroutine<Integer> c = coroutine(() -> 1); await((Awaitable<Integer>) () -> c);"))
                .isNotEmpty();
        assertThat(compileErrors("Coroutine<Integer> c = coroutine(() -> 1);"
                        + " await((Awaitable<Integer>) () -> c.awaitIterator());"))
                .isEmpty();
    }

    /** An awaitable's method gives an iterator, it is not a coroutine itself. */
    @Test
    void aw_013_the_method_of_an_awaitable_cannot_be_a_coroutine() {
        assertThat(compileErrors("await(new Awaitable<Integer>() {"
                        + " public Coroutine<Integer> awaitIterator() { return coroutine(() -> 1); } });"))
                .isNotEmpty();
        assertThat(compileErrors("await(new Awaitable<Integer>() {"
                        + " public AwaitIterator<Integer> awaitIterator() { return () -> 1; } });"))
                .isEmpty();
    }

    /** What the making of the iterator throws is raised at the await, unchanged. */
    @Test
    void aw_016_an_exception_of_await_iterator_is_raised_at_the_await() {
        IllegalArgumentException thrown = new IllegalArgumentException("in await");
        Awaitable<Object> x = () -> {
            throw thrown;
        };
        assertThat(raisedBy(() -> awaiting(x).send(null))).isSameAs(thrown).hasNoCause();
        assertThat(returnedBy(() -> catching(x).send(null))).isSameAs(thrown);
    }

    /** A StopIteration from the making of the iterator is an error, not the end of the await. */
    @Test
    void aw_017_a_stop_iteration_of_await_iterator_is_not_completion() {
        StopIteration stop = new StopIteration("si");
        Awaitable<Object> x = () -> {
            throw stop;
        };
        assertRaisedStop(raisedBy(() -> awaiting(x).send(null)), stop);
        assertThat(returnedBy(() -> catching(x).send(null))).isSameAs(stop);
    }

    /** Each await asks for one iterator, when it is evaluated. */
    @Test
    void aw_019_each_await_asks_for_one_iterator() {
        List<String> log = new ArrayList<>();
        Awaitable<Object> x = () -> {
            log.add("asked");
            return new It(null);
        };
        Coroutine<Void> f = coroutine(() -> {
            log.add("first");
            await(x);
            log.add("second");
            await(x);
        });
        assertThat(log).isEmpty();
        assertThat(returnedBy(() -> f.send(null))).isNull();
        assertThat(log).containsExactly("first", "asked", "second", "asked");
    }

    /** The value of the StopIteration is the value of the await, as it is; subclasses too. */
    @Test
    void aw_020_the_value_of_stop_iteration_is_the_awaits_value() {
        class SubStop extends StopIteration {
            private static final long serialVersionUID = 1L;

            SubStop(Object value) {
                super(value);
            }
        }
        List<Integer> pair = List.of(1, 2);
        IllegalArgumentException exception = new IllegalArgumentException("v");
        StopIteration nested = new StopIteration(1);
        assertThat(awaited(new StopIteration())).isNull();
        assertThat(awaited(new StopIteration(5))).isEqualTo(5);
        assertThat(awaited(new StopIteration(pair))).isSameAs(pair);
        assertThat(awaited(new StopIteration(exception))).isSameAs(exception);
        assertThat(awaited(new StopIteration(nested))).isSameAs(nested);
        assertThat(awaited(new SubStop("sub"))).isEqualTo("sub");
    }

    /** An iterator that has ended gives its value, again and again; driven by hand it ends as any other does. */
    @Test
    void an_iterator_that_has_ended_gives_its_value_without_a_pause() {
        AwaitIterator<String> ended = new AwaitIterator.Ended<>("value");
        Awaitable<String> awaitable = () -> ended;
        Coroutine<String> twice = coroutine(() -> await(awaitable) + await(awaitable));
        assertThat(twice.step(null)).isEqualTo(new Step.Returned<>("valuevalue"));
        assertThat(returnedBy(() ->
                        awaiting(() -> new AwaitIterator.Ended<>((Object) null)).send(null)))
                .isNull();
        assertThat(returnedBy(ended::next)).isEqualTo("value");
        assertThat(returnedBy(ended::next)).isEqualTo("value");
    }

    /** It is left to the drive loop like any other where bodies begin too deep inside each other. */
    @Test
    void an_iterator_that_has_ended_gives_its_value_at_any_depth() {
        Coroutine<Integer> chain = coroutine(() -> await(() -> new AwaitIterator.Ended<>(0)));
        for (int i = 0; i < 10_000; i++) {
            Coroutine<Integer> inner = chain;
            chain = coroutine(() -> await(inner) + await(() -> new AwaitIterator.Ended<>(1)));
        }
        assertThat(chain.step(null)).isEqualTo(new Step.Returned<>(10_000));
    }

    private static Object awaited(StopIteration end) {
        return returnedBy(() -> awaiting(new Aw<>(() -> {
                    throw end;
                }))
                .send(null));
    }

    /** Any other exception of an iterator is raised at the await, where the body can catch it. */
    @Test
    void aw_021_an_exception_of_next_is_raised_at_the_await() {
        IllegalArgumentException thrown = new IllegalArgumentException("n");
        Awaitable<Object> x = new Aw<>(() -> {
            throw thrown;
        });
        assertThat(returnedBy(() -> catching(x).send(null))).isSameAs(thrown);
        Coroutine<Object> f = awaiting(x);
        assertThat(raisedBy(() -> f.send(null))).isSameAs(thrown).hasNoCause();
        assertThat(f.state()).isEqualTo(CLOSED);
    }

    /** The exception with which other iterators end means nothing here. */
    @Test
    void aw_022_the_end_of_another_protocol_is_not_completion() {
        NoSuchElementException thrown = new NoSuchElementException("n");
        Coroutine<Object> f = awaiting(new Aw<>(() -> {
            throw thrown;
        }));
        assertThat(raisedBy(() -> f.send(null))).isSameAs(thrown).hasNoCause();
    }

    /** The iterator view of a coroutine is an iterator, not an awaitable. */
    @Test
    void aw_024_the_view_of_a_coroutine_cannot_be_awaited() {
        Coroutine<Integer> c = returning(1);
        assertThat(c.awaitIterator()).isNotInstanceOf(Awaitable.class);
        assertThat(compileErrors("Coroutine<Integer> c = coroutine(() -> 1); await(c.awaitIterator());"))
                .isNotEmpty();
        assertThat(c.state()).isEqualTo(CREATED);
    }
}
