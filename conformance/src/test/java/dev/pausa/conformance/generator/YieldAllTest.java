package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import dev.pausa.conformance.fixtures.GeneratorFixtures.NotingIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Catalogue 2.7: delegation to collections, iterators and streams. Rows YF-002, YF-003, YF-009, GE-017. */
@SuppressWarnings("pausa:catches-exit")
class YieldAllTest {

    private static Generator<Object, Object, Object> all(Iterable<?> values) {
        return generatorReturning(g -> {
            g.yieldAll(values);
            return "end";
        });
    }

    private static Generator<Object, Object, Object> all(Iterator<?> values) {
        return generatorReturning(g -> {
            g.yieldAll(values);
            return "end";
        });
    }

    private static Generator<Object, Object, Object> all(Stream<?> values) {
        return generatorReturning(g -> {
            g.yieldAll(values);
            return "end";
        });
    }

    /** Returns what it gets at its delegation. */
    private static Generator<Object, Object, Object> catching(Iterator<?> values) {
        return generatorReturning(g -> {
            try {
                g.yieldAll(values);
                return "end";
            } catch (Throwable thrown) {
                return thrown;
            }
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Elements
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void yf_002_all_elements_are_yielded_in_order() {
        List<Object> values = Arrays.asList(1, null, 3);
        assertThat(rest(all(values))).isEqualTo(values);
        assertThat(rest(all(values.iterator()))).isEqualTo(values);
        assertThat(rest(all(values.stream()))).isEqualTo(values);
        assertThat(rest(all(List.of()))).isEmpty();
        assertStop(() -> all(Stream.empty()).send(null), "end");
        Generator<Object, Object, Object> g = all(List.of(1));
        assertThat(g.next()).isEqualTo(1);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertStop(() -> g.send(null), "end");
    }

    /** An iterator takes no values: one that is sent is an error at the delegation, which the body may catch. */
    @Test
    void yf_002_a_value_for_an_iterator_is_an_error() {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        Generator<Object, Object, Object> g = started(all(list));
        assertThat(thrownBy(() -> g.send("x")))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage("'ArrayList.Itr' object has no attribute 'send'")
                .hasNoCause();
        assertThat(stateOf(g)).isEqualTo(CLOSED);

        NotingIterator values = new NotingIterator(1, 2);
        Generator<Object, Object, Object> catching = started(catching(values));
        assertThat((Throwable) stopValue(() -> catching.send("x")))
                .hasMessage("'GeneratorFixtures.NotingIterator' object has no attribute 'send'");
        assertThat(values.calls).containsExactly("hasNext", "next", "close");
    }

    /** No element is taken before it is asked for. */
    @Test
    void elements_are_taken_one_by_one() {
        NotingIterator values = new NotingIterator(1, 2);
        Generator<Object, Object, Object> g = all((Iterator<?>) values);
        assertThat(values.calls).isEmpty();
        g.next();
        assertThat(values.calls).containsExactly("hasNext", "next");
        g.next();
        assertThat(values.calls).containsExactly("hasNext", "next", "hasNext", "next");
        assertThat(g.hasNext()).isFalse();
        assertThat(values.calls).containsExactly("hasNext", "next", "hasNext", "next", "hasNext", "close");
    }

    @Test
    void an_endless_iterator_is_no_problem() {
        assertThat(all(Stream.iterate(1, i -> i + 1)).stream().limit(3).toList())
                .containsExactly(1, 2, 3);
        assertThat(all(Stream.iterate(1, i -> i + 1).iterator()).stream()
                        .limit(3)
                        .toList())
                .containsExactly(1, 2, 3);
    }

    /** In the middle of a chain, and between other yields. */
    @Test
    void elements_mix_with_other_yields() {
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            g.yield("a");
            g.yieldAll(List.of(1, 2));
            Object sent = g.yield("b");
            g.yieldAll(Stream.of(3));
            return sent;
        });
        Generator<Object, Object, Object> outer = generatorReturning(g -> {
            g.yieldAll(List.of("first"));
            return g.yieldFrom(inner);
        });
        List<Object> seen = new ArrayList<>();
        for (Object value = outer.next(); !value.equals("b"); value = outer.next()) {
            seen.add(value);
        }
        assertThat(seen).containsExactly("first", "a", 1, 2);
        assertThat(outer.send("sent")).isEqualTo(3);
        assertStop(() -> outer.send(null), "sent");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operands
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void yf_003_null_cannot_be_delegated_to() {
        List<Generator<Object, Object, Object>> nulls = List.of(
                all((Iterable<?>) null), all((Iterator<?>) null), all((Stream<?>) null), generatorReturning(g -> {
                    g.yieldAll((Generator<?, ?, ?>) null);
                    return null;
                }));
        for (Generator<Object, Object, Object> g : nulls) {
            assertThat(thrownBy(g::next))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'null' object is not iterable")
                    .hasNoCause();
        }
    }

    private static final class NoIterator implements Iterable<Object> {
        @Override
        public Iterator<Object> iterator() {
            return null;
        }
    }

    @Test
    void yf_003_an_iterable_without_an_iterator_is_an_error() {
        assertThat(thrownBy(() -> all(new NoIterator()).next()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("YieldAllTest.NoIterator.iterator() must return an iterator, not null");
    }

    @Test
    void what_an_iterable_throws_comes_out_at_the_delegation() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Iterable<Object> failing = () -> {
            throw v;
        };
        assertThat(thrownBy(() -> all(failing).next())).isSameAs(v);
    }

    /** A stream that was used already says so; it is closed nevertheless. */
    @Test
    void a_stream_that_was_used_is_an_error() {
        List<Object> notes = new ArrayList<>();
        Stream<Integer> used = Stream.of(1).onClose(() -> notes.add("close"));
        used.iterator();
        assertThat(thrownBy(() -> all(used).next()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("stream has already been operated upon or closed");
        assertThat(notes).containsExactly("close");
    }

    /** All four ways to give a generator are delegations: what is sent and raised goes to it. */
    @Test
    void a_generator_is_delegated_to() {
        for (int way = 0; way < 4; way++) {
            int chosen = way;
            Generator<Object, Object, Object> inner = yielding(1, 2);
            Generator<Object, Object, Object> outer = generatorReturning(g -> {
                switch (chosen) {
                    case 0 -> g.yieldAll(inner);
                    case 1 -> g.yieldAll((Iterable<?>) inner);
                    case 2 -> g.yieldAll((Iterator<?>) inner);
                    default -> g.yieldAll((Iterable<?>) () -> GeneratorFixtures.cast(inner));
                }
                return inner.result();
            });
            assertThat(outer.next()).isEqualTo(1);
            assertThat(outer.awaiting()).isSameAs(inner);
            assertThat(outer.send("x")).isEqualTo(2);
            assertStop(() -> outer.send("y"), List.of("x", "y"));
        }
    }

    /** The iterable's generator is closed with the outer one. */
    @Test
    void a_generator_of_an_iterable_is_closed_on_the_way_out() {
        List<Object> notes = new ArrayList<>();
        Iterable<Object> values = Generator.iterable(g -> {
            try {
                g.yield(1);
                g.yield(2);
            } finally {
                notes.add("end");
            }
        });
        Generator<Object, Object, Object> twice = generatorReturning(g -> {
            g.yieldAll(values);
            g.yieldAll(values);
            return "end";
        });
        assertThat(List.of(twice.next(), twice.next(), twice.next())).containsExactly(1, 2, 1);
        assertThat(notes).containsExactly("end");
        twice.close();
        assertThat(notes).containsExactly("end", "end");
    }

    /** A generator that had begun goes on; a finished one gives nothing. */
    @Test
    void a_generator_that_has_begun_goes_on() {
        Generator<Object, Object, Object> inner = started(returning("r", 1, 2, 3));
        assertThat(inner.hasNext()).isTrue();
        assertThat(rest(all((Iterable<?>) inner))).containsExactly(2, 3);
        assertThat(rest(all((Iterable<?>) inner))).isEmpty();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Closing
    // -----------------------------------------------------------------------------------------------------------------

    /** The kinds of operand that can be closed. */
    private enum Closeable {
        ITERATOR,
        ITERABLE,
        STREAM;

        /** Delegates to this kind of thing, with these elements, that does this when it is closed. */
        Generator<Object, Object, Object> over(Iterator<Object> values, Runnable onClose) {
            Iterator<Object> iterator = new Delegate(values, onClose);
            return switch (this) {
                case ITERATOR -> all(iterator);
                case ITERABLE -> all(() -> iterator);
                case STREAM -> all(streamOf(values).onClose(onClose));
            };
        }

        private static Stream<Object> streamOf(Iterator<Object> values) {
            Iterable<Object> iterable = () -> values;
            return java.util.stream.StreamSupport.stream(iterable.spliterator(), false);
        }
    }

    private record Delegate(Iterator<Object> values, Runnable onClose) implements Iterator<Object>, AutoCloseable {
        @Override
        public boolean hasNext() {
            return values.hasNext();
        }

        @Override
        public Object next() {
            return values.next();
        }

        @Override
        public void close() {
            onClose.run();
        }
    }

    /** Gives 1, then throws. */
    private static Iterator<Object> failing(RuntimeException failure) {
        return new Iterator<>() {
            private boolean isFirst = true;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object next() {
                if (!isFirst) {
                    throw failure;
                }
                isFirst = false;
                return 1;
            }
        };
    }

    private static Iterator<Object> oneTwo() {
        return List.<Object>of(1, 2).iterator();
    }

    @ParameterizedTest
    @EnumSource
    void an_operand_is_closed_once_on_every_way_out(Closeable kind) {
        IllegalArgumentException v = new IllegalArgumentException("v");
        List<Object> notes = new ArrayList<>();
        Runnable note = () -> notes.add("close");

        assertThat(rest(kind.over(oneTwo(), note))).containsExactly(1, 2);
        assertThat(notes).as("end").hasSize(1);
        Generator<Object, Object, Object> raised = started(kind.over(oneTwo(), note));
        assertThat(thrownBy(() -> raised.raise(v))).isSameAs(v).hasNoSuppressedExceptions();
        assertThat(notes).as("raise").hasSize(2);
        Generator<Object, Object, Object> closed = started(kind.over(oneTwo(), note));
        closed.close();
        assertThat(notes).as("close").hasSize(3);
        Generator<Object, Object, Object> sent = started(kind.over(oneTwo(), note));
        assertThat(thrownBy(() -> sent.send("x"))).isExactlyInstanceOf(UnsupportedOperationException.class);
        assertThat(notes).as("send").hasSize(4);
        Generator<Object, Object, Object> failed = started(kind.over(failing(v), note));
        assertThat(thrownBy(failed::next)).isSameAs(v);
        assertThat(notes).as("failure").hasSize(5);
        Generator<Object, Object, Object> unused = kind.over(oneTwo(), note);
        unused.close();
        assertThat(notes).as("never started").hasSize(5);
    }

    /**
     * What closing throws: at the end it comes out; after an exception it is suppressed in that; while closing it comes
     * out.
     */
    @ParameterizedTest
    @EnumSource
    void what_closing_an_operand_throws(Closeable kind) {
        IllegalArgumentException v = new IllegalArgumentException("v");
        ArithmeticException failure = new ArithmeticException("close");
        Runnable fail = () -> {
            throw failure;
        };
        assertThat(thrownBy(() -> rest(kind.over(oneTwo(), fail)))).isSameAs(failure);
        Generator<Object, Object, Object> raised = started(kind.over(oneTwo(), fail));
        assertThat(thrownBy(() -> raised.raise(v))).isSameAs(v);
        assertThat(v.getSuppressed()).containsExactly(failure);
        Generator<Object, Object, Object> same = started(kind.over(oneTwo(), fail));
        assertThat(thrownBy(() -> same.raise(failure))).isSameAs(failure).hasNoSuppressedExceptions();
        Generator<Object, Object, Object> sent = started(kind.over(oneTwo(), fail));
        assertThat(thrownBy(() -> sent.send("x")).getSuppressed()).containsExactly(failure);
        Generator<Object, Object, Object> closed = started(kind.over(oneTwo(), fail));
        assertThat(thrownBy(closed::close)).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(stateOf(closed)).isEqualTo(CLOSED);
    }

    /** A checked exception of a close comes out as it is. */
    @Test
    void a_checked_exception_of_a_close_comes_out_as_it_is() {
        IOException failure = new IOException("disk");
        NotingIterator values = new NotingIterator(1) {
            @Override
            public void close() throws Exception {
                throw failure;
            }
        };
        Generator<Object, Object, Object> g = started(all((Iterator<?>) values));
        assertThat(thrownBy(g::next)).isSameAs(failure);
    }

    /**
     * An iterator has no raise of its own: what is raised comes out at the delegation itself, after the iterator was
     * closed if it can be.
     */
    @Test
    void yf_009_an_iterator_without_raise_or_close() {
        IllegalArgumentException t = new IllegalArgumentException("t");
        Generator<Object, Object, Object> raised = started(catching(oneTwo()));
        assertThat(stopValue(() -> raised.raise(t))).isSameAs(t);
        assertThat(started(catching(oneTwo())).closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
        GeneratorExit exit = new GeneratorExit("t");
        Generator<Object, Object, Object> exits = started(catching(oneTwo()));
        assertThat(stopValue(() -> exits.raise(exit))).isSameAs(exit);
        NotingIterator values = new NotingIterator(1, 2);
        assertThat(started(catching(values)).closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(values.closes()).isEqualTo(1);
    }

    /** What an iterator throws from its close while the generator is closed is what the body sees. */
    @Test
    void yf_009_what_a_close_throws_is_seen_by_the_body() {
        for (Throwable failure : List.of(new GeneratorExit("from sub"), new ArithmeticException("from sub"))) {
            Iterator<Object> values = new Delegate(oneTwo(), () -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            });
            Object seen = started(catching(values)).closeAndGet();
            if (failure instanceof GeneratorExit) {
                assertThat(seen).isExactlyInstanceOf(GeneratorExit.class);
            } else {
                assertThat(seen).isSameAs(failure);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // StopIteration
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * A StopIteration that is raised where an iterator is delegated to is an exception like any other: it is not its
     * result.
     */
    @Test
    void ge_017_a_raised_stop_iteration_is_no_result() {
        StopIteration stop = new StopIteration("s");
        Generator<Object, Object, Object> g = started(all(List.of(1, 2)));
        assertRaisedStop(() -> g.raise(stop), stop);
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        Generator<Object, Object, Object> catching = started(catching(oneTwo()));
        assertThat(stopValue(() -> catching.raise(stop))).isSameAs(stop);
    }

    /** Nor is what an iterator throws at its end by mistake. */
    @Test
    void exceptions_that_iterators_use_for_their_end_are_exceptions() {
        for (RuntimeException thrown : List.of(new NoSuchElementException("next"), new StopIteration("s"))) {
            Generator<Object, Object, Object> g = started(catching(failing(thrown)));
            assertThat(stopValue(() -> g.send(null))).isSameAs(thrown);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Re-entrancy
    // -----------------------------------------------------------------------------------------------------------------

    /** An iterator that drives the generator that it runs for is refused, and can go on. */
    @Test
    void an_iterator_cannot_drive_the_generator_that_it_runs_for() {
        AtomicReference<Generator<Object, Object, Object>> self = new AtomicReference<>();
        List<Object> notes = new ArrayList<>();
        NotingIterator values = new NotingIterator(1, 2) {
            @Override
            public boolean hasNext() {
                refuse();
                return super.hasNext();
            }

            @Override
            public void close() {
                refuse();
            }

            private void refuse() {
                assertExecuting(() -> self.get().next());
                assertExecuting(() -> self.get().close());
                notes.add("refused");
            }
        };
        self.set(GeneratorFixtures.delegating(all((Iterator<?>) values)));
        assertThat(rest(self.get())).containsExactly(1, 2);
        assertThat(notes).hasSize(4);
    }

    @Test
    void a_stream_of_a_generator_closes_that() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> outer =
                started(all(noting(notes, "inner", 1, 2).stream().map(i -> i + "!")));
        assertThat(outer.next()).isEqualTo("2!");
        outer.close();
        assertThat(notes).containsExactly("GeneratorExit in inner", "end of inner");
    }

    /** Bodies that return nothing can delegate too. */
    @Test
    void a_body_without_a_result_delegates() {
        Generator<Integer, Void, Void> g = generator(y -> y.yieldAll(List.of(1, 2)));
        assertThat(rest(g)).containsExactly(1, 2);
    }
}
