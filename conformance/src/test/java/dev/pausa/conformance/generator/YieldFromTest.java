package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.catching;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.delegating;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.noting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 2.7: delegation from generator to generator (PEP 380). Rows YF-003, YF-007, YF-009. */
@SuppressWarnings("pausa:catches-exit")
public class YieldFromTest {

    // -----------------------------------------------------------------------------------------------------------------
    // send, raise, close
    // -----------------------------------------------------------------------------------------------------------------

    /** Values pass through all levels unchanged, both ways; each level gets the result of the one below. */
    @Test
    void values_and_results_pass_through_all_levels() {
        Object out = new Object();
        Object in = new Object();
        Generator<Object, Object, Object> outer = delegating(delegating(yielding(out, null)));
        assertThat(outer.next()).isSameAs(out);
        assertThat(outer.send(in)).isNull();
        assertStop(() -> outer.send(2), List.of(in, 2));
    }

    /** An inner generator may yield more specific values than the outer one, and take more general ones. */
    @Test
    void the_types_of_an_inner_generator_may_differ() {
        Generator<Integer, Object, String> inner = generatorReturning(g -> "got " + g.yield(1));
        Generator<Number, Integer, Object> outer = generatorReturning(g -> {
            CharSequence result = g.yieldFrom(inner);
            return result.length() + g.yield(2.5);
        });
        assertThat(outer.next()).isEqualTo(1);
        assertThat(outer.send(42)).isEqualTo(2.5);
        assertStop(() -> outer.send(10), 16);
    }

    /** A raised exception is raised in the innermost; if it comes out there, it is raised at the delegation above. */
    @Test
    void an_exception_goes_up_level_by_level() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> outer = started(catching(delegating(noting(notes, "inner", 1, 2))));
        assertThat(stopValue(() -> outer.raise(v))).isSameAs(v);
        assertThat(notes).containsExactly("IllegalArgumentException in inner", "end of inner");

        Generator<Object, Object, Object> handles = started(delegating(generatorReturning(g -> {
            try {
                return g.yield(1);
            } catch (IllegalArgumentException caught) {
                return g.yield(caught);
            }
        })));
        assertThat(handles.raise(v)).isSameAs(v);
        assertStop(() -> handles.send("r"), "r");
    }

    /** Each level is closed, innermost first, with an exit of its own. */
    @Test
    void close_closes_each_level_innermost_first() {
        List<Object> notes = new ArrayList<>();
        List<Throwable> exits = new ArrayList<>();
        Generator<Object, Object, Object> level = noting(notes, 0, "y");
        for (int i = 1; i <= 3; i++) {
            int number = i;
            Generator<Object, Object, Object> below = level;
            level = generatorReturning(g -> {
                try {
                    return g.yieldFrom(below);
                } catch (GeneratorExit exit) {
                    exits.add(exit);
                    throw exit;
                } finally {
                    notes.add("end of " + number);
                }
            });
        }
        Generator<Object, Object, Object> outer = started(level);
        outer.close();
        assertThat(notes).containsExactly("GeneratorExit in 0", "end of 0", "end of 1", "end of 2", "end of 3");
        assertThat(exits).hasSize(3).doesNotHaveDuplicates();
        assertThat(stateOf(outer)).isEqualTo(CLOSED);
    }

    /** A raised GeneratorExit closes what is below, and is then raised itself at the outermost. */
    @Test
    void a_raised_generator_exit_closes_what_is_below() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> outer = started(catching(noting(notes, "inner", 1)));
        GeneratorExit exit = new GeneratorExit("own");
        assertThat(stopValue(() -> outer.raise(exit))).isSameAs(exit);
        assertThat(notes).containsExactly("GeneratorExit in inner", "end of inner");
    }

    /** How an inner generator may answer to an exception. */
    private static Generator<Object, Object, Object> answering(Callable<Object> answer) {
        return generatorReturning(g -> {
            try {
                g.yield("first");
            } catch (Throwable thrown) {
                Object value = answer.call();
                return value.equals("yield") ? g.yield("second") : value;
            }
            return "not reached";
        });
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                        new GeneratorExit("from sub"),
                        new StopIteration("from sub"),
                        new ThreadDeath(),
                        new IllegalArgumentException("from sub"),
                        "yield",
                        "ret")
                .map(Arguments::of);
    }

    private static Generator<Object, Object, Object> startedOver(Object answer) {
        return started(catching(answering(() -> {
            if (answer instanceof Error error) {
                throw error;
            }
            if (answer instanceof Exception exception) {
                throw exception;
            }
            return answer;
        })));
    }

    /**
     * What the outer generator sees at its delegation, for each way in which the inner one answers, and each way to end
     * it.
     */
    @ParameterizedTest
    @MethodSource("answers")
    void yf_009_close_shows_what_the_inner_generator_answered(Object answer) {
        Object seen = startedOver(answer).closeAndGet();
        if (answer.equals("ret") || answer instanceof GeneratorExit) {
            assertThat(seen).isExactlyInstanceOf(GeneratorExit.class).isNotSameAs(answer);
            assertThat((Throwable) seen).hasMessage(null);
        } else {
            assertAnswer(answer, seen);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void yf_009_a_raised_exit_shows_what_the_inner_generator_answered(Object answer) {
        GeneratorExit exit = new GeneratorExit("t");
        Object seen = stopValue(() -> startedOver(answer).raise(exit));
        if (answer.equals("ret") || answer instanceof GeneratorExit) {
            assertThat(seen).isSameAs(exit);
        } else {
            assertAnswer(answer, seen);
        }
    }

    private static void assertAnswer(Object answer, Object seen) {
        if (answer instanceof StopIteration stop) {
            assertIsRaisedStop(seen, stop);
        } else if (answer.equals("yield")) {
            CoroutineFixtures.assertRefusal((Throwable) seen, Reason.IGNORED_EXIT, "generator ignored GeneratorExit");
        } else {
            assertThat(seen).isSameAs(answer);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void yf_009_a_raised_exception_shows_what_the_inner_generator_answered(Object answer) {
        Generator<Object, Object, Object> outer = startedOver(answer);
        IllegalArgumentException t = new IllegalArgumentException("t");
        if (answer.equals("yield")) {
            assertThat(outer.raise(t)).isEqualTo("second");
            assertStop(() -> outer.send("r"), List.of("result", "r"));
        } else if (answer.equals("ret")) {
            assertStop(() -> outer.raise(t), List.of("result", "ret"));
        } else if (answer instanceof StopIteration stop) {
            assertIsRaisedStop(stopValue(() -> outer.raise(t)), stop);
        } else {
            assertThat(stopValue(() -> outer.raise(t))).isSameAs(answer);
        }
    }

    /** An inner generator that ignores its exit is left suspended, and can be driven on its own. */
    @Test
    void an_inner_generator_that_ignores_its_exit_lives_on() {
        Generator<Object, Object, Object> inner = answering(() -> "yield");
        Generator<Object, Object, Object> outer = started(delegating(inner));
        assertThat(((CoroutineStateException) thrownBy(outer::close)).reason()).isEqualTo(Reason.IGNORED_EXIT);
        assertThat(stateOf(outer)).isEqualTo(CLOSED);
        assertThat(stateOf(inner)).isEqualTo(SUSPENDED);
        assertStop(() -> inner.send("r"), "r");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operands: none, finished, suspended, fetched, running
    // -----------------------------------------------------------------------------------------------------------------

    /** The compiler refuses all but null, which is refused at the delegation. */
    @Test
    void yf_003_null_cannot_be_delegated_to() {
        Generator<Object, Object, Object> outer = catching(null);
        Object seen = stopValue(() -> outer.send(null));
        assertThat(seen).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat((Throwable) seen).hasMessage("'null' object is not iterable");
    }

    /** A finished generator yields nothing, and its result is null; also if it was closed, or had thrown. */
    @Test
    void yf_007_a_finished_generator_yields_nothing_and_gives_null() {
        Generator<Object, Object, Object> closed = yielding(1);
        closed.close();
        Generator<Object, Object, Object> threw = started(yielding(1));
        assertThat(catchThrowable(() -> threw.raise(new ArithmeticException()))).isNotNull();
        for (Generator<Object, Object, Object> inner : List.of(finished(returning("v", 1)), closed, threw)) {
            assertStop(() -> delegating(inner).send(null), null);
            assertThat(stateOf(inner)).isEqualTo(CLOSED);
        }
    }

    /** A result is given once: the second delegation to the same generator gives null. */
    @Test
    void yf_007_the_second_delegation_to_a_generator_gives_null() {
        Generator<Object, Object, Object> inner = returning("v", 1);
        Generator<Object, Object, Object> outer =
                generatorReturning(g -> Arrays.asList(g.yieldFrom(inner), g.yieldFrom(inner)));
        assertThat(outer.next()).isEqualTo(1);
        assertStop(() -> outer.send(null), Arrays.asList("v", null));
    }

    /** A generator that has begun goes on in the middle: its yield gives null first. */
    @Test
    void a_suspended_generator_goes_on_in_the_middle() {
        Generator<Object, Object, Object> inner = started(yielding(1, 2, 3));
        Generator<Object, Object, Object> outer = delegating(inner);
        assertThat(outer.next()).isEqualTo(2);
        assertThat(outer.awaiting()).isSameAs(inner);
        assertThat(outer.send("a")).isEqualTo(3);
        assertStop(() -> outer.send("b"), Arrays.asList(null, "a", "b"));
        assertThat(stateOf(inner)).isEqualTo(CLOSED);
    }

    /** The end, an exception, and a close of a generator that was begun before. */
    @Test
    void a_suspended_generator_ends_in_every_way() {
        assertStop(() -> delegating(started(returning("at once", 1))).send(null), "at once");
        IllegalArgumentException v = new IllegalArgumentException("v");
        Generator<Object, Object, Object> throwing = started(generatorReturning(g -> {
            g.yield(1);
            throw v;
        }));
        assertThat(stopValue(() -> catching(throwing).send(null))).isSameAs(v);

        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> raised = started(catching(started(noting(notes, "raised", 1, 2))));
        assertThat(stopValue(() -> raised.raise(v))).isSameAs(v);
        Generator<Object, Object, Object> closed = started(delegating(started(noting(notes, "closed", 1, 2))));
        closed.close();
        assertThat(notes)
                .containsExactly(
                        "IllegalArgumentException in raised",
                        "end of raised",
                        "GeneratorExit in closed",
                        "end of closed");
    }

    /** A suspended generator that itself delegates goes on at its leaf. */
    @Test
    void a_suspended_chain_goes_on_at_its_leaf() {
        Generator<Object, Object, Object> leaf = yielding(1, 2, 3);
        Generator<Object, Object, Object> chain = started(delegating(delegating(leaf)));
        Generator<Object, Object, Object> outer = delegating(chain);
        assertThat(outer.next()).isEqualTo(2);
        assertThat(outer.send("x")).isEqualTo(3);
        assertThat(stateOf(leaf)).isEqualTo(SUSPENDED);
        assertStop(() -> outer.send("y"), Arrays.asList(null, "x", "y"));
    }

    /** The value that was fetched from the inner generator comes first. */
    @Test
    void a_fetched_value_comes_first() {
        Generator<Object, Object, Object> inner = yielding(1, null, 3);
        assertThat(inner.hasNext()).isTrue();
        Generator<Object, Object, Object> outer = delegating(inner);
        assertThat(outer.next()).isEqualTo(1);
        assertThat(outer.send("x")).isNull();
        inner.close();

        Generator<Object, Object, Object> ofNull = started(yielding(1, null, 3));
        assertThat(ofNull.hasNext()).isTrue();
        Generator<Object, Object, Object> over = delegating(ofNull);
        assertThat(over.next()).isNull();
        assertThat(over.send("x")).isEqualTo(3);
        assertStop(() -> over.send("y"), Arrays.asList(null, "x", "y"));
    }

    /** A generator cannot delegate to itself, in its first step or later. */
    @Test
    void a_generator_cannot_delegate_to_itself() {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(g -> {
            List<Object> seen = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try {
                    g.yieldFrom(self.get(0));
                } catch (CoroutineStateException executing) {
                    seen.add(executing);
                }
                g.yield(i);
            }
            return seen;
        }));
        assertThat(self.get(0).next()).isEqualTo(0);
        assertThat(self.get(0).next()).isEqualTo(1);
        assertThat((List<?>) stopValue(() -> self.get(0).send(null)))
                .hasSize(2)
                .allSatisfy(GeneratorFixtures::assertIsExecuting);
    }

    /** Nor to one that delegates to it, at any distance. */
    @Test
    void a_generator_cannot_delegate_to_one_above_it() {
        List<Generator<Object, Object, Object>> levels = new ArrayList<>();
        levels.add(generatorReturning(g -> {
            List<Object> seen = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < levels.size(); i++) {
                    try {
                        g.yieldFrom(levels.get(i));
                    } catch (CoroutineStateException executing) {
                        seen.add(executing);
                    }
                }
                g.yield(round);
            }
            return seen;
        }));
        for (int i = 0; i < 3; i++) {
            levels.add(delegating(levels.get(i)));
        }
        Generator<Object, Object, Object> outer = levels.get(3);
        assertThat(outer.next()).isEqualTo(0);
        assertThat(outer.next()).isEqualTo(1);
        assertThat((List<?>) stopValue(() -> outer.send(null)))
                .hasSize(8)
                .allSatisfy(GeneratorFixtures::assertIsExecuting);
    }

    /** One level closing another is refused, and the run goes on undisturbed. */
    @Test
    void every_level_is_running_while_the_innermost_runs() {
        List<Generator<Object, Object, Object>> levels = new ArrayList<>();
        levels.add(generatorReturning(g -> {
            for (int i = 0; i < 3; i++) {
                for (Generator<Object, Object, Object> level : levels) {
                    assertThat(stateOf(level)).isEqualTo(RUNNING);
                    assertExecuting(level::next);
                    assertExecuting(level::hasNext);
                    assertExecuting(() -> level.send("x"));
                    assertExecuting(() -> level.raise(new IllegalArgumentException()));
                    assertExecuting(level::close);
                    assertExecuting(level::closeAndGet);
                    assertExecuting(() -> level.forEach(value -> {}));
                    assertExecuting(() -> level.stream().findFirst());
                }
                g.yield(i);
            }
            return "r";
        }));
        for (int i = 0; i < 3; i++) {
            levels.add(delegating(levels.get(i)));
        }
        assertThat(rest(levels.get(3))).containsExactly(0, 1, 2);
        assertThat(levels).extracting(Generator::result).containsOnly("r");
    }
}
