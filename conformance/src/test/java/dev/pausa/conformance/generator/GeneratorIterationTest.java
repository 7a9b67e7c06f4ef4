package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertEnded;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIgnored;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.delegating;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A generator as an iterator and as an iterable: looking ahead, loops, {@code result}. Row GE-009. */
class GeneratorIterationTest {

    // -----------------------------------------------------------------------------------------------------------------
    // Loops
    // -----------------------------------------------------------------------------------------------------------------

    /** A generator is its own iterator; a loop takes all values and drops the result. */
    @Test
    void ge_009_a_loop_takes_all_values_and_drops_the_result() {
        Generator<Object, Object, Object> g = returning("dropped", 1, 2);
        assertThat(g.iterator()).isSameAs(g);
        List<Object> seen = new ArrayList<>();
        for (Object value : g) {
            seen.add(value);
        }
        assertThat(seen).containsExactly(1, 2);
        assertEnded(g);
        for (Object value : g) {
            throw new AssertionError("a second loop finds nothing, but found " + value);
        }
    }

    /** A loop that was left early can be taken up again where it was. */
    @Test
    void ge_009_a_second_loop_goes_on_where_the_first_was_left() {
        Generator<Object, Object, Object> g = returning("r", 1, 2, 3, 4);
        for (Object value : g) {
            if (value.equals(2)) {
                break;
            }
        }
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(rest(g)).containsExactly(3, 4);
    }

    @Test
    void an_empty_generator_gives_nothing() {
        assertEnded(finished(returning("r")));
        assertThat(rest(returning("r"))).isEmpty();
        Generator<Object, Object, Object> g = returning("r");
        assertEnded(g);
        assertThat(g.result()).isEqualTo("r");
    }

    @Test
    void null_is_a_value_like_any_other() {
        List<Object> values = Arrays.asList(null, 1, null);
        assertThat(rest(returning("r", null, 1, null))).isEqualTo(values);
        assertThat(returning("r", null, 1, null).stream().toList()).isEqualTo(values);
        List<Object> seen = new ArrayList<>();
        returning("r", null, 1, null).forEach(seen::add);
        assertThat(seen).isEqualTo(values);

        Generator<Object, Object, Object> g = returning("r", null, 1);
        assertThat(g.hasNext()).isTrue();
        assertThat(g.hasNext()).isTrue();
        assertThat(g.next()).isNull();
        assertThat(g.next()).isEqualTo(1);
        assertEnded(g);
    }

    /** A generator has no elements to remove. */
    @Test
    void nothing_can_be_removed() {
        Generator<Object, Object, Object> g = started(yielding(1, 2));
        assertThat(thrownBy(g::remove)).isExactlyInstanceOf(UnsupportedOperationException.class);
        assertThat(g.next()).isEqualTo(2);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Looking ahead
    // -----------------------------------------------------------------------------------------------------------------

    /** A generator whose body notes each step. */
    private static Generator<Object, Object, Object> stepping(List<Object> notes) {
        return generatorReturning(g -> {
            for (int i = 1; i <= 3; i++) {
                notes.add("to " + i);
                try {
                    notes.add("got " + g.yield(i));
                } catch (ArithmeticException raised) {
                    notes.add("raised at " + i);
                }
            }
            return "r";
        });
    }

    /** Looking ahead runs the body to its next yield, and no further however often it is done. */
    @Test
    void looking_ahead_runs_to_the_next_yield_once() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = stepping(notes);
        assertThat(stateOf(g)).isEqualTo(CREATED);
        for (int i = 0; i < 3; i++) {
            assertThat(g.hasNext()).isTrue();
            assertThat(notes).containsExactly("to 1");
            assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        }
        assertThat(g.next()).isEqualTo(1);
        assertThat(notes).containsExactly("to 1");
        assertThat(g.next()).isEqualTo(2);
        assertThat(g.hasNext()).isTrue();
        assertThat(g.next()).isEqualTo(3);
        assertThat(g.hasNext()).isFalse();
        assertThat(g.result()).isEqualTo("r");
        assertThat(notes).containsExactly("to 1", "got null", "to 2", "got null", "to 3", "got null");
    }

    /** While a fetched value waits, nothing can be sent, not even null; the value and the body are untouched. */
    @Test
    void send_is_refused_while_a_fetched_value_waits() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = stepping(notes);
        g.next();
        assertThat(g.hasNext()).isTrue();
        for (Object value : Arrays.asList("x", null)) {
            assertThat(thrownBy(() -> g.send(value)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "cannot send: hasNext() has fetched the next value, so the generator %s is paused one yield"
                                            .formatted(g.name())
                                    + " further, at " + g.location()
                                    + "; take that value with next() first, or do not mix hasNext() with send()")
                    .hasNoCause();
        }
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(g.next()).isEqualTo(2);
        assertThat(g.send("x")).isEqualTo(3);
        assertThat(notes).containsExactly("to 1", "got null", "to 2", "got x", "to 3");
    }

    /** Raising drops the value that was fetched: the body is paused behind it. */
    @Test
    void raise_drops_a_fetched_value() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = stepping(notes);
        assertThat(g.hasNext()).isTrue();
        assertThat(g.raise(new ArithmeticException())).isEqualTo(2);
        assertThat(g.next()).isEqualTo(3);
        assertThat(notes).containsExactly("to 1", "raised at 1", "to 2", "got null", "to 3");

        Generator<Object, Object, Object> ends = yielding(1, 2);
        assertThat(ends.hasNext()).isTrue();
        IllegalArgumentException v = new IllegalArgumentException("v");
        assertThat(thrownBy(() -> ends.raise(v))).isSameAs(v);
        assertEnded(ends);
    }

    /** A raise that is refused leaves the fetched value where it is. */
    @Test
    void a_refused_raise_keeps_a_fetched_value() {
        Generator<Object, Object, Object> g = yielding(1, 2);
        assertThat(g.hasNext()).isTrue();
        assertThat(thrownBy(() -> g.raise((Throwable) null))).isExactlyInstanceOf(NullPointerException.class);
        assertThat(thrownBy(() -> g.raise(IOException.class, List.of())))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(g.next()).isEqualTo(1);
    }

    @Test
    void close_drops_a_fetched_value() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = noting(notes, "g", 1, 2);
        assertThat(g.hasNext()).isTrue();
        g.close();
        assertEnded(g);
        assertThat(notes).containsExactly("GeneratorExit in g", "end of g");
    }

    /** Also when the body ignores the exit: the next value is the one behind it. */
    @Test
    void a_close_that_is_ignored_drops_a_fetched_value() {
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            try {
                y.yield(1);
            } catch (GeneratorExit exit) {
                y.yield("lost");
            }
            return y.yield(2);
        });
        assertThat(g.hasNext()).isTrue();
        assertIgnored(g::close);
        assertThat(g.next()).isEqualTo(2);
    }

    /** What ends the look ahead ends the generator: an exception comes out of it, once. */
    @Test
    void looking_ahead_ends_with_what_the_body_throws() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            throw v;
        });
        assertThat(thrownBy(g::hasNext)).isSameAs(v);
        assertEnded(g);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // result
    // -----------------------------------------------------------------------------------------------------------------

    private static void assertNoResult(Generator<?, ?, ?> g, String state) {
        assertThat(thrownBy(g::result))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("no result yet: the generator " + g.name() + " has not ended; it is " + state)
                .hasNoCause();
    }

    @Test
    void there_is_no_result_before_the_end() {
        Generator<Object, Object, Object> g = returning("r", 1);
        assertNoResult(g, "CREATED");
        g.next();
        assertNoResult(g, "SUSPENDED");
        assertThat(g.hasNext()).isFalse();
        assertThat(g.result()).isEqualTo("r");

        Generator<Object, Object, Object> fetched = returning("r", 1);
        assertThat(fetched.hasNext()).isTrue();
        assertNoResult(fetched, "SUSPENDED");
    }

    @Test
    void there_is_no_result_while_it_runs() {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(y -> {
            assertNoResult(self.get(0), "RUNNING");
            y.yield(1);
            assertNoResult(self.get(0), "RUNNING");
            return "r";
        }));
        assertThat(rest(self.get(0))).containsExactly(1);
        assertThat(self.get(0).result()).isEqualTo("r");
    }

    /** After a throw there is no result; what was thrown is the cause, each time. */
    @Test
    void after_a_throw_there_is_no_result() {
        IOException failure = new IOException("disk");
        Generator<Object, Object, Object> threw = started(yielding(1));
        assertThat(thrownBy(() -> threw.raise(failure))).isSameAs(failure);
        Generator<Object, Object, Object> notStarted = yielding(1);
        assertThat(thrownBy(() -> notStarted.raise(failure))).isSameAs(failure);
        Generator<Object, Object, Object> closed = started(generatorReturning(y -> {
            try {
                return y.yield(1);
            } catch (GeneratorExit exit) {
                throw failure;
            }
        }));
        assertThat(thrownBy(closed::close)).isSameAs(failure);
        for (Generator<Object, Object, Object> g : List.of(threw, notStarted, closed)) {
            for (int i = 0; i < 2; i++) {
                assertThat(thrownBy(g::result))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("no result: the generator " + g.name() + " threw")
                        .hasCause(failure);
            }
        }
    }

    /** A generator that was delegated to has its result too. */
    @Test
    void a_generator_that_was_delegated_to_has_its_result() {
        Generator<Object, Object, Object> inner = returning("r", 1);
        Generator<Object, Object, Object> atOnce = returning("at once");
        Generator<Object, Object, Object> outer =
                generatorReturning(y -> List.of(y.yieldFrom(inner), y.yieldFrom(atOnce)));
        assertThat(rest(outer)).containsExactly(1);
        assertThat(inner.result()).isEqualTo("r");
        assertThat(atOnce.result()).isEqualTo("at once");
        assertThat(outer.result()).isEqualTo(List.of("r", "at once"));

        Generator<Object, Object, Object> closed = returning("r", 1);
        started(delegating(closed)).close();
        assertThat(closed.result()).isNull();
    }

    @Test
    void a_generator_without_a_result_has_null() {
        Generator<Object, Object, Void> g = generator(y -> y.yield(1));
        assertThat(rest(g)).containsExactly(1);
        assertThat(g.result()).isNull();
        assertThat(stopValue(() -> g.send(null))).isNull();
    }

    /** The name does not get lost, whatever else is kept. */
    @Test
    void name_fetched_value_and_result_are_kept_apart() {
        Generator<Object, Object, Object> g = returning("r", 1, 2);
        g.setName("named");
        assertThat(g.hasNext()).isTrue();
        g.setName("renamed");
        assertThat(g.next()).isEqualTo(1);
        assertThat(g.next()).isEqualTo(2);
        assertThat(g.name()).isEqualTo("renamed");
        assertThat(g.hasNext()).isFalse();
        assertThat(g.result()).isEqualTo("r");
        g.setName("once more");
        assertThat(g.result()).isEqualTo("r");
        assertThat(g.name()).isEqualTo("once more");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // forEach and forEachRemaining
    // -----------------------------------------------------------------------------------------------------------------

    private static final List<EachLoop> LOOPS = List.of(Generator::forEach, Generator::forEachRemaining);

    private interface EachLoop {
        void over(Generator<Object, Object, Object> values, Consumer<Object> action);
    }

    @Test
    void for_each_takes_what_is_left_with_a_fetched_value_first() {
        for (EachLoop each : LOOPS) {
            Generator<Object, Object, Object> g = started(returning("r", 1, 2, 3));
            assertThat(g.hasNext()).isTrue();
            List<Object> seen = new ArrayList<>();
            each.over(g, seen::add);
            assertThat(seen).containsExactly(2, 3);
            assertThat(g.result()).isEqualTo("r");
            each.over(g, value -> {
                throw new AssertionError("there is nothing left");
            });
        }
    }

    @Test
    void a_consumer_that_throws_closes_the_generator() {
        for (EachLoop each : LOOPS) {
            List<Object> notes = new ArrayList<>();
            Generator<Object, Object, Object> g = noting(notes, "g", 1, 2, 3);
            IllegalArgumentException v = new IllegalArgumentException("v");
            assertThat(thrownBy(() -> each.over(g, value -> {
                        if (value.equals(2)) {
                            throw v;
                        }
                    })))
                    .isSameAs(v)
                    .hasNoSuppressedExceptions();
            assertThat(notes).containsExactly("GeneratorExit in g", "end of g");
            assertEnded(g);
        }
    }

    /** If closing fails too, that is suppressed in the consumer's exception; unless it is the same one. */
    @Test
    void what_closing_throws_is_suppressed_in_the_consumers_exception() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        IllegalArgumentException other = new IllegalArgumentException("other");
        assertThat(thrownBy(() -> failingToClose(other).forEach(value -> {
                    throw v;
                })))
                .isSameAs(v);
        assertThat(v.getSuppressed()).containsExactly(other);
        assertThat(thrownBy(() -> failingToClose(other).forEach(value -> {
                    throw other;
                })))
                .isSameAs(other)
                .hasNoSuppressedExceptions();
    }

    /** A generator that throws this when it is closed. */
    private static Generator<Object, Object, Object> failingToClose(RuntimeException failure) {
        return generatorReturning(g -> {
            try {
                return g.yield(1);
            } catch (GeneratorExit exit) {
                throw failure;
            }
        });
    }

    @Test
    void a_consumer_may_drive_the_generator_itself() {
        for (EachLoop each : LOOPS) {
            Generator<Object, Object, Object> g = returning("r", 1, 2, 3, 4, 5);
            List<Object> seen = new ArrayList<>();
            each.over(g, value -> seen.add(value + "+" + (g.hasNext() ? g.next() : "end")));
            assertThat(seen).containsExactly("1+2", "3+4", "5+end");
        }
    }

    @Test
    void no_consumer_is_an_error_that_changes_nothing() {
        for (EachLoop each : LOOPS) {
            Generator<Object, Object, Object> g = returning("r", 1);
            assertThat(thrownBy(() -> each.over(g, null))).isExactlyInstanceOf(NullPointerException.class);
            assertThat(stateOf(g)).isEqualTo(CREATED);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // iterable, streams of it
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void each_loop_over_an_iterable_has_a_fresh_generator() {
        List<Object> begun = new ArrayList<>();
        Iterable<Integer> values = Generator.iterable(g -> {
            begun.add("begun");
            g.yield(1);
            g.yield(2);
        });
        assertThat(begun).isEmpty();
        Iterator<Integer> first = values.iterator();
        Iterator<Integer> second = values.iterator();
        assertThat(first).isInstanceOf(Generator.class).isNotSameAs(second);
        assertThat(begun).isEmpty();
        assertThat(first.next() + second.next()).isEqualTo(2);
        assertThat(rest(first)).containsExactly(2);
        assertThat(values).containsExactly(1, 2);
        assertThat(values).containsExactly(1, 2);
        assertThat(thrownBy(() -> Generator.iterable(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("body");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // try-with-resources
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void try_with_resources_closes_a_loop_that_was_left() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> left = noting(notes, "g", 1, 2, 3);
        try (left) {
            for (Object value : left) {
                notes.add(value);
                break;
            }
        }
        assertThat(notes).containsExactly(1, "GeneratorExit in g", "end of g");
        assertThat(stateOf(left)).isEqualTo(CLOSED);

        notes.clear();
        try (Generator<Object, Object, Object> all = noting(notes, "g", 1)) {
            all.forEach(notes::add);
        }
        assertThat(notes).containsExactly(1, "end of g");
    }

    @Test
    void a_generator_in_its_first_step_can_be_closed_by_the_consumer_of_its_value() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = noting(notes, "g", 1, 2);
        g.forEach(value -> g.close());
        assertThat(notes).containsExactly("GeneratorExit in g", "end of g");
        assertStop(() -> g.send(null), null);
    }

    @Test
    void collections_take_a_generator_as_an_iterable() {
        assertThat(String.join(",", Generator.<String>iterable(g -> {
                    g.yield("a");
                    g.yield("b");
                })))
                .isEqualTo("a,b");
        assertThat(Stream.concat(returning("r", 1).stream(), returning("r", 2).stream()))
                .containsExactly(1, 2);
    }
}
