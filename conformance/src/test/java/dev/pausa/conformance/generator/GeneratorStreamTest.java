package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIgnored;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.ClosingIterable;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.GeneratorFixtures.NotingIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stream of a generator, and {@code Generator.closing}. */
class GeneratorStreamTest {

    /** Yields 1, 2, 3 … for ever. */
    private static Generator<Integer, Void, Void> counting(List<Object> notes) {
        return generator(g -> {
            try {
                for (int i = 1; ; i++) {
                    notes.add("to " + i);
                    g.yield(i);
                }
            } finally {
                notes.add("end");
            }
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // stream
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_stream_takes_nothing_before_its_terminal_operation() {
        List<Object> notes = new ArrayList<>();
        Generator<Integer, Void, Void> g = counting(notes);
        Stream<Integer> doubled = g.stream().filter(i -> i % 2 == 1).map(i -> i * 10);
        assertThat(notes).isEmpty();
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(doubled.findFirst()).contains(10);
        assertThat(notes).containsExactly("to 1");
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    @Test
    void a_stream_is_sequential_and_ordered() {
        Stream<Object> stream = returning("r", 1).stream();
        assertThat(stream.isParallel()).isFalse();
        Spliterator<Object> values = stream.spliterator();
        assertThat(values.hasCharacteristics(Spliterator.ORDERED)).isTrue();
        assertThat(values.hasCharacteristics(Spliterator.SIZED)).isFalse();
        assertThat(values.hasCharacteristics(Spliterator.NONNULL)).isFalse();
        assertThat(values.tryAdvance(value -> {})).isTrue();
        assertThat(values.tryAdvance(value -> {})).isFalse();
        assertThat(values.tryAdvance(value -> {})).isFalse();
        assertThat(thrownBy(() -> values.tryAdvance(null))).isExactlyInstanceOf(NullPointerException.class);
    }

    /** A limit takes no value too many. */
    @Test
    void closing_the_stream_after_a_limit_closes_the_generator() {
        List<Object> notes = new ArrayList<>();
        Generator<Integer, Void, Void> g = counting(notes);
        try (Stream<Integer> stream = g.stream()) {
            assertThat(stream.limit(2).toList()).containsExactly(1, 2);
            assertThat(notes).containsExactly("to 1", "to 2");
        }
        assertThat(notes).containsExactly("to 1", "to 2", "end");
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    @Test
    void a_stream_that_is_not_closed_leaves_the_rest() {
        List<Object> notes = new ArrayList<>();
        Generator<Integer, Void, Void> g = counting(notes);
        assertThat(g.stream().limit(2).toList()).containsExactly(1, 2);
        assertThat(g.stream().limit(1).toList()).containsExactly(3);
        assertThat(g.next()).isEqualTo(4);
        g.close();
    }

    @Test
    void closing_an_unused_stream_closes_the_generator() {
        List<Object> notes = new ArrayList<>();
        Generator<Integer, Void, Void> unused = counting(notes);
        unused.stream().close();
        assertThat(stateOf(unused)).isEqualTo(CLOSED);
        assertThat(notes).isEmpty();
    }

    @Test
    void a_stream_begins_with_a_fetched_value() {
        Generator<Object, Object, Object> g = started(returning("r", 1, 2, 3));
        assertThat(g.hasNext()).isTrue();
        assertThat(g.stream().toList()).containsExactly(2, 3);
        assertThat(g.result()).isEqualTo("r");
    }

    @Test
    void what_the_body_throws_comes_out_of_the_terminal_operation() {
        IOException failure = new IOException("disk");
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            y.yield(1);
            throw failure;
        });
        List<Object> seen = new ArrayList<>();
        assertThat(thrownBy(() -> g.stream().forEach(seen::add))).isSameAs(failure);
        assertThat(seen).containsExactly(1);
    }

    /** A stage that throws leaves the generator suspended; closing the stream closes it. */
    @Test
    void what_a_stage_throws_leaves_the_generator_to_the_close_of_the_stream() {
        List<Object> notes = new ArrayList<>();
        Generator<Integer, Void, Void> g = counting(notes);
        IllegalArgumentException v = new IllegalArgumentException("v");
        Stream<Integer> stream = g.stream();
        assertThat(thrownBy(() -> stream.forEach(i -> {
                    throw v;
                })))
                .isSameAs(v);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        stream.close();
        assertThat(notes).containsExactly("to 1", "end");
    }

    @Test
    void an_ignored_exit_comes_out_of_the_close_of_the_stream() {
        Generator<Object, Object, Object> g = started(generatorReturning(y -> {
            try {
                return y.yield(1);
            } catch (GeneratorExit exit) {
                return y.yield(2);
            }
        }));
        assertIgnored(g.stream()::close);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // closing
    // -----------------------------------------------------------------------------------------------------------------

    private static Iterable<Object> noted(List<Object> notes) {
        List<Integer> made = new ArrayList<>();
        return () -> {
            made.add(made.size() + 1);
            return noting(notes, made.size(), "a", "b");
        };
    }

    @Test
    void closing_closes_the_loops_that_were_left_the_last_one_first() {
        List<Object> notes = new ArrayList<>();
        ClosingIterable<Object> values = Generator.closing(noted(notes));
        try (values) {
            for (Object a : values) {
                for (Object b : values) {
                    notes.add(a + "" + b);
                    break;
                }
                break;
            }
        }
        assertThat(notes).containsExactly("aa", "GeneratorExit in 2", "end of 2", "GeneratorExit in 1", "end of 1");
        values.close();
        assertThat(notes).as("closed once").hasSize(5);
    }

    @Test
    void closing_leaves_alone_what_came_to_its_end() {
        List<Object> notes = new ArrayList<>();
        try (var values = Generator.closing(noted(notes))) {
            assertThat(rest(values.iterator())).containsExactly("a", "b");
            Iterator<Object> unused = values.iterator();
            assertThat(unused).isInstanceOf(Generator.class);
        }
        assertThat(notes).containsExactly("end of 1");
    }

    /** It can be used again after it was closed. */
    @Test
    void closing_closes_what_was_begun_since_the_last_close() {
        List<Object> notes = new ArrayList<>();
        ClosingIterable<Object> values = Generator.closing(noted(notes));
        values.iterator().next();
        values.close();
        values.iterator().next();
        values.close();
        assertThat(notes).containsExactly("GeneratorExit in 1", "end of 1", "GeneratorExit in 2", "end of 2");
    }

    /** An exception of the loop's block comes out of the try; what closing throws is suppressed in it. */
    @Test
    void closing_in_a_try_keeps_the_blocks_exception() {
        IOException failure = new IOException("close");
        IllegalArgumentException v = new IllegalArgumentException("v");
        assertThat(thrownBy(() -> {
                    try (var values = Generator.closing(failingToClose(List.of(failure)))) {
                        for (Object value : values) {
                            throw v;
                        }
                    }
                }))
                .isSameAs(v);
        assertThat(v.getSuppressed()).containsExactly(failure);
    }

    /** Each of its generators throws the next of these when it is closed. */
    private static Iterable<Object> failingToClose(List<? extends Throwable> failures) {
        Iterator<? extends Throwable> next = failures.iterator();
        return () -> {
            Throwable failure = next.next();
            return Generator.generator(g -> {
                try {
                    g.yield(1);
                } catch (GeneratorExit exit) {
                    throwIt(failure);
                }
            });
        };
    }

    private static void throwIt(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    /** Several that fail to close are all closed; the first failure comes out, the others are suppressed in it. */
    @Test
    void closing_closes_all_even_if_several_fail() {
        IOException one = new IOException("one");
        IllegalArgumentException two = new IllegalArgumentException("two");
        AssertionError three = new AssertionError("three");
        ClosingIterable<Object> values = Generator.closing(failingToClose(List.of(one, two, three, two)));
        List<Iterator<Object>> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            made.add(values.iterator());
            made.get(i).next();
        }
        assertThat(thrownBy(values::close)).isSameAs(two);
        assertThat(two.getSuppressed()).containsExactly(three, one);
        assertThat(made).noneMatch(Iterator::hasNext);
        values.close();
    }

    /** Iterators that are no generators are closed if they can be, and left alone if not. */
    @Test
    void closing_takes_any_iterable() {
        NotingIterator closeable = new NotingIterator(1, 2);
        try (ClosingIterable<Object> values = Generator.closing(() -> closeable)) {
            assertThat(values.iterator()).isSameAs(closeable);
            closeable.next();
        }
        assertThat(closeable.closes()).isEqualTo(1);
        try (ClosingIterable<Integer> values = Generator.closing(List.of(1, 2))) {
            assertThat(values).containsExactly(1, 2);
        }
        assertThat(thrownBy(() -> Generator.closing(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("values");
    }

    @Test
    void closing_takes_a_generator_itself() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> g = noting(notes, "g", 1, 2, 3);
        try (var values = Generator.closing(g)) {
            for (Object first : values) {
                notes.add(first);
                break;
            }
            for (Object second : values) {
                notes.add(second);
                break;
            }
        }
        assertThat(notes).containsExactly(1, 2, "GeneratorExit in g", "end of g");
    }
}
