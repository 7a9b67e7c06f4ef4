package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a {@link CoroutineStateException} tells besides Python's words: which object, where it stands, who drives it.
 * Lines are written N. Drivers on other threads: {@link OtherDriverDetailsTest}.
 */
@SuppressWarnings({"pausa:catches-exit", "pausa:dropped", "pausa:outside-body"})
class StateDetailsTest {
    private static final String HERE = StateDetailsTest.class.getName();

    private static CoroutineStateException refusal(ThrowingCallable call) {
        return (CoroutineStateException) thrownBy(call);
    }

    private static String details(ThrowingCallable call) {
        return details(refusal(call));
    }

    private static String details(CoroutineStateException refusal) {
        String details = refusal.details();
        assertThat(refusal.getLocalizedMessage())
                .isEqualTo(details == null ? refusal.getMessage() : refusal.getMessage() + ": " + details);
        return details == null ? null : TraceText.withoutNumbers(details).replace(".java)", ".java:N)");
    }

    /** A place in a body while it is paused: in the declaring class. */
    private static String paused(String method) {
        return HERE + "." + method + "(StateDetailsTest.java:N)";
    }

    /** A place in a body that is on the stack: in its frame class. */
    private static String running(String method) {
        return HERE + "$" + method + "$coroutine1." + method + "(StateDetailsTest.java:N)";
    }

    private static Coroutine<Object> pausing() {
        return coroutine(() -> suspend("pausing"));
    }

    private static Coroutine<Object> awaiting(Awaitable<?> awaited) {
        return coroutine(() -> await(awaited));
    }

    /** Calls something after its first pause. */
    private static Coroutine<Object> calling(Runnable call) {
        return coroutine(() -> {
            suspend("calling");
            call.run();
            return null;
        });
    }

    private static void drive(Coroutine<?> coroutine) {
        coroutine.step(null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Already executing
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void driven_by_itself() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        String[] details = new String[1];
        self[0] = calling(() -> details[0] = details(() -> self[0].send(null)));
        self[0].send(null);
        drive(self[0]);
        assertThat(details[0])
                .isEqualTo("StateDetailsTest.calling, running at " + running("calling") + "; driven by this thread, at "
                        + paused("drive"));
    }

    @Test
    void driven_by_itself_before_any_pause() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        String[] details = new String[1];
        self[0] = begun(() -> details[0] = details(() -> self[0].send(null)));
        drive(self[0]);
        assertThat(details[0])
                .isEqualTo("StateDetailsTest.begun, running at " + running("begun") + "; driven by this thread, at "
                        + paused("drive"));
    }

    private static Coroutine<Object> begun(Runnable call) {
        return coroutine(() -> {
            call.run();
            return suspend("begun");
        });
    }

    @Test
    void driven_by_what_it_awaits() {
        Coroutine<?>[] root = new Coroutine<?>[1];
        String[] details = new String[1];
        root[0] = awaiting(calling(() -> details[0] = details(() -> root[0].send(null))));
        root[0].send(null);
        drive(root[0]);
        assertThat(details[0])
                .isEqualTo("StateDetailsTest.awaiting, which awaits at " + paused("awaiting")
                        + " in a running chain; driven by this thread, at " + paused("drive"));
    }

    @Test
    void body_without_a_pause() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        self[0] = coroutine("plain", () -> details(() -> self[0].send(null)));
        assertThat(stopValue(() -> self[0].send(null)))
                .isEqualTo("plain, running at " + paused("body_without_a_pause") + "; driven by this thread, at "
                        + paused("lambda$body_without_a_pause"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The other reasons
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void being_awaited() {
        Coroutine<Object> inner = pausing();
        started(awaiting(inner));
        assertThat(details(() -> awaiting(inner).send(null)))
                .isEqualTo("StateDetailsTest.pausing, suspended at " + paused("pausing"));
    }

    @Test
    void already_awaited() {
        Coroutine<Object> finished = coroutine("Orders.load", () -> 1);
        finished.step(null);
        CoroutineStateException refusal = refusal(() -> finished.send(null));
        assertThat(refusal).hasMessage("cannot reuse already awaited coroutine");
        assertThat(details(refusal)).isEqualTo("Orders.load has finished; make a new one for each await");
        assertThat(details(() -> awaiting(finished).send(null))).isEqualTo(details(refusal));
    }

    @Test
    void already_awaited_step() {
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> g.yield(1));
        Awaitable<Object> step = rows.anext();
        awaiting(step).step(null);
        CoroutineStateException refusal = refusal(() -> awaiting(step).send(null));
        assertThat(refusal).hasMessage("cannot reuse already awaited __anext__()/asend()");
        assertThat(details(refusal)).isEqualTo(ended("anext()/asend()"));
        assertThat(details(() -> step.awaitIterator().next())).isEqualTo(ended("anext()/asend()"));
        Awaitable<Boolean> advance = rows.advance();
        awaiting(advance).step(null);
        assertThat(details(() -> awaiting(advance).send(null))).isEqualTo(ended("advance()"));
        Awaitable<Void> close = rows.aclose();
        awaiting(close).step(null);
        assertThat(details(() -> awaiting(close).send(null))).isEqualTo(ended("aclose()"));
        Awaitable<Object> raise = rows.araise(new IllegalStateException());
        awaiting(raise).step(null);
        assertThat(details(() -> awaiting(raise).send(null))).isEqualTo(ended("araise()"));
    }

    private static String ended(String step) {
        return "the step " + step
                + " of StateDetailsTest.already_awaited_step has ended; call the method anew for each step";
    }

    /** A body without a pause has no class that names it. */
    @Test
    void already_awaited_step_of_a_generator_that_cannot_pause() {
        Awaitable<Object> step = asyncGenerator(g -> {}).anext();
        thrownBy(() -> awaiting(step).step(null));
        assertThat(details(() -> awaiting(step).send(null)))
                .isEqualTo(
                        "the step anext()/asend() of an async generator has ended; call the method anew for each step");
    }

    @Test
    void raised_stop() {
        Coroutine<Object> stopping = stopping();
        CoroutineStateException refusal = refusal(() -> stopping.send(null));
        assertThat(refusal).hasMessage("coroutine raised StopIteration");
        String expected = raisedStop("StopIteration", "stopping")
                + "catch what send() throws at the end of another coroutine, or use step()";
        assertThat(details(refusal)).isEqualTo(expected);
        assertThat(details(() -> awaiting(stopping()).send(null))).isEqualTo(expected);
        Coroutine<Object> named = stopping();
        named.setName("Orders.load");
        assertThat(details(() -> named.send(null)))
                .isEqualTo(expected.replace("body of StateDetailsTest.stopping", "body of Orders.load"));
        assertThat(details(() -> started(pausing()).raise(new StopIteration("raised in"))))
                .startsWith("a StopIteration came out of the body of StateDetailsTest.pausing, which begins at ");
        assertThat(details(() -> pausing().raise(new StopIteration("raised in"))))
                .startsWith("a StopIteration came out of the body of StateDetailsTest.pausing, which begins at ");
    }

    private static Coroutine<Object> stopping() {
        return coroutine(() -> {
            throw new StopIteration("stop");
        });
    }

    private static String raisedStop(String stop, String body) {
        return "a " + stop + " came out of the body of StateDetailsTest." + body + ", which begins at " + paused(body)
                + "; it has no stack trace of its own. End a body with return, and ";
    }

    @Test
    void raised_stop_of_a_generator() {
        Generator<Object, Object, Void> stopping = generator(g -> {
            g.yield(1);
            throw new StopIteration("stop");
        });
        stopping.next();
        CoroutineStateException refusal = refusal(stopping::next);
        assertThat(refusal).hasMessage("generator raised StopIteration");
        assertThat(details(refusal))
                .isEqualTo(raisedStop("StopIteration", "raised_stop_of_a_generator")
                        + "catch what send() throws at the end of another generator, or use hasNext()");
    }

    @Test
    void raised_stop_of_an_async_generator() {
        AsyncGenerator<Object, Object> stopping = asyncGenerator(g -> {
            g.yield(1);
            throw new StopAsyncIteration();
        });
        awaiting(stopping.anext()).step(null);
        CoroutineStateException refusal =
                refusal(() -> awaiting(stopping.anext()).step(null));
        assertThat(refusal).hasMessage("async generator raised StopAsyncIteration");
        assertThat(details(refusal))
                .isEqualTo(raisedStop("StopAsyncIteration", "raised_stop_of_an_async_generator")
                        + "catch what anext() and asend() throw at the end of another generator, or use advance()");
    }

    @Test
    void not_with_future() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> task = started(waitingFor(stage));
        CoroutineStateException refusal = refusal(() -> task.send(null));
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_WITH_FUTURE);
        assertThat(refusal).hasMessage("await wasn't used with future");
        String expected =
                "StateDetailsTest.waitingFor, suspended at " + paused("waitingFor") + ", awaits CompletableFuture@"
                        + Integer.toHexString(System.identityHashCode(stage))
                        + ", which was not complete when the driver resumed it; a driver resumes a body that yields a"
                        + " CompletionStage when that is complete: from its whenComplete";
        assertThat(details(refusal)).isEqualTo(expected);
        Coroutine<Object> chain = started(awaiting(waitingFor(stage)));
        assertThat(details(() -> chain.step("early"))).isEqualTo(expected);
    }

    private static Coroutine<Object> waitingFor(CompletableFuture<Object> stage) {
        return coroutine(() -> await(stage));
    }

    /** A failure of the stage's own is passed on as it is. */
    @Test
    void stage_that_failed_for_this_reason() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        CoroutineStateException failure = new CoroutineStateException(Reason.NOT_WITH_FUTURE);
        Coroutine<Object> task = started(waitingFor(stage));
        stage.completeExceptionally(failure);
        assertThat(refusal(() -> task.send(null))).isSameAs(failure);
        assertThat(failure.details()).isNull();
    }

    @Test
    void step_of_a_running_generator() {
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> g.yield(suspend(1)));
        started(awaiting(rows.anext()));
        assertThat(details(() -> awaiting(rows.anext()).send(null)))
                .isEqualTo(rows.name()
                        + ", in a step that began before and has not ended; await one step after the other");
    }

    @Test
    void generator_that_is_running() {
        Generator<?, ?, ?>[] self = new Generator<?, ?, ?>[1];
        String[] details = new String[1];
        Generator<Object, Object, Object> generator = generatorReturning(g -> {
            g.yield(1);
            details[0] = details(() -> self[0].next());
            return null;
        });
        self[0] = generator;
        generator.next();
        generator.hasNext();
        assertThat(details[0])
                .startsWith("StateDetailsTest.generator_that_is_running, running at ")
                .endsWith("; driven by this thread, at " + paused("generator_that_is_running"));
    }

    @Test
    void resource_that_does_not_yield() {
        Coroutine<Void> none = AsyncResource.with(AsyncResource.resource(g -> {}), opened -> {});
        assertThat(refusal(() -> none.send(null)).reason()).isEqualTo(Reason.DID_NOT_YIELD);
    }

    @Test
    void outside_a_body() {
        CoroutineStateException refusal = refusal(() -> suspend(1));
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_IN_BODY);
        assertThat(refusal.getLocalizedMessage()).startsWith(refusal.getMessage());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // GeneratorExit
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<Object> swallowing() {
        return coroutine(() -> {
            try {
                return suspend(1);
            } catch (Throwable all) {
                return suspend(2);
            }
        });
    }

    @Test
    void ignored_exit_shows_the_pause() {
        String expected = "StateDetailsTest.swallowing caught the GeneratorExit, or a finally block of it paused; it is"
                + " suspended at " + paused("swallowing") + "; let a body end, or throw, after a GeneratorExit";
        Coroutine<Object> bare = started(swallowing());
        CoroutineStateException refusal = refusal(bare::close);
        assertThat(refusal).hasMessage("coroutine ignored GeneratorExit");
        assertThat(details(refusal)).isEqualTo(expected);
        assertThat(refusal.details()).contains(":" + bare.location().getLineNumber() + ")");
        assertThat(details(() -> started(awaiting(swallowing())).close())).isEqualTo(expected);
    }

    @Test
    void printed_trace_shows_words_and_details() {
        StringWriter text = new StringWriter();
        CoroutineStateException refusal = refusal(() -> started(swallowing()).close());
        refusal.printStackTrace(new PrintWriter(text, true));
        assertThat(text.toString().lines().findFirst())
                .hasValue("dev.pausa.CoroutineStateException: coroutine ignored GeneratorExit: " + refusal.details());
    }

    @Test
    void exit_passes_catch_exception() {
        Coroutine<Object> task = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (Exception e) {
                return suspend("caught");
            }
        }));
        task.close();
        assertThat(task.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void catching_the_exit_and_returning_is_fine() {
        Coroutine<Object> task = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                return "returned";
            }
        }));
        assertThat(task.closeAndGet()).isEqualTo("returned");
    }
}
