package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.catching;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.delegating;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An inner generator that others drive, close or delegate to while an outer one is paused on it. CPython has no rule
 * against it.
 */
public class YieldFromSharedTest {

    // -----------------------------------------------------------------------------------------------------------------
    // Behind the outer generator's back
    // -----------------------------------------------------------------------------------------------------------------

    /** The outer generator goes on where the inner one is by then. */
    @Test
    void an_inner_generator_may_be_driven_behind_the_back() {
        Generator<Object, Object, Object> inner = yielding(1, 2, 3, 4);
        Generator<Object, Object, Object> outer = started(delegating(inner));
        assertThat(inner.send("behind")).isEqualTo(2);
        assertThat(outer.send("a")).isEqualTo(3);
        assertThat(outer.send("b")).isEqualTo(4);
        assertStop(() -> outer.send("c"), List.of("behind", "a", "b", "c"));
    }

    /** One that came to its end behind the back ends the delegation with null, whatever is sent. */
    @Test
    void a_delegation_to_one_that_ended_behind_the_back_gives_null() {
        for (Object value : Arrays.asList(null, "x")) {
            Generator<Object, Object, Object> inner = returning("lost", 1);
            Generator<Object, Object, Object> outer = started(delegating(inner));
            assertStop(() -> inner.send(null), "lost");
            assertThat(stateOf(outer)).isEqualTo(SUSPENDED);
            assertStop(() -> outer.send(value), null);
        }
        Generator<Object, Object, Object> inner = yielding(1);
        Generator<Object, Object, Object> outer = started(delegating(delegating(inner)));
        inner.close();
        assertStop(() -> outer.send("x"), null);
    }

    /** After that the outer generator may yield, delegate again, and end as any other. */
    @Test
    void a_generator_goes_on_after_its_inner_one_ended_behind_the_back() {
        Generator<Object, Object, Object> inner = yielding(1, 2);
        Generator<Object, Object, Object> outer = started(generatorReturning(g -> {
            Object first = g.yieldFrom(inner);
            Object second = g.yield("between");
            return Arrays.asList(first, second, g.yieldFrom(yielding(3)));
        }));
        inner.close();
        assertThat(outer.send("x")).isEqualTo("between");
        assertThat(outer.send("y")).isEqualTo(3);
        assertStop(() -> outer.send("z"), Arrays.asList(null, "y", List.of("z")));
    }

    /** An exception for a finished inner generator comes out of that, and so is raised at the delegation. */
    @Test
    void an_exception_is_raised_at_a_delegation_to_one_that_ended_behind_the_back() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Generator<Object, Object, Object> inner = yielding(1);
        Generator<Object, Object, Object> outer = started(catching(delegating(inner)));
        inner.close();
        assertThat(stopValue(() -> outer.raise(v))).isSameAs(v);

        Generator<Object, Object, Object> closed = yielding(1);
        Generator<Object, Object, Object> over = started(catching(closed));
        closed.close();
        assertThat(over.closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
    }

    /** A middle one that ended takes those below with it, as far as the outer one is concerned. */
    @Test
    void the_middle_of_a_chain_may_be_closed_behind_the_back() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> middle = delegating(noting(notes, "leaf", 1, 2));
        Generator<Object, Object, Object> outer = started(delegating(middle));
        middle.close();
        assertThat(notes).containsExactly("GeneratorExit in leaf", "end of leaf");
        assertThat(stateOf(outer)).isEqualTo(SUSPENDED);
        assertThat(outer.awaiting()).isSameAs(middle);
        assertStop(() -> outer.send(null), null);
    }

    /** A value that was fetched from the inner generator behind the back is the next value of the outer one. */
    @Test
    void a_value_fetched_behind_the_back_is_not_lost() {
        Generator<Object, Object, Object> inner = yielding(1, 2, null, 4);
        Generator<Object, Object, Object> outer = started(delegating(delegating(inner)));
        assertThat(inner.hasNext()).isTrue();
        assertThat(outer.next()).isEqualTo(2);
        assertThat(inner.hasNext()).isTrue();
        assertThat(outer.hasNext()).isTrue();
        assertThat(outer.next()).isNull();
        assertThat(outer.send("x")).isEqualTo(4);
        assertStop(() -> outer.send("y"), Arrays.asList(null, null, "x", "y"));
    }

    /** While it waits there, nothing can be sent through the outer generator either. */
    @Test
    void nothing_can_be_sent_while_a_value_fetched_behind_the_back_waits() {
        Generator<Object, Object, Object> inner = yielding(1, 2, 3);
        Generator<Object, Object, Object> outer = started(delegating(inner));
        assertThat(inner.hasNext()).isTrue();
        assertThat(thrownBy(() -> outer.send("x")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "cannot send: hasNext() has fetched the next value, so the generator " + inner.name());
        assertThat(stateOf(outer)).isEqualTo(SUSPENDED);
        assertThat(stateOf(inner)).isEqualTo(SUSPENDED);
        assertThat(outer.next()).isEqualTo(2);
        assertThat(outer.send("x")).isEqualTo(3);
        assertStop(() -> outer.send("y"), Arrays.asList(null, "x", "y"));
    }

    /** Raising and closing drop it, as they do without an outer generator. */
    @Test
    void an_exception_drops_a_value_fetched_behind_the_back() {
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            g.yield(1);
            try {
                g.yield(2);
            } catch (ArithmeticException raised) {
                g.yield("raised");
            }
            return g.yield(3);
        });
        Generator<Object, Object, Object> outer = started(delegating(inner));
        assertThat(inner.hasNext()).isTrue();
        assertThat(outer.raise(new ArithmeticException())).isEqualTo("raised");
        assertThat(outer.next()).isEqualTo(3);
        assertThat(inner.hasNext()).isFalse();

        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> closed = noting(notes, "inner", 1, 2, 3);
        Generator<Object, Object, Object> over = started(delegating(closed));
        assertThat(closed.hasNext()).isTrue();
        over.close();
        assertThat(closed.hasNext()).isFalse();
        assertThat(notes).containsExactly("GeneratorExit in inner", "end of inner");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Two outer generators
    // -----------------------------------------------------------------------------------------------------------------

    /** Two generators that delegate to the same one take turns with its values; one gets the result, the other null. */
    @Test
    void two_outer_generators_take_turns() {
        Generator<Object, Object, Object> inner = yielding(1, 2, 3, 4, 5);
        Generator<Object, Object, Object> a = delegating(inner);
        Generator<Object, Object, Object> b = delegating(delegating(inner));
        assertThat(a.next()).isEqualTo(1);
        assertThat(b.next()).isEqualTo(2);
        assertThat(a.send("a1")).isEqualTo(3);
        assertThat(b.send("b1")).isEqualTo(4);
        assertThat(b.send("b2")).isEqualTo(5);
        assertThat(stateOf(a)).isEqualTo(SUSPENDED);
        assertThat(a.awaiting()).isSameAs(inner);
        assertStop(() -> a.send("a2"), Arrays.asList(null, "a1", "b1", "b2", "a2"));
        assertThat(stateOf(b)).isEqualTo(SUSPENDED);
        assertStop(() -> b.send("late"), null);
    }

    /** What one of them raises in the shared one ends it for both. */
    @Test
    void an_exception_through_one_outer_generator_ends_the_inner_one_for_both() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Generator<Object, Object, Object> inner = yielding(1, 2, 3);
        Generator<Object, Object, Object> a = started(catching(inner));
        Generator<Object, Object, Object> b = started(catching(inner));
        assertThat(stopValue(() -> a.raise(v))).isSameAs(v);
        assertStop(() -> b.send(null), Arrays.asList("result", null));
    }

    @Test
    void closing_one_outer_generator_closes_the_inner_one_for_both() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> inner = noting(notes, "inner", 1, 2, 3);
        Generator<Object, Object, Object> a = started(delegating(inner));
        Generator<Object, Object, Object> b = started(delegating(inner));
        b.close();
        assertThat(notes).containsExactly("GeneratorExit in inner", "end of inner");
        assertStop(() -> a.send("x"), null);
    }

    /** While one of them runs the shared one, the other gets an error at its delegation, and only there. */
    @Test
    void an_inner_generator_that_runs_for_another_cannot_be_resumed() {
        List<Generator<Object, Object, Object>> outers = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            g.yield(1);
            g.yield(2);
            assertThat(stateOf(outers.get(0))).isEqualTo(SUSPENDED);
            assertThat(stateOf(outers.get(1))).isEqualTo(RUNNING);
            seen.add(stopValue(() -> outers.get(0).send("x")));
            return g.yield(3);
        });
        outers.add(catching(inner));
        outers.add(delegating(inner));
        assertThat(outers.get(0).next()).isEqualTo(1);
        assertThat(outers.get(1).next()).isEqualTo(2);
        assertThat(outers.get(1).next()).isEqualTo(3);
        assertThat(seen).hasSize(1).allSatisfy(GeneratorFixtures::assertIsExecuting);
        assertThat(stateOf(outers.get(0))).isEqualTo(CLOSED);
        assertStop(() -> outers.get(1).send("r"), "r");
    }

    /** The same while it runs for a driver of its own. */
    @Test
    void an_outer_generator_that_the_inner_one_drives_gets_an_error() {
        List<Generator<Object, Object, Object>> outer = new ArrayList<>();
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            g.yield(1);
            assertIsExecuting(stopValue(() -> outer.get(0).send(null)));
            return g.yield(2);
        });
        outer.add(started(catching(inner)));
        assertThat(inner.next()).isEqualTo(2);
        assertThat(stateOf(outer.get(0))).isEqualTo(CLOSED);
        assertStop(() -> inner.send("r"), "r");
    }

    /**
     * A value that was fetched comes out even while what the fetched one delegates to is running; nothing is disturbed.
     */
    @Test
    void a_fetched_value_can_be_had_while_the_leaf_below_it_runs() {
        List<Object> seen = new ArrayList<>();
        List<Generator<Object, Object, Object>> levels = new ArrayList<>();
        Generator<Object, Object, Object> leaf = generatorReturning(g -> {
            g.yield(1);
            Generator<Object, Object, Object> outer = delegating(levels.get(0));
            seen.add(outer.next());
            seen.add(stopValue(() -> outer.send(null)));
            return g.yield(2);
        });
        levels.add(catching(leaf));
        assertThat(levels.get(0).hasNext()).isTrue();
        assertThat(leaf.next()).isEqualTo(2);
        assertThat(seen.get(0)).isEqualTo(1);
        assertIsExecuting(seen.get(1));
        assertThat(stateOf(leaf)).isEqualTo(SUSPENDED);
        assertStop(() -> leaf.send("r"), "r");
    }

    /** A third one drives two that delegate to each other: the ring is refused where it would be closed. */
    @Test
    @SuppressWarnings("unchecked")
    void a_ring_of_delegations_is_refused() {
        Generator<Integer, Void, Void>[] ring = new Generator[2];
        ring[0] = generator(g -> {
            g.yield(1);
            g.yieldFrom(ring[1]);
        });
        ring[1] = generator(g -> {
            g.yield(2);
            g.yield(3);
            g.yieldFrom(ring[0]);
        });
        assertThat(List.of(ring[1].next(), ring[0].next(), ring[0].next())).containsExactly(2, 1, 3);
        Generator<Integer, Void, Void> driver = generator(g -> g.yieldFrom(ring[1]));

        assertThat(thrownBy(driver::next)).hasMessage("generator already executing");
    }
}
