package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AsyncFixtures.given;
import static dev.pausa.conformance.fixtures.AsyncFixtures.paused;
import static dev.pausa.conformance.fixtures.AsyncFixtures.thrown;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncGenerator.AsyncYielder;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What an asynchronous generator and its steps tell about themselves, and yields that stand in the wrong place. */
@SuppressWarnings("pausa:foreign-yielder")
class AsyncGeneratorLooksTest {

    private static final String NAME = "AsyncGeneratorLooksTest.looked";

    private static AsyncGenerator<Object, Object> looked(Coroutine<?> inner) {
        return asyncGenerator(y -> {
            await(inner);
            y.yield(1);
        });
    }

    private static int line(StackTraceElement place) {
        return place.getLineNumber();
    }

    @Test
    void ag_070_what_it_tells_in_each_state() {
        Coroutine<Object> inner = coroutine(() -> suspend("s"));
        var g = looked(inner);
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(g.isRunningStep()).isFalse();
        assertThat(g.name()).isEqualTo(NAME);
        int first = line(g.location());
        assertThat(g.trace()).containsExactly(g.location());
        assertThat(g.origin()).isEmpty();
        assertThat(g).asString().matches("<async_generator object " + NAME + " at [0-9a-f]+, created>");

        AwaitIterator<Object> step = paused(g.anext(), "s");
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(g.isRunningStep()).isTrue();
        assertThat(g.awaiting()).isSameAs(inner);
        assertThat(line(g.location())).isEqualTo(first);
        assertThat(g.trace()).containsExactly(inner.location(), g.location());
        assertThat(g)
                .asString()
                .matches("<async_generator object " + NAME + " at [0-9a-f]+, suspended at AsyncGeneratorLooksTest.java:"
                        + first + ", awaiting <coroutine object \\S+ …>>");

        returnedBy(step::next);
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertThat(g.isRunningStep()).isFalse();
        assertThat(g.awaiting()).isNull();
        assertThat(line(g.location())).isEqualTo(first + 1);
        assertThat(g.trace()).containsExactly(g.location());
        assertThat(g).asString().endsWith("suspended at AsyncGeneratorLooksTest.java:" + (first + 1) + ">");

        g.setName("Rows.all");
        assertThat(given(g.aclose())).isNull();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.isRunningStep()).isFalse();
        assertThat(g.name()).isEqualTo("Rows.all");
        assertThat(g).asString().matches("<async_generator object Rows.all at [0-9a-f]+, closed>");
    }

    /** Its own code runs; and it is running too while what it awaits does. */
    @Test
    void ag_070_what_it_tells_while_it_runs() {
        List<AsyncGenerator<Object, Object>> self = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Runnable look = () -> {
            var g = self.get(0);
            assertThat(g.isRunningStep()).isTrue();
            assertThat(raisedBy(g::current)).isInstanceOf(java.util.NoSuchElementException.class);
            seen.add(stateOf(g) + g.toString().replaceAll(".*, ", " "));
        };
        Coroutine<Object> inner = coroutine(() -> {
            look.run();
            suspend("s");
            look.run();
            return null;
        });
        self.add(asyncGenerator(y -> {
            look.run();
            await(inner);
            look.run();
            y.yield(1);
            look.run();
        }));
        var g = self.get(0);
        Coroutine<Boolean> awaiting = coroutine(() -> await(g.advance()));

        assertThat(awaiting.send(null)).isEqualTo("s");
        assertThat(returnedBy(() -> awaiting.send(null))).isEqualTo(true);
        assertThat(returnedBy(g.advance().awaitIterator()::next)).isEqualTo(false);
        assertThat(seen).hasSize(5).containsOnly(RUNNING + " running>");
    }

    /** The trace of a coroutine goes through the step and the generator to the leaf. */
    @Test
    void ag_070_a_trace_goes_through_the_generator() {
        Coroutine<Object> inner = coroutine(() -> suspend("s"));
        var g = looked(inner);
        Awaitable<Object> step = g.anext();
        Coroutine<Object> outer = coroutine(() -> await(step));
        outer.send(null);

        assertThat(outer.awaiting()).isSameAs(step);
        assertThat(outer.trace()).containsExactly(inner.location(), g.location(), outer.location());
    }

    @Test
    void ag_002_what_a_step_calls_itself() {
        var g = looked(coroutine(() -> 1));
        assertThat(g.anext()).asString().matches("<async_generator_asend object at [0-9a-f]+>");
        assertThat(g.asend(null)).asString().matches("<async_generator_asend object at [0-9a-f]+>");
        assertThat(g.advance()).asString().matches("<async_generator_asend object at [0-9a-f]+>");
        assertThat(g.araise(new IOException())).asString().matches("<async_generator_athrow object at [0-9a-f]+>");
        assertThat(g.aclose()).asString().matches("<async_generator_athrow object at [0-9a-f]+>");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies that never yield
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void ag_003_a_body_without_a_yield() {
        List<String> log = new ArrayList<>();
        AsyncGenerator<Object, Object> plain = asyncGenerator(y -> log.add("ran"));
        AsyncFixtures.assertEnd(thrown(plain.anext()));
        AsyncFixtures.assertEnd(thrown(plain.anext()));
        assertThat(log).containsExactly("ran");
        assertThat(stateOf(plain)).isEqualTo(CLOSED);

        AsyncGenerator<Object, Object> awaiting = asyncGenerator(y -> suspend("s"));
        AwaitIterator<Object> step = paused(awaiting.anext(), "s");
        assertThat(awaiting.isRunningStep()).isTrue();
        AsyncFixtures.assertEnd(raisedBy(step::next));

        List<Object> states = new ArrayList<>();
        List<AsyncGenerator<Object, Object>> self = new ArrayList<>();
        AsyncGenerator<Object, Object> looking = asyncGenerator(y -> {
            states.add(stateOf(self.get(0)));
            states.add(self.get(0).isRunningStep());
            states.add(thrown(self.get(0).anext()).getMessage());
        });
        self.add(looking);
        assertThat(given(looking.advance())).isEqualTo(false);
        assertThat(states).containsExactly(RUNNING, true, "anext(): asynchronous generator is already running");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Yields elsewhere
    // -----------------------------------------------------------------------------------------------------------------

    private static Object yieldIn(AsyncYielder<Object, Object> g) {
        return g.yield("stray");
    }

    private static void assertNotInBody(Throwable thrown, String method) {
        assertThat(thrown).isExactlyInstanceOf(CoroutineStateException.class).hasNoCause();
        assertThat(((CoroutineStateException) thrown).reason()).isEqualTo(Reason.NOT_IN_BODY);
        assertThat(thrown.getMessage())
                .matches("yield outside an async generator's own body, at [^ ]*AsyncGeneratorLooksTest\\S*\\." + method
                        + "\\(AsyncGeneratorLooksTest\\.java:\\d+\\): only the lambda or run method that"
                        + " got this yielder as its"
                        + " argument can yield through it, not a method that it calls, a lambda inside it,"
                        + " or another body;"
                        + " make this code an asynchronous generator of its own, and yield what it gives in a loop");
    }

    @Test
    void a_yielder_works_in_its_own_body_alone() {
        List<AsyncYielder<Object, Object>> kept = new ArrayList<>();
        List<Throwable> refusals = new ArrayList<>();
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> {
            kept.add(y);
            Callable<Object> inside = new Callable<>() {
                @Override
                public Object call() {
                    return y.yield("in an anonymous class");
                }
            };
            refusals.add(raisedBy(inside));
            refusals.add(raisedBy(() -> yieldIn(y)));
            Coroutine<Object> other = coroutine(() -> y.yield("in a coroutine"));
            refusals.add(raisedBy(() -> other.send(null)));
            AsyncGenerator<Object, Object> another = asyncGenerator(z -> {
                z.yield("own");
                y.yield("another's");
            });
            assertThat(await(another.anext())).isEqualTo("own");
            try {
                await(another.anext());
            } catch (CoroutineStateException e) {
                refusals.add(e);
            }
            y.yield("own");
        });
        assertThat(given(g.anext())).isEqualTo("own");
        refusals.add(raisedBy(() -> kept.get(0).yield("kept")));
        given(g.aclose());
        refusals.add(raisedBy(() -> kept.get(0).yield("kept")));

        assertThat(refusals).hasSize(6);
        List<String> methods = Arrays.asList("call", "yieldIn", "\\S+", "\\S+", "lambda\\S+", "lambda\\S+");
        for (int i = 0; i < 6; i++) {
            assertNotInBody(refusals.get(i), methods.get(i));
        }
    }

    /** Also the yielder of a body that has no yield of its own. */
    @Test
    void the_yielder_of_a_body_that_never_yields_works_nowhere() {
        AsyncGenerator<Object, Object> g = asyncGenerator(y -> yieldIn(y));
        assertNotInBody(thrown(g.anext()), "yieldIn");
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }
}
