package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 1.1: what each operation does in each state. */
public class CoroutineStateTableTest {

    /** What a driver can do. Each gives its outcome as a line of text. */
    enum Operation {
        SEND_NULL {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "yields " + c.send(null));
            }
        },
        SEND_VALUE {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "yields " + c.send("v"));
            }
        },
        NEXT_OF_VIEW {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "yields " + c.awaitIterator().next());
            }
        },
        STEP_NULL {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> text(c.step(null)));
            }
        },
        STEP_VALUE {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> text(c.step("v")));
            }
        },
        RAISE {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "yields " + c.raise(new IOException("e")));
            }
        },
        STEP_RAISING {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> text(c.stepRaising(new IOException("e"))));
            }
        },
        RAISE_EXIT {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "yields " + c.raise(new GeneratorExit("e")));
            }
        },
        CLOSE {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(() -> "closed with " + c.closeAndGet());
            }
        },
        AWAIT {
            @Override
            String apply(Coroutine<?> c) {
                return outcome(
                        () -> "yields " + coroutine(() -> "got " + await(c)).send(null));
            }
        };

        abstract String apply(Coroutine<?> c);

        private static String text(Step<?> step) {
            if (step instanceof Step.Yielded<?> yielded) {
                return "yields " + yielded.value();
            }
            return "returns " + ((Step.Returned<?>) step).value();
        }

        private interface Driving {
            String run() throws Throwable;
        }

        private static String outcome(Driving driving) {
            try {
                return driving.run();
            } catch (StopIteration end) {
                return "ends with " + end.value();
            } catch (CoroutineStateException refused) {
                assertThat(refused).hasNoCause().hasNoSuppressedExceptions();
                return refused.reason() + ": " + refused.getMessage();
            } catch (Throwable thrown) {
                return "throws " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
            }
        }
    }

    /** The coroutine of the table: it pauses once, notes that it was entered, and returns what it gets. */
    private static Coroutine<Object> fresh(List<String> log) {
        return coroutine(() -> {
            log.add("entered");
            Object got = suspend("first");
            log.add("resumed");
            return got;
        });
    }

    /** CREATED: the body is entered by a resume with null and by nothing else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SEND_NULL    | yields first                   | SUSPENDED
            NEXT_OF_VIEW | yields first                   | SUSPENDED
            STEP_NULL    | yields first                   | SUSPENDED
            AWAIT        | yields first                   | SUSPENDED
            SEND_VALUE | throws IllegalArgumentException: can't send non-None value to a just-started coroutine |CREATED
            STEP_VALUE | throws IllegalArgumentException: can't send non-None value to a just-started coroutine |CREATED
            RAISE        | throws IOException: e          | CLOSED
            STEP_RAISING | throws IOException: e          | CLOSED
            RAISE_EXIT   | throws GeneratorExit: e        | CLOSED
            CLOSE        | closed with null               | CLOSED
            """)
    void created(Operation operation, String outcome, CoroutineState after) {
        var log = new ArrayList<String>();
        Coroutine<Object> c = fresh(log);

        assertThat(operation.apply(c)).isEqualTo(outcome);
        assertThat(stateOf(c)).isEqualTo(after);
        assertThat(log).isEqualTo(after == CoroutineState.SUSPENDED ? List.of("entered") : List.of());
        if (after == CoroutineState.CREATED) {
            assertThat(c.send(null)).isEqualTo("first");
        }
    }

    /** SUSPENDED: every operation but await resumes the body, at its suspension point. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SEND_NULL    | ends with null                 | CLOSED
            SEND_VALUE   | ends with v                    | CLOSED
            NEXT_OF_VIEW | ends with null                 | CLOSED
            STEP_NULL    | returns null                   | CLOSED
            STEP_VALUE   | returns v                      | CLOSED
            RAISE        | throws IOException: e          | CLOSED
            STEP_RAISING | throws IOException: e          | CLOSED
            RAISE_EXIT   | throws GeneratorExit: e        | CLOSED
            CLOSE        | closed with null               | CLOSED
            """)
    void suspended(Operation operation, String outcome, CoroutineState after) {
        Coroutine<Object> c = started(fresh(new ArrayList<>()));

        assertThat(operation.apply(c)).isEqualTo(outcome);
        assertThat(stateOf(c)).isEqualTo(after);
    }

    /** SUSPENDED, at a bare suspend or an await: a body that awaits it is refused, and it is unaffected. */
    @Test
    void await_of_a_suspended_coroutine() {
        Coroutine<Object> inner = fresh(new ArrayList<>());
        Coroutine<Object> atASuspend = started(fresh(new ArrayList<>()));
        Coroutine<Object> atAnAwait = started(coroutine(() -> await(inner)));
        for (Coroutine<Object> c : List.of(atASuspend, atAnAwait)) {
            assertThat(Operation.AWAIT.apply(c)).isEqualTo("BEING_AWAITED: coroutine is being awaited already");
            assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
            assertThat(Operation.SEND_VALUE.apply(c)).isEqualTo("ends with v");
        }
    }

    private static List<Coroutine<Object>> closedInEveryWay() {
        Coroutine<Object> neverStarted = fresh(new ArrayList<>());
        neverStarted.close();
        Coroutine<Object> closed = started(fresh(new ArrayList<>()));
        closed.close();
        Coroutine<Object> returned = started(fresh(new ArrayList<>()));
        thrownBy(() -> returned.send("end"));
        Coroutine<Object> threw = started(fresh(new ArrayList<>()));
        thrownBy(() -> threw.raise(new IOException()));
        Coroutine<Object> returnedAtOnce = coroutine(() -> "at once");
        thrownBy(() -> returnedAtOnce.send(null));
        Coroutine<Object> awaited = coroutine(() -> "awaited");
        thrownBy(() -> coroutine(() -> await(awaited)).send(null));
        Coroutine<Object> awaitedLater = fresh(new ArrayList<>());
        Coroutine<Object> awaiter = started(coroutine(() -> await(awaitedLater)));
        thrownBy(() -> awaiter.send("end"));
        return List.of(neverStarted, closed, returned, threw, returnedAtOnce, awaited, awaitedLater, awaiter);
    }

    /** CLOSED, in whichever way: everything is refused but close, which does nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SEND_NULL    | ALREADY_AWAITED: cannot reuse already awaited coroutine
            SEND_VALUE   | ALREADY_AWAITED: cannot reuse already awaited coroutine
            NEXT_OF_VIEW | ALREADY_AWAITED: cannot reuse already awaited coroutine
            STEP_NULL    | ALREADY_AWAITED: cannot reuse already awaited coroutine
            STEP_VALUE   | ALREADY_AWAITED: cannot reuse already awaited coroutine
            RAISE        | ALREADY_AWAITED: cannot reuse already awaited coroutine
            STEP_RAISING | ALREADY_AWAITED: cannot reuse already awaited coroutine
            RAISE_EXIT   | ALREADY_AWAITED: cannot reuse already awaited coroutine
            AWAIT        | ALREADY_AWAITED: cannot reuse already awaited coroutine
            CLOSE        | closed with null
            """)
    void closed(Operation operation, String outcome) {
        for (Coroutine<Object> c : closedInEveryWay()) {
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
            assertThat(operation.apply(c)).isEqualTo(outcome);
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // RUNNING
    // -----------------------------------------------------------------------------------------------------------------

    static Stream<Arguments> operationsAtEachLevel() {
        return Arrays.stream(Operation.values())
                .flatMap(operation -> Stream.of(0, 1, 2).map(level -> Arguments.of(operation, level)));
    }

    /**
     * RUNNING, at each level of the active chain, seen from the innermost body: in the first run, after a resume by a
     * value and after one by an exception. Everything is refused, and the run goes on undisturbed.
     */
    @ParameterizedTest(name = "{0} at level {1}")
    @MethodSource("operationsAtEachLevel")
    void running(Operation operation, int level) {
        var chain = new ArrayList<Coroutine<Object>>();
        var outcomes = new ArrayList<String>();
        Coroutine<Object> inner = coroutine(() -> {
            outcomes.add(operation.apply(chain.get(level)));
            Object first = suspend("one");
            outcomes.add(operation.apply(chain.get(level)));
            try {
                suspend("two");
            } catch (IOException e) {
                outcomes.add(operation.apply(chain.get(level)));
            }
            assertThat(chain).extracting(CoroutineFixtures::stateOf).containsOnly(CoroutineState.RUNNING);
            return first;
        });
        Coroutine<Object> middle = coroutine(() -> await(inner));
        Coroutine<Object> outer = coroutine(() -> await(middle));
        chain.addAll(List.of(outer, middle, inner));

        assertThat(Operation.SEND_NULL.apply(outer)).isEqualTo("yields one");
        assertThat(Operation.SEND_VALUE.apply(outer)).isEqualTo("yields two");
        assertThat(chain).extracting(CoroutineFixtures::stateOf).containsOnly(CoroutineState.SUSPENDED);
        assertThat(Operation.RAISE.apply(outer)).isEqualTo("ends with v");
        assertThat(outcomes).hasSize(3).containsOnly("ALREADY_EXECUTING: coroutine already executing");
        assertThat(chain).extracting(CoroutineFixtures::stateOf).containsOnly(CoroutineState.CLOSED);
    }

    /** RUNNING while it is being closed: a {@code finally} is refused like any other code of the body. */
    @ParameterizedTest
    @MethodSource("operationsAtEachLevel")
    void running_while_closing(Operation operation, int level) {
        var chain = new ArrayList<Coroutine<Object>>();
        var outcomes = new ArrayList<String>();
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return suspend("one");
            } finally {
                outcomes.add(operation.apply(chain.get(level)));
            }
        });
        Coroutine<Object> middle = coroutine(() -> await(inner));
        Coroutine<Object> outer = started(coroutine(() -> await(middle)));
        chain.addAll(List.of(outer, middle, inner));

        assertThat(Operation.CLOSE.apply(outer)).isEqualTo("closed with null");
        assertThat(outcomes).containsExactly("ALREADY_EXECUTING: coroutine already executing");
    }

    /** What is awaited is told only while suspended at an await. */
    @Test
    void awaiting_in_each_state() {
        var self = new AtomicReference<Coroutine<?>>();
        var iterator = new PlainIterator("it");
        Coroutine<Object> inner = coroutine(() -> {
            assertThat(self.get().awaiting()).isNull();
            return suspend("inner");
        });
        Coroutine<Object> c = coroutine(() -> {
            assertThat(self.get().awaiting()).isNull();
            suspend("bare");
            assertThat(self.get().awaiting()).isNull();
            await(inner);
            return await(() -> iterator);
        });
        self.set(c);

        assertThat(c.awaiting()).isNull();
        assertThat(c.send(null)).isEqualTo("bare");
        assertThat(c.awaiting()).isNull();
        assertThat(c.send(null)).isEqualTo("inner");
        assertThat(c.awaiting()).isSameAs(inner);
        assertThat(c.send(null)).isEqualTo("it");
        assertThat(c.awaiting()).isSameAs(iterator);
        assertThat(inner.awaiting()).isNull();
        c.close();
        assertThat(c.awaiting()).isNull();
    }
}
