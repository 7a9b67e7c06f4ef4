package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.awaiting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.catching;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returning;
import static dev.pausa.conformance.fixtures.AwaitFixtures.suspending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.AwaitFixtures;
import dev.pausa.conformance.fixtures.AwaitFixtures.It;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Catalogue section 2.2, second half: delegation, sharing, and driving behind an awaiter's back. */
public class AwaitSharingTest {

    /** An awaitable that hands out the view of a coroutine delegates everything to that coroutine. */
    @Test
    void aw_025_an_await_through_a_view_delegates_send_raise_and_close() {
        IllegalArgumentException marker = new IllegalArgumentException("marker");
        List<Coroutine<Object>> made = new ArrayList<>();
        Awaitable<Object> w = () -> {
            Coroutine<Object> g = coroutine(() -> {
                try {
                    return suspend(1);
                } catch (ArithmeticException e) {
                    throw marker;
                }
            });
            made.add(g);
            return g.awaitIterator();
        };

        Coroutine<Object> sent = awaiting(w);
        assertThat(sent.send(null)).isEqualTo(1);
        assertThat(returnedBy(() -> sent.send("spam"))).isEqualTo("spam");

        Coroutine<Object> raised = awaiting(w);
        raised.send(null);
        assertThat(raisedBy(() -> raised.raise(new ArithmeticException())))
                .isSameAs(marker)
                .hasNoCause()
                .hasNoSuppressedExceptions();

        Coroutine<Object> closed = awaiting(w);
        closed.send(null);
        assertThat(closed.closeAndGet()).isNull();
        assertThat(closed.state()).isEqualTo(CLOSED);
        assertThat(made).hasSize(3).allSatisfy(g -> assertThat(g.state()).isEqualTo(CLOSED));
    }

    /** The protection against a second awaiter does not exist for views: the second one takes the next step. */
    @Test
    void aw_026_a_second_awaiter_through_a_view_steals_steps() {
        Coroutine<Object> inner = coroutine(() -> {
            suspend(1);
            suspend(2);
            return "g";
        });
        Awaitable<Object> w = inner::awaitIterator;
        Coroutine<Object> a = awaiting(w);
        Coroutine<Object> b = awaiting(w);
        assertThat(a.send(null)).isEqualTo(1);
        assertThat(b.send(null)).isEqualTo(2);
        assertThat(returnedBy(() -> a.send(null))).isEqualTo("g");
        assertAlreadyAwaited(raisedBy(() -> b.send(null)));
    }

    /** An await does not pause by itself. */
    @Test
    void aw_031_an_await_does_not_pause_when_nothing_suspends() {
        List<Integer> runs = new ArrayList<>();
        Coroutine<Integer> f = coroutine(() -> {
            for (int i = 0; i < 1000; i++) {
                await(coroutine(() -> {
                    runs.add(1);
                }));
            }
            return runs.size();
        });
        assertThat(returnedBy(() -> f.send(null))).isEqualTo(1000);
    }

    /** Null is a value like any other that a body can suspend with. */
    @Test
    void aw_032_null_is_a_legal_yielded_value() {
        Coroutine<Integer> f = coroutine(() -> {
            suspend(null);
            return 1;
        });
        assertThat(f.send(null)).isNull();
        assertThat(f.state()).isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> f.send(null))).isEqualTo(1);
    }

    /** An inner coroutine that somebody else ran to its end is lost to its awaiter, with its result. */
    @Test
    void aw_033_an_inner_coroutine_finished_by_hand_is_refused_at_the_await() {
        Coroutine<Object> inner = coroutine(() -> {
            suspend(1);
            return "inner result";
        });
        Coroutine<Object> outer = catching(inner);
        outer.send(null);
        assertThat(returnedBy(() -> inner.send(null))).isEqualTo("inner result");
        assertThat(outer.state()).isEqualTo(SUSPENDED);
        assertThat(inner.state()).isEqualTo(CLOSED);
        assertAlreadyAwaited(returnedBy(() -> outer.send(null)));
        assertThat(outer.state()).isEqualTo(CLOSED);
    }

    /** The steps of an inner coroutine are shared by all who drive it; nobody notices. */
    @Test
    void aw_034_an_inner_coroutine_may_be_advanced_by_hand() {
        Coroutine<List<Object>> inner = suspending(1, 2);
        Coroutine<List<Object>> outer = awaiting(inner);
        assertThat(outer.send(null)).isEqualTo(1);
        assertThat(inner.send("I")).isEqualTo(2);
        assertThat(outer.state()).isEqualTo(SUSPENDED);
        assertThat(outer.awaiting()).isSameAs(inner);
        assertThat(returnedBy(() -> outer.send("O"))).isEqualTo(List.of("I", "O"));
    }

    /** An inner coroutine closed by hand: send and raise get an error at the await, close does not notice. */
    @Test
    void aw_035_an_inner_coroutine_closed_by_hand_is_refused_at_the_await() {
        Coroutine<Object> sent = catchingAClosedOne();
        assertAlreadyAwaited(returnedBy(() -> sent.send(null)));

        Coroutine<Object> raised = catchingAClosedOne();
        assertAlreadyAwaited(returnedBy(() -> raised.raise(new IllegalArgumentException("lost"))));

        Coroutine<Object> closed = catchingAClosedOne();
        assertThat(closed.closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(closed.state()).isEqualTo(CLOSED);
    }

    private static Coroutine<Object> catchingAClosedOne() {
        Coroutine<List<Object>> inner = suspending(1);
        Coroutine<Object> outer = catching(inner);
        outer.send(null);
        inner.close();
        return outer;
    }

    /** Every level of the running chain refuses to be driven, and the run goes on undisturbed. */
    @Test
    void aw_036_every_level_of_a_running_chain_refuses_to_be_driven() {
        List<Coroutine<?>> both = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        List<Object> states = new ArrayList<>();
        Coroutine<Object> inner = coroutine(() -> {
            Coroutine<?> outer = both.get(0);
            Coroutine<?> me = both.get(1);
            errors.add(raisedBy(() -> outer.send(null)));
            errors.add(raisedBy(() -> me.send(null)));
            errors.add(raisedBy(() -> outer.raise(new IllegalArgumentException())));
            errors.add(raisedBy(outer::closeAndGet));
            errors.add(raisedBy(me::closeAndGet));
            states.add(outer.state());
            states.add(me.state());
            return null;
        });
        Coroutine<Object> outer = awaiting(inner);
        both.add(outer);
        both.add(inner);
        assertThat(returnedBy(() -> outer.send(null))).isNull();
        assertThat(errors).hasSize(5).allSatisfy(AwaitFixtures::assertAlreadyExecuting);
        assertThat(states).containsExactly(RUNNING, RUNNING);
        assertThat(outer.state()).isEqualTo(CLOSED);
        assertThat(inner.state()).isEqualTo(CLOSED);
    }

    /** The same after a pause, when only the innermost body is on the stack. */
    @Test
    void aw_036_every_level_of_a_resumed_chain_refuses_to_be_driven() {
        List<Coroutine<?>> chain = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        Coroutine<Object> leaf = coroutine(() -> {
            suspend(1);
            for (Coroutine<?> level : chain) {
                errors.add(raisedBy(() -> level.send("x")));
                errors.add(raisedBy(() -> level.raise(new IllegalArgumentException())));
                errors.add(raisedBy(level::closeAndGet));
                seen.add(level.state());
                seen.add(level.awaiting());
            }
            return "leaf";
        });
        Coroutine<Object> middle = awaiting(leaf);
        Coroutine<Object> outer = awaiting(middle);
        chain.addAll(List.of(outer, middle, leaf));
        outer.send(null);
        assertThat(returnedBy(() -> outer.send(null))).isEqualTo("leaf");
        assertThat(errors).hasSize(9).allSatisfy(AwaitFixtures::assertAlreadyExecuting);
        assertThat(seen).containsExactly(RUNNING, null, RUNNING, null, RUNNING, null);
    }

    /** An exception raised into the inner coroutine goes to who raised it; the awaiter learns only that it is over. */
    @Test
    void aw_037_an_exception_raised_into_the_inner_coroutine_is_not_the_awaiters() {
        Coroutine<List<Object>> inner = suspending(1);
        Coroutine<Object> outer = catching(inner);
        outer.send(null);
        IllegalArgumentException v = new IllegalArgumentException("v");
        assertThat(raisedBy(() -> inner.raise(v))).isSameAs(v);
        assertAlreadyAwaited(returnedBy(() -> outer.send(null)));
    }

    /** Closing a coroutine that has not begun does not begin what it would have awaited. */
    @Test
    void aw_038_closing_before_the_start_leaves_the_operand_alone() {
        Coroutine<Integer> g = returning(1);
        Coroutine<Integer> f = awaiting(g);
        f.close();
        assertThat(f.state()).isEqualTo(CLOSED);
        assertThat(g.state()).isEqualTo(CREATED);
        assertThat(returnedBy(() -> g.send(null))).isEqualTo(1);
    }

    /** The chain can be walked from the outside to the innermost await. */
    @Test
    void aw_041_the_await_chain_can_be_walked() {
        It it = new It(null, 1);
        Coroutine<Object> a = coroutine(() -> await((Awaitable<Object>) () -> it));
        Coroutine<Object> b = awaiting(a);
        Coroutine<Object> f = awaiting(b);
        f.send(null);
        assertThat(f.awaiting()).isSameAs(b);
        assertThat(b.awaiting()).isSameAs(a);
        assertThat(a.awaiting()).isSameAs(it);
        f.close();
        assertThat(f.awaiting()).isNull();
        assertThat(b.awaiting()).isNull();
        assertThat(a.awaiting()).isNull();

        Coroutine<List<Object>> bare = suspending(1);
        Coroutine<List<Object>> outer = awaiting(bare);
        assertThat(outer.awaiting()).isNull();
        outer.send(null);
        assertThat(outer.awaiting()).isSameAs(bare);
        assertThat(bare.awaiting()).isNull();
    }

    /** An awaitable that hands out the same coroutine again is refused like the coroutine itself. */
    @Test
    void aw_042_a_coroutine_handed_out_twice_is_refused_the_second_time() {
        Coroutine<Integer> c = returning(1);
        Awaitable<Integer> x = c::awaitIterator;
        Coroutine<List<Object>> f = coroutine(() -> {
            Integer first = await(x);
            try {
                await(x);
                return List.of();
            } catch (IllegalStateException e) {
                return List.of(first, e);
            }
        });
        List<?> returned = (List<?>) returnedBy(() -> f.send(null));
        assertThat(returned).hasSize(2);
        assertThat(returned.get(0)).isEqualTo(1);
        assertAlreadyAwaited(returned.get(1));
    }

    /**
     * A closed awaiter and its variables can be collected, also when what it awaited ignored the exit and lives on
     * (CO-025).
     */
    @Test
    void a_closed_awaiter_is_not_kept_alive_by_what_it_awaited() {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                return suspend(2);
            }
        });
        WeakReference<Object> variable = closeAnAwaiterOf(inner);
        assertThat(inner.state()).isEqualTo(SUSPENDED);
        for (int i = 0; i < 10 && variable.get() != null; i++) {
            System.gc();
        }
        assertThat(variable.get()).isNull();
        assertThat(returnedBy(() -> inner.send("r"))).isEqualTo("r");
    }

    private static WeakReference<Object> closeAnAwaiterOf(Coroutine<Object> inner) {
        Object variable = new Object();
        Coroutine<Object> outer = coroutine(() -> List.of(await(inner), variable));
        outer.send(null);
        AwaitFixtures.assertIgnoredExit(raisedBy(outer::closeAndGet));
        return new WeakReference<>(variable);
    }

    /** A chain whose inner part is driven from elsewhere right now is running there; its awaiter gets the error. */
    @Test
    void aw_036_an_inner_coroutine_running_elsewhere_is_refused_at_the_await() {
        List<Coroutine<Object>> outer = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        Coroutine<Object> inner = coroutine(() -> {
            suspend(1);
            seen.add(outer.get(0).state());
            seen.add(returnedBy(() -> outer.get(0).send("x")));
            return "inner";
        });
        outer.add(catching(inner));
        outer.get(0).send(null);
        assertThat(returnedBy(() -> inner.send(null))).isEqualTo("inner");
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).as("the awaiter is not being driven").isEqualTo(SUSPENDED);
        assertAlreadyExecuting(seen.get(1));
        assertThat(outer.get(0).state()).isEqualTo(CLOSED);
    }
}
