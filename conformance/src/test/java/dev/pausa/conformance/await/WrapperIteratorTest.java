package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.JUST_STARTED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returning;
import static dev.pausa.conformance.fixtures.AwaitFixtures.suspending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Catalogue section 2.3: the view of a coroutine as an iterator, which {@code awaitIterator()} gives. */
class WrapperIteratorTest {

    /** The view is an iterator and nothing else. */
    @Test
    void cw_001_the_view_is_an_iterator_and_nothing_else() {
        AwaitIterator<Object> w = returning((Object) 1).awaitIterator();
        assertThat(w).isNotInstanceOfAny(Awaitable.class, Coroutine.class, Iterable.class);
        assertThat(w.toString()).matches("<coroutine_wrapper object at [0-9a-f]+>");
        assertThat(Arrays.stream(AwaitIterator.class.getMethods()).map(m -> m.getName()))
                .containsExactlyInAnyOrder("next", "send", "raise", "close");
    }

    /** Next and send drive the coroutine as its own send does. */
    @Test
    void cw_002_next_and_send_drive_the_coroutine() {
        Coroutine<List<Object>> c = suspending(1, 2);
        AwaitIterator<List<Object>> w = c.awaitIterator();
        assertThat(w.next()).isEqualTo(1);
        assertThat(w.send("A")).isEqualTo(2);
        assertThat(c.state()).isEqualTo(SUSPENDED);
        assertThat(returnedBy(w::next)).isEqualTo(Arrays.asList("A", null));
        assertThat(c.state()).isEqualTo(CLOSED);
    }

    /** A value cannot be sent before the start; the coroutine can still be started. */
    @Test
    void cw_003_a_first_value_is_refused_and_changes_nothing() {
        Coroutine<List<Object>> c = suspending(1);
        AwaitIterator<List<Object>> w = c.awaitIterator();
        assertThat(raisedBy(() -> w.send("x")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(JUST_STARTED)
                .hasNoCause();
        assertThat(c.state()).isEqualTo(CREATED);
        assertThat(w.next()).isEqualTo(1);
    }

    /** On a finished coroutine every method but close is an error, next too. */
    @Test
    void cw_004_the_view_of_a_finished_coroutine_refuses_all_but_close() {
        AwaitIterator<String> w = returning("spam").awaitIterator();
        assertThat(returnedBy(() -> w.send(null))).isEqualTo("spam");
        assertAlreadyAwaited(raisedBy(() -> w.send(null)));
        assertAlreadyAwaited(raisedBy(w::next));
        assertAlreadyAwaited(raisedBy(() -> w.raise(new Exception("wat"))));
        w.close();
        w.close();
    }

    /** Closing the view closes the coroutine. */
    @Test
    void cw_005_close_closes_the_coroutine() {
        List<String> log = new ArrayList<>();
        Coroutine<Void> c = coroutine(() -> {
            try {
                suspend(1);
            } finally {
                log.add("finally");
            }
        });
        AwaitIterator<Void> w = c.awaitIterator();
        w.next();
        w.close();
        assertThat(log).containsExactly("finally");
        assertThat(c.state()).isEqualTo(CLOSED);
    }

    /** Views have no state of their own. */
    @Test
    void cw_007_two_views_share_the_steps_of_the_coroutine() {
        Coroutine<Void> c = coroutine(() -> {
            suspend(1);
            suspend(2);
        });
        AwaitIterator<Void> a = c.awaitIterator();
        AwaitIterator<Void> b = c.awaitIterator();
        assertThat(a).isNotSameAs(b).isNotEqualTo(b);
        assertThat(a.next()).isEqualTo(1);
        assertThat(b.next()).isEqualTo(2);
        assertThat(returnedBy(a::next)).isNull();
        assertAlreadyAwaited(raisedBy(b::next));
    }

    /** What the body returns is the value of the StopIteration, as it is. */
    @Test
    void cw_008_returned_values_are_not_unpacked() {
        List<Integer> tuple = List.of(10);
        StopIteration stop = new StopIteration(10);
        assertThat(returnedBy(returning(tuple).awaitIterator()::next)).isSameAs(tuple);
        assertThat(returnedBy(returning(stop).awaitIterator()::next)).isSameAs(stop);
        assertThat(returnedBy(returning(null).awaitIterator()::next)).isNull();
    }

    /** To make a view is not to await. */
    @Test
    void cw_009_a_view_that_is_never_used_leaves_the_coroutine_unstarted() {
        Coroutine<Integer> c = returning(1);
        c.awaitIterator();
        assertThat(c.state()).isEqualTo(CREATED);
    }

    /** The view keeps its coroutine alive. */
    @Test
    void cw_010_the_view_keeps_the_coroutine_alive() {
        AwaitIterator<Integer> w = returning(5).awaitIterator();
        System.gc();
        assertThat(returnedBy(w::next)).isEqualTo(5);
    }

    /** A coroutine does not depend on its views. */
    @Test
    void cw_011_dropping_the_view_leaves_the_coroutine_suspended() {
        Coroutine<Integer> c = coroutine(() -> {
            suspend(1);
            return 2;
        });
        c.awaitIterator().next();
        System.gc();
        assertThat(c.state()).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> c.send(null))).isEqualTo(2);
    }

    /** Iterating collects the yielded values; then the coroutine is finished, and cannot be iterated again. */
    @Test
    void cw_013_iterating_the_view_collects_the_yielded_values() {
        Coroutine<String> c = coroutine(() -> {
            suspend(1);
            suspend(2);
            return "lost";
        });
        assertThat(collect(c.awaitIterator())).containsExactly(1, 2);
        assertThat(c.state()).isEqualTo(CLOSED);
        assertAlreadyAwaited(raisedBy(() -> collect(c.awaitIterator())));
    }

    private static List<Object> collect(AwaitIterator<?> iterator) {
        List<Object> values = new ArrayList<>();
        try {
            while (true) {
                values.add(iterator.next());
            }
        } catch (StopIteration end) {
            return values;
        }
    }
}
