package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertEnded;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIgnored;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 2.6, rows GE-002 to GE-016: send, raise and close of a generator. */
@SuppressWarnings("pausa:leaves-finally")
public class GeneratorProtocolTest {

    // -----------------------------------------------------------------------------------------------------------------
    // send
    // -----------------------------------------------------------------------------------------------------------------

    /** A finished generator ends again and again, without a value. */
    @Test
    void ge_002_a_finished_generator_ends_again_without_a_value() {
        Generator<Object, Object, Object> g = returning("v");
        assertStop(() -> g.send(null), "v");
        for (int i = 0; i < 2; i++) {
            assertStop(() -> g.send(null), null);
            assertStop(() -> g.send("x"), null);
            assertEnded(g);
            g.close();
            assertThat(g.closeAndGet()).isNull();
            assertThat(stateOf(g)).isEqualTo(CLOSED);
        }
        assertThat(g.result()).isEqualTo("v");
    }

    /** A first value other than null is refused; the generator is untouched and can still be started. */
    @Test
    void a_first_value_other_than_null_is_refused() {
        Generator<Object, Object, Object> g = yielding(1, 2);
        assertThat(thrownBy(() -> g.send("spam")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't send non-None value to a just-started generator")
                .hasNoCause();
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(g.send(null)).isEqualTo(1);
        assertThat(g.send("a")).isEqualTo(2);
        assertStop(() -> g.send("b"), List.of("a", "b"));
    }

    /** What is sent is the value of the yield, and {@code next} sends null. */
    @Test
    void sent_values_are_the_values_of_the_yields() {
        Object out = new Object();
        Object in = new Object();
        Generator<Object, Object, Object> g = yielding(out, null, 3);
        assertThat(g.send(null)).isSameAs(out);
        assertThat(g.send(in)).isNull();
        assertThat(g.next()).isEqualTo(3);
        assertStop(() -> g.send(4), Arrays.asList(in, null, 4));
        assertThat(g.result()).isEqualTo(Arrays.asList(in, null, 4));
    }

    /** The three types are those of the channels: no cast is needed. */
    @Test
    void all_three_channels_are_typed() {
        Generator<String, Integer, Long> g = generatorReturning(y -> {
            int first = y.yield("first");
            int second = y.yield("second");
            return (long) first + second;
        });
        String one = g.send(null);
        String two = g.send(20);
        assertThat(one + two).isEqualTo("firstsecond");
        assertStop(() -> g.send(22), 42L);
        long result = g.result();
        assertThat(result).isEqualTo(42);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // raise
    // -----------------------------------------------------------------------------------------------------------------

    static Stream<Throwable> exceptions() {
        return Stream.of(
                new IllegalArgumentException("v"),
                new IOException("checked"),
                new StopIteration("s"),
                new GeneratorExit("g"),
                new OutOfMemoryError("none"));
    }

    /** Each exception that is raised in a finished generator comes out itself. */
    @ParameterizedTest
    @MethodSource("exceptions")
    void ge_003_raising_in_a_finished_generator_gives_the_exception(Throwable exception) {
        Generator<Object, Object, Object> g = finished(returning("v", 1));
        assertThat(thrownBy(() -> g.raise(exception)))
                .isSameAs(exception)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.result()).as("the result stays").isEqualTo("v");
    }

    /** An exception raised before the start comes out; the body is not entered. A StopIteration comes out converted. */
    @ParameterizedTest
    @MethodSource("exceptions")
    void ge_004_raising_before_the_start_closes(Throwable exception) {
        List<Object> entered = new ArrayList<>();
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            entered.add("body");
            return y.yield(1);
        });
        Throwable thrown = thrownBy(() -> g.raise(exception));
        if (exception instanceof StopIteration) {
            assertIsRaisedStop(thrown, exception);
        } else {
            assertThat(thrown).isSameAs(exception).hasNoCause();
        }
        assertEnded(g);
        assertStop(() -> g.send(null), null);
        assertThat(entered).isEmpty();
    }

    /** A raised exception is uncaught; or caught, and the body yields again; or caught, and the body returns. */
    @Test
    void ge_015_the_body_may_answer_to_raise_in_three_ways() {
        Generator<Object, Object, Object> uncaught = started(yielding(1));
        IllegalArgumentException v = new IllegalArgumentException("v");
        assertThat(thrownBy(() -> uncaught.raise(v))).isSameAs(v).hasNoCause();
        assertThat(stateOf(uncaught)).isEqualTo(CLOSED);

        Generator<Object, Object, Object> yieldsAgain = started(generatorReturning(g -> {
            try {
                return g.yield(1);
            } catch (IllegalArgumentException caught) {
                return g.yield(caught);
            }
        }));
        assertThat(yieldsAgain.raise(v)).isSameAs(v);
        assertThat(stateOf(yieldsAgain)).isEqualTo(SUSPENDED);
        assertStop(() -> yieldsAgain.send("sent"), "sent");

        Generator<Object, Object, Object> returns = started(generatorReturning(g -> {
            try {
                return g.yield(1);
            } catch (IllegalArgumentException caught) {
                return "ret";
            }
        }));
        assertStop(() -> returns.raise(v), "ret");
        assertThat(stateOf(returns)).isEqualTo(CLOSED);
        assertThat(returns.result()).isEqualTo("ret");

        Generator<Object, Object, Object> exits = started(yielding(1));
        GeneratorExit exit = new GeneratorExit("g");
        assertThat(thrownBy(() -> exits.raise(exit))).isSameAs(exit);
        assertThat(stateOf(exits)).isEqualTo(CLOSED);
    }

    /** A GeneratorExit that is raised, not closed with, may be answered by a yield. */
    @Test
    void ge_015_a_raised_generator_exit_may_be_answered_by_a_yield() {
        Generator<Object, Object, Object> g = started(generatorReturning(y -> {
            try {
                return y.yield(1);
            } catch (GeneratorExit exit) {
                return y.yield(exit.getMessage());
            }
        }));
        assertThat(g.raise(new GeneratorExit("again"))).isEqualTo("again");
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertStop(() -> g.send(2), 2);
    }

    /** Checked exceptions of the body come out as they are, from each way to drive. */
    @Test
    void checked_exceptions_come_out_as_they_are() {
        IOException failure = new IOException("disk");
        Generator.Body<Object, Object> body = g -> {
            g.yield(1);
            throw failure;
        };
        assertThat(thrownBy(() -> started(generator(body)).next())).isSameAs(failure);
        assertThat(thrownBy(() -> started(generator(body)).hasNext())).isSameAs(failure);
        assertThat(thrownBy(() -> started(generator(body)).send("x"))).isSameAs(failure);
        assertThat(thrownBy(() -> generator(body).forEach(value -> {}))).isSameAs(failure);
        assertThat(thrownBy(() -> generator(body).stream().toList())).isSameAs(failure);
        Generator<Object, Object, Void> g = generator(body);
        assertThat(thrownBy(() -> rest(g))).isSameAs(failure).hasNoSuppressedExceptions();
        assertEnded(g);
    }

    @Test
    void null_cannot_be_raised() {
        for (Generator<Object, Object, Object> g : List.of(yielding(1), started(yielding(1)), finished(yielding(1)))) {
            CoroutineState before = stateOf(g);
            assertThat(thrownBy(() -> g.raise((Throwable) null)))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("exception");
            assertThat(stateOf(g)).isEqualTo(before);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // StopIteration
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * A StopIteration that a body throws is not taken for its end. A StopAsyncIteration means nothing to a generator.
     */
    @Test
    void ge_008_a_stop_iteration_of_the_body_is_an_error() {
        StopIteration stop = new StopIteration(1);
        Generator.ResultBody<Object, Object, Object> body = g -> {
            g.yield("first");
            throw stop;
        };
        assertRaisedStop(() -> started(generatorReturning(body)).send(null), stop);
        assertRaisedStop(() -> started(generatorReturning(body)).next(), stop);
        assertRaisedStop(() -> started(generatorReturning(body)).hasNext(), stop);
        Generator<Object, Object, Object> atOnce = generatorReturning(g -> {
            throw stop;
        });
        assertRaisedStop(atOnce::next, stop);
        assertThat(stateOf(atOnce)).isEqualTo(CLOSED);

        StopAsyncIteration async = new StopAsyncIteration();
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            y.yield("first");
            throw async;
        });
        g.next();
        assertThat(thrownBy(g::next)).isSameAs(async);
    }

    /** The same for one that was raised in it, and for one thrown while it is closed. */
    @Test
    void ge_016_a_stop_iteration_on_any_way_out_is_an_error() {
        StopIteration stop = new StopIteration("s");
        assertRaisedStop(() -> started(yielding(1)).raise(stop), stop);
        Generator<Object, Object, Object> closed = started(generatorReturning(g -> {
            try {
                return g.yield(1);
            } catch (GeneratorExit exit) {
                throw stop;
            }
        }));
        assertRaisedStop(closed::close, stop);
        assertThat(stateOf(closed)).isEqualTo(CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // close
    // -----------------------------------------------------------------------------------------------------------------

    static Stream<Arguments> answersToClose() {
        Generator.ResultBody<Object, Object, Object> lets = g -> g.yield(1);
        Generator.ResultBody<Object, Object, Object> returns = g -> {
            try {
                return g.yield(1);
            } catch (GeneratorExit exit) {
                return 0;
            }
        };
        Generator.ResultBody<Object, Object, Object> returnsInFinally = g -> {
            try {
                g.yield(1);
            } finally {
                return "finally";
            }
        };
        return Stream.of(
                Arguments.of("lets it pass", lets, null),
                Arguments.of("returns", returns, 0),
                Arguments.of("returns in finally", returnsInFinally, "finally"));
    }

    /** A body may let the exit pass, or catch it and return. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("answersToClose")
    void ge_006_close_gives_what_the_body_returned(
            String answer, Generator.ResultBody<Object, Object, Object> body, Object value) {
        Generator<Object, Object, Object> g = started(generatorReturning(body));
        assertThat(g.closeAndGet()).isEqualTo(value);
        assertEnded(g);
        assertThat(g.result()).isEqualTo(value);
        assertThat(g.closeAndGet()).as("closed again").isNull();
        assertThat(g.result()).isEqualTo(value);
    }

    /** A body that yields again has ignored the exit: it is paused there, and can go on. */
    @Test
    void ge_006_a_body_that_yields_again_ignores_its_exit() {
        Generator<Object, Object, Object> g = started(generatorReturning(y -> {
            try {
                y.yield(1);
            } catch (GeneratorExit exit) {
                y.yield("lost");
            }
            return y.yield(2);
        }));
        assertIgnored(g::close);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(g.next()).isEqualTo(2);
        assertThat(g.closeAndGet()).isNull();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    /** What a body throws while it is closed comes out of close. */
    @Test
    void ge_006_what_the_body_throws_comes_out_of_close() {
        NoSuchElementException k = new NoSuchElementException("k");
        Generator<Object, Object, Object> g = started(generatorReturning(y -> {
            try {
                return y.yield(1);
            } catch (GeneratorExit exit) {
                throw k;
            }
        }));
        assertThat(thrownBy(g::close)).isSameAs(k).hasNoCause().hasNoSuppressedExceptions();
        assertEnded(g);
    }

    /** Closing before the start runs nothing, and gives no value. */
    @Test
    void ge_007_closing_before_the_start_runs_nothing() {
        List<Object> entered = new ArrayList<>();
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            entered.add("body");
            y.yield(1);
            return "v";
        });
        assertThat(g.closeAndGet()).isNull();
        assertEnded(g);
        assertStop(() -> g.send(null), null);
        assertThat(g.result()).isNull();
        assertThat(entered).isEmpty();
    }
}
