package dev.pausa.conformance;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.CoroutineFixtures.started;
import static dev.pausa.conformance.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.CoroutineFixtures.thrownBy;
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
import dev.pausa.StopIteration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a {@link CoroutineStateException} tells besides Python's words: which object, where it stands, who drives it. Lines are written N.
 * Drivers on other threads: {@link OtherDriverDetailsTest}.
 */
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

    // ------------------------------------------------------------------------------------------------------------------
    // Already executing
    // ------------------------------------------------------------------------------------------------------------------

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
                .isEqualTo("plain, running at " + paused("body_without_a_pause"));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The other reasons
    // ------------------------------------------------------------------------------------------------------------------

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
        assertThat(details(() -> awaiting(step).send(null))).isNull();
    }

    @Test
    void raised_stop_has_a_cause_instead() {
        Coroutine<Object> stopping = coroutine(() -> {
            throw new StopIteration("stop");
        });
        assertThat(details(() -> stopping.send(null))).isNull();
    }

    @Test
    void not_with_future() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> task = started(coroutine(() -> await(stage)));
        CoroutineStateException refusal = refusal(() -> task.send(null));
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_WITH_FUTURE);
        assertThat(refusal).hasMessage("await wasn't used with future");
        assertThat(details(refusal)).isNull();
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

    // ------------------------------------------------------------------------------------------------------------------
    // GeneratorExit
    // ------------------------------------------------------------------------------------------------------------------

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
