package dev.pausa.conformance.generator;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertEnded;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsRaisedStop;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.rest;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.Generator.Yielder;
import dev.pausa.StopIteration;
import dev.pausa.WeaveException;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import dev.pausa.conformance.fixtures.NeedsWeaver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Yields that stand elsewhere than in the body that the yielder was given to; bodies that do not yield; generators that
 * await.
 */
@SuppressWarnings({"pausa:await-in-generator", "pausa:dropped", "pausa:foreign-yielder"})
class YielderTest {

    private static void assertNotInBody(Throwable thrown, String operation, String method) {
        assertThat(thrown).isExactlyInstanceOf(CoroutineStateException.class).hasNoCause();
        assertThat(((CoroutineStateException) thrown).reason()).isEqualTo(Reason.NOT_IN_BODY);
        assertThat(thrown.getMessage()
                        .replaceAll("at \\S*YielderTest\\S*" + method + "\\S*\\(YielderTest.java:\\d+\\)", "at PLACE"))
                .isEqualTo(operation
                        + " outside a generator's own body, at PLACE: only the lambda or run method that got this"
                        + " yielder as its argument can yield through it, not a method that it calls, a"
                        + " lambda inside it, or"
                        + " another body; make this code a generator of its own and give it to yieldFrom,"
                        + " or pass a collection,"
                        + " iterator or stream to yieldAll");
    }

    private static void assertNotInBody(String operation, String method, ThrowingCallable call) {
        assertNotInBody(thrownBy(call), operation, method);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Elsewhere
    // -----------------------------------------------------------------------------------------------------------------

    private static void helper(Yielder<Object, Object> g) {
        g.yield(1);
    }

    @Test
    void a_method_that_the_body_calls_cannot_yield() {
        Generator<Object, Object, Void> g = generator(y -> {
            y.yield("first");
            helper(y);
        });
        g.next();
        assertNotInBody("yield", "helper", g::next);
        assertEnded(g);
    }

    /** A body that never yields itself has a yielder too. */
    @Test
    void a_method_called_by_a_body_without_a_yield_cannot_yield() {
        assertNotInBody("yield", "helper", generator(YielderTest::callsHelper)::next);
        Generator<Object, Object, Void> g = generator(y -> helper(y));
        assertNotInBody("yield", "helper", g::next);
    }

    private static void callsHelper(Yielder<Object, Object> g) {
        helper(g);
    }

    /** It is refused before the body begins. */
    @Test
    @NeedsWeaver
    void a_lambda_inside_the_body_cannot_yield() {
        assertThat(thrownBy(() -> generator((Yielder<Object, Object> y) -> {
                    y.yield("first");
                    List.of(1, 2).forEach(i -> y.yield(i));
                })))
                .isInstanceOfSatisfying(
                        WeaveException.class,
                        e -> assertThat(e.reason()).isEqualTo(WeaveException.Reason.AWAIT_IN_LAMBDA));
    }

    @Test
    void an_anonymous_class_inside_the_body_cannot_yield() {
        Generator<Object, Object, Void> g = generator(y -> {
            y.yield("first");
            new Object() {
                void inside() {
                    y.yield(1);
                }
            }.inside();
        });
        g.next();
        assertNotInBody("yield", "inside", g::next);
    }

    /** The place is the user's own, not that of the JDK which calls the method reference. */
    @Test
    void a_method_reference_inside_the_body_cannot_yield() {
        Generator<Object, Object, Void> g = generator(y -> {
            y.yield("first");
            List.of(1, 2).forEach(y::yield);
        });
        g.next();
        assertNotInBody("yield", "a_method_reference", g::next);
    }

    private static List<ThrowingCallable> callsOf(Yielder<Object, Object> y) {
        return List.of(
                () -> y.yield(1),
                () -> y.yieldFrom(yielding(1)),
                () -> y.yieldAll(yielding(1)),
                () -> y.yieldAll(List.of()),
                () -> y.yieldAll(List.of().iterator()),
                () -> y.yieldAll(Stream.of()));
    }

    /** Each of the yielder's methods says its name. The body goes on undisturbed if it catches that. */
    @Test
    void all_methods_of_the_yielder_say_the_same() {
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            List<ThrowingCallable> calls = callsOf(y);
            List<Object> thrown = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                try {
                    calls.get(i).call();
                } catch (Throwable e) {
                    thrown.add(e);
                }
                y.yield(i);
            }
            return thrown;
        });
        assertThat(g.stream().toList()).containsExactly(0, 1, 2, 3, 4, 5);
        List<?> thrown = (List<?>) g.result();
        List<String> operations = List.of("yield", "yieldFrom", "yieldAll", "yieldAll", "yieldAll", "yieldAll");
        for (int i = 0; i < operations.size(); i++) {
            assertNotInBody((Throwable) thrown.get(i), operations.get(i), "lambda");
        }
    }

    /** The yielder of another generator, also of one whose code is the same, is not this body's. */
    @Test
    void the_body_of_another_generator_cannot_yield() {
        Generator<Object, Object, Object> outer = generatorReturning(y -> {
            y.yield("first");
            Generator<Object, Object, Void> inner = generator(z -> {
                z.yield("inner");
                y.yield("wrong");
            });
            return y.yieldFrom(inner);
        });
        assertThat(outer.next()).isEqualTo("first");
        assertThat(outer.next()).isEqualTo("inner");
        assertNotInBody("yield", "the_body_of_another", outer::next);

        List<Yielder<Object, Object>> yielders = new ArrayList<>();
        Generator.Body<Object, Object> body = y -> {
            yielders.add(y);
            y.yield("own");
            yielders.get(0).yield("perhaps");
        };
        Generator<Object, Object, Void> first = generator(body);
        Generator<Object, Object, Void> second = generator(body);
        assertThat(first.next()).isEqualTo("own");
        assertThat(second.next()).isEqualTo("own");
        assertThat(first.next()).isEqualTo("perhaps");
        assertNotInBody("yield", "the_body_of_another", second::next);
    }

    /** All ways to delegate check the yielder before they touch the operand. */
    @Test
    void a_delegation_through_another_yielder_leaves_its_operand_alone() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> operand = GeneratorFixtures.noting(notes, "operand", 1);
        Generator<Object, Object, Object> outer = generatorReturning(y -> {
            Generator<Object, Object, Object> inner = generatorReturning(z -> {
                z.yield("inner");
                return y.yieldFrom(operand);
            });
            return y.yieldFrom(inner);
        });
        outer.next();
        assertNotInBody("yieldFrom", "a_delegation", outer::next);
        assertThat(notes).isEmpty();
        assertThat(operand.next()).isEqualTo(1);
    }

    @Test
    void the_body_of_a_coroutine_cannot_yield() {
        List<Coroutine<Object>> made = new ArrayList<>();
        Generator<Object, Object, Void> g = generator(y -> {
            made.add(coroutine(() -> {
                suspend("paused");
                return y.yield("wrong");
            }));
            y.yield("first");
        });
        g.next();
        assertThat(made.get(0).send(null)).isEqualTo("paused");
        assertNotInBody("yield", "the_body_of_a_coroutine", () -> made.get(0).send(null));
        assertEnded(g);
    }

    /** A yielder that was kept is of no use to others, before and after the end. */
    @Test
    void a_kept_yielder_is_of_no_use() {
        List<Yielder<Object, Object>> kept = new ArrayList<>();
        Generator<Object, Object, Void> g = generator(y -> {
            kept.add(y);
            y.yield("first");
        });
        g.next();
        assertNotInBody("yield", "a_kept_yielder", () -> kept.get(0).yield("x"));
        assertThat(rest(g)).isEmpty();
        assertNotInBody("yield", "a_kept_yielder", () -> kept.get(0).yield("x"));
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    @Test
    void no_yielder_at_all_is_a_null_pointer() {
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            Yielder<Object, Object> none = null;
            y.yield("first");
            return none.yield("x");
        });
        g.next();
        assertThat(thrownBy(g::next))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("the yielder is null");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In the body
    // -----------------------------------------------------------------------------------------------------------------

    private static void range(Yielder<Object, Object> g) {
        for (int i = 0; i < 3; i++) {
            g.yield(i);
        }
    }

    private Object ownField = "field";

    private Object ofThis(Yielder<Object, Object> g) {
        g.yield(ownField);
        return "end";
    }

    /** A body written as a class. */
    private static final class Countdown implements Generator.ResultBody<Object, Object, Object> {
        private static final long serialVersionUID = 1L;
        private final int from;

        Countdown(int from) {
            this.from = from;
        }

        @Override
        public Object run(Yielder<Object, Object> g) {
            for (int i = from; i > 0; i--) {
                g.yield(i);
            }
            return "lift-off";
        }
    }

    /**
     * A method whose reference is the body may yield: its code is the body. So may an object of a class that is a body.
     */
    @Test
    void method_references_and_classes_are_bodies() {
        assertThat(rest(generator(YielderTest::range))).containsExactly(0, 1, 2);
        Generator<Object, Object, Object> bound = generatorReturning(this::ofThis);
        assertThat(rest(bound)).containsExactly("field");
        assertThat(bound.result()).isEqualTo("end");
        Generator<Object, Object, Object> object = generatorReturning(new Countdown(3));
        assertThat(rest(object)).containsExactly(3, 2, 1);
        assertThat(object.result()).isEqualTo("lift-off");
        Generator<Object, Object, Object> anonymous = generatorReturning(new Generator.ResultBody<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Object run(Yielder<Object, Object> g) {
                return g.yield("anonymous");
            }
        });
        assertThat(rest(anonymous)).containsExactly("anonymous");
    }

    /** The yielder is what it says in any variable of the body. */
    @Test
    void a_yielder_may_be_in_another_variable() {
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            Yielder<Object, Object> other = y;
            Object first = other.yield(1);
            Yielder<Object, Object> chosen = first == null ? y : other;
            return chosen.yield(chosen == other);
        });
        assertThat(g.next()).isEqualTo(1);
        assertThat(g.next()).isEqualTo(true);
        assertStop(() -> g.send("r"), "r");
    }

    /** The same body can run in any number of generators at once, each with its own variables. */
    @Test
    void one_body_may_run_in_many_generators() {
        Generator.Body<Object, Object> body = y -> {
            int count = 0;
            while (y.yield(count) == null) {
                count++;
            }
        };
        Generator<Object, Object, Void> a = generator(body);
        Generator<Object, Object, Void> b = generator(body);
        assertThat(List.of(a.next(), a.next(), b.next(), a.next(), b.next())).containsExactly(0, 1, 0, 2, 1);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies that do not yield
    // -----------------------------------------------------------------------------------------------------------------

    /** It ends at its first step, and is a generator in everything else. */
    @Test
    void a_body_without_a_yield_ends_at_once() {
        List<Object> ran = new ArrayList<>();
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            ran.add("ran");
            return "r";
        });
        assertThat(ran).isEmpty();
        assertThat(g.hasNext()).isFalse();
        assertEnded(g);
        assertThat(g.result()).isEqualTo("r");
        assertThat(ran).containsExactly("ran");

        assertStop(() -> generatorReturning(y -> "r").send(null), "r");
        assertThat(stopValue(() -> generator(y -> {}).send(null))).isNull();
        assertThat(finished(generator(y -> ran.clear())).result()).isNull();
        StopIteration stop = new StopIteration();
        Generator<Object, Object, Object> throwing = generatorReturning(y -> {
            throw stop;
        });
        assertIsRaisedStop(thrownBy(throwing::next), stop);
        assertThat(thrownBy(throwing::result)).hasRootCause(stop);
        assertThat(thrownBy(() -> generatorReturning(y -> "r").send("x")))
                .hasMessage("can't send non-None value to a just-started generator");
        Generator<Object, Object, Object> closed = generatorReturning(y -> "r");
        assertThat(closed.closeAndGet()).isNull();
    }

    /** It is running while it runs. */
    @Test
    void a_body_without_a_yield_is_running_while_it_runs() {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(y -> {
            Generator<Object, Object, Object> g = self.get(0);
            GeneratorFixtures.assertExecuting(g::next);
            GeneratorFixtures.assertExecuting(g::hasNext);
            GeneratorFixtures.assertExecuting(g::close);
            return g.state();
        }));
        assertThat(stopValue(() -> self.get(0).send(null))).hasToString("RUNNING");
    }

    @Test
    void no_body_is_an_error() {
        assertThat(thrownBy(() -> generator(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("body");
        assertThat(thrownBy(() -> generatorReturning(null)))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("body");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Generators that await
    // -----------------------------------------------------------------------------------------------------------------

    private static void assertAwaitInGenerator(ThrowingCallable making) {
        Throwable thrown = thrownBy(making);
        assertThat(thrown).isExactlyInstanceOf(WeaveException.class).hasNoCause();
        WeaveException error = (WeaveException) thrown;
        assertThat(error.reason()).isEqualTo(WeaveException.Reason.AWAIT_IN_GENERATOR);
        assertThat(error.className()).isEqualTo(YielderTest.class.getName());
        assertThat(error.location()).isNotNull();
        assertThat(error.location().getLineNumber()).isPositive();
        assertThat(error)
                .hasMessage("cannot weave the body at " + error.location()
                        + ": it is a generator's body, which can only yield, and it calls await or suspend; make it an"
                        + " asyncGenerator(...), whose body may await between its yields");
    }

    /** A generator's body cannot await: it is refused where the generator is made. */
    @Test
    @NeedsWeaver
    void a_body_that_awaits_is_refused() {
        Awaitable<Object> awaitable = () -> () -> 1;
        CompletionStage<Object> stage = new java.util.concurrent.CompletableFuture<>();
        assertAwaitInGenerator(() -> generator(g -> g.yield(await(awaitable))));
        assertAwaitInGenerator(() -> generator(g -> await(stage)));
        assertAwaitInGenerator(() -> generatorReturning(g -> suspend(1)));
        Iterable<Object> values = Generator.iterable(g -> g.yield(suspend(1)));
        assertAwaitInGenerator(values::iterator);
    }

    /** A coroutine that is made inside a generator's body may await. */
    @Test
    void a_coroutine_inside_the_body_may_await() {
        Generator<Object, Object, Void> g = generator(y -> {
            Coroutine<Object> made = coroutine(() -> suspend("paused"));
            y.yield(made.send(null));
        });
        Iterator<Object> values = g;
        assertThat(values.next()).isEqualTo("paused");
    }
}
