package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.run;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIgnoredExit;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncExitStack;
import dev.pausa.AsyncExitStack.Exit;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.WeaveException;
import dev.pausa.conformance.fixtures.AsyncWithFixtures;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Log;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue row CL-010, and what else {@code contextlib.AsyncExitStack} does. */
@SuppressWarnings({"pausa:dropped", "pausa:foreign-yielder", "pausa:pause-in-synchronized"})
class AsyncExitStackTest {

    private static final int MANY = 100_000;

    private final Log log = new Log();
    private final AsyncExitStack stack = new AsyncExitStack();

    private <R> R awaited(Awaitable<R> awaitable) {
        return run(coroutine(() -> await(awaitable)));
    }

    private Coroutine<String> throwingIn(AsyncExitStack used, Exception thrown) {
        return coroutine(() -> {
            await(with(used, s -> {
                if (thrown != null) {
                    throw thrown;
                }
            }));
            return "after";
        });
    }

    @Test
    void cl_010_the_last_is_left_first_and_each_sees_what_those_before_left() {
        Coroutine<String> c = coroutine(() -> {
            await(with(stack, s -> {
                s.callback(() -> log.add("sync cb"));
                s.callback(() -> coroutine(() -> log.add("async cb")));
                s.push(log.exit("drops", true));
                log.add("value " + await(s.enter(log.resource("r"))));
                throw new IOException("v");
            }));
            return "suppressed";
        });

        assertThat(run(c)).isEqualTo("suppressed");
        assertThat(log)
                .containsExactly(
                        "r enter", "value r", "r exit IOException(v)", "drops IOException(v)", "async cb", "sync cb");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Exceptions on the way out, as CPython treats them
    // -----------------------------------------------------------------------------------------------------------------

    private enum Act {
        PASS,
        DROP,
        FAIL,
        RETHROW
    }

    private Exit exit(String name, Act act) {
        return exception -> coroutine(() -> {
            log.add(name + " " + AsyncWithFixtures.show(exception));
            if (act == Act.FAIL) {
                throw new IllegalStateException(name);
            }
            if (act == Act.RETHROW && exception instanceof Exception e) {
                throw e;
            }
            return act == Act.DROP;
        });
    }

    static Stream<Arguments> unwindings() {
        String v = "IOException(v)";
        return Stream.of(
                unwinding("v", List.of(), v),
                unwinding("v", List.of(Act.PASS, Act.PASS), v, v, v),
                unwinding("v", List.of(Act.PASS, Act.DROP, Act.PASS), "after", v, v, "null"),
                unwinding(
                        "v",
                        List.of(Act.PASS, Act.FAIL, Act.PASS),
                        "IllegalStateException(2)",
                        v,
                        v,
                        "IllegalStateException(2)"),
                unwinding("v", List.of(Act.FAIL, Act.DROP, Act.PASS), "after", v, "IllegalStateException(1)", "null"),
                unwinding("v", List.of(Act.DROP, Act.FAIL, Act.DROP), "after", v, "null", "IllegalStateException(2)"),
                unwinding("v", List.of(Act.DROP, Act.FAIL), "IllegalStateException(2)", v, "null"),
                unwinding("v", List.of(Act.FAIL, Act.FAIL), "IllegalStateException(2)", v, "IllegalStateException(1)"),
                unwinding("v", List.of(Act.RETHROW, Act.PASS), v, v, v),
                unwinding("v", List.of(Act.RETHROW, Act.DROP), "after", v, v),
                unwinding(null, List.of(Act.FAIL, Act.DROP), "after", "null", "IllegalStateException(1)"),
                unwinding(
                        null,
                        List.of(Act.FAIL, Act.RETHROW),
                        "IllegalStateException(1)",
                        "null",
                        "IllegalStateException(1)"),
                unwinding(null, List.of(Act.DROP), "after", "null"));
    }

    /** What the exits do, in the order in which they run; the outcome; and what they see. */
    private static Arguments unwinding(String thrown, List<Act> acts, String outcome, String... seen) {
        return Arguments.of(thrown, acts, outcome, List.of(seen));
    }

    @ParameterizedTest
    @MethodSource("unwindings")
    void an_exception_is_dropped_replaced_or_goes_on(String thrown, List<Act> acts, String outcome, List<String> seen) {
        for (int i = acts.size(); i > 0; i--) {
            stack.push(exit(String.valueOf(i), acts.get(i - 1)));
        }
        Coroutine<String> c = throwingIn(stack, thrown == null ? null : new IOException(thrown));
        String actual;
        try {
            actual = run(c);
        } catch (Exception e) {
            actual = AsyncWithFixtures.show(e);
        }

        assertThat(actual).isEqualTo(outcome);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            expected.add((i + 1) + " " + seen.get(i));
        }
        assertThat(log).isEqualTo(expected);
    }

    @Test
    void a_replaced_exception_is_suppressed_in_what_replaces_it() {
        IOException thrown = new IOException("v");
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        stack.push(log.exitThrowing("outer", second));
        stack.push(log.exitThrowing("inner", first));

        assertThat(thrownBy(() -> throwingIn(stack, thrown).send(null))).isSameAs(second);
        assertThat(second.getSuppressed()).containsExactly(first);
        assertThat(first.getSuppressed()).containsExactly(thrown);
        assertThat(thrown).hasNoSuppressedExceptions();
    }

    /**
     * The exit of the stack itself, called by hand: true if an exception was dropped; one that an exit throws comes
     * out.
     */
    @Test
    void exit_tells_whether_an_exception_was_dropped() {
        IOException thrown = new IOException("v");
        assertThat(awaited(stack.exit(thrown))).isFalse();
        stack.push(exit("1", Act.DROP));
        assertThat(awaited(stack.exit(thrown))).isTrue();
        stack.push(exit("1", Act.DROP));
        assertThat(awaited(stack.exit(null))).isFalse();
        stack.push(exit("1", Act.RETHROW));
        assertThat(thrownBy(() -> awaited(stack.exit(thrown)))).isSameAs(thrown).hasNoSuppressedExceptions();
    }

    @Test
    void a_failing_callback_in_the_middle_does_not_stop_the_others() {
        IOException failure = new IOException("middle");
        stack.callback(() -> log.add("first"));
        stack.callback(() -> {
            throw failure;
        });
        stack.callback(() -> log.add("last"));

        assertThat(thrownBy(() -> throwingIn(stack, null).send(null)))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        assertThat(log).containsExactly("last", "first");
    }

    @Test
    void an_exit_that_gives_null_is_an_error_like_any_other() {
        stack.push(log.exit("seen by", true));
        stack.push(exception -> null);

        assertThat(run(throwingIn(stack, null))).isEqualTo("after");
        assertThat(log)
                .containsExactly("seen by IllegalArgumentException('async with' received an object from exit()"
                        + " that does not implement awaitIterator(): null)");
    }

    @Test
    void a_stop_iteration_passes_through_the_exits_as_it_is() {
        StopIteration stop = new StopIteration("s");
        stack.push(log.exit("1", false));

        CoroutineFixtures.assertRaisedStop(() -> throwingIn(stack, stop).send(null), stop);
        assertThat(log).containsExactly("1 StopIteration(s)");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What can be put on it
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_resource_that_cannot_be_entered_is_not_left_but_the_others_are() {
        IOException failure = new IOException("enter");
        Coroutine<Void> c = coroutine(() -> await(with(stack, s -> {
            await(s.enter(log.resource("a")));
            await(s.enter(log.resource("b").failingToEnter(failure)));
        })));

        assertThat(thrownBy(() -> c.send(null))).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("a enter", "b enter", "a exit IOException(enter)");
    }

    @Test
    void enter_does_nothing_before_it_is_awaited_and_pauses_with_the_resource() {
        Coroutine<String> entering = stack.enter(log.resource("r").pausing());
        assertThat(log).isEmpty();

        assertThat(entering.send(null)).isEqualTo("entering r");
        assertStop(() -> entering.send(null), "r");
        Coroutine<Void> leaving = coroutine(() -> {
            await(stack.aclose());
        });
        assertThat(leaving.send(null)).isEqualTo("leaving r");
        assertStop(() -> leaving.send(null), null);
    }

    @Test
    void closing_closes_at_the_end_and_gives_the_same_object() {
        AutoCloseable closeable = () -> log.add("closed");
        assertThat(stack.closing(closeable)).isSameAs(closeable);
        Coroutine<Object> unused = stack.closing(coroutine(() -> suspend(1)));
        assertThat(log).isEmpty();

        run(throwingIn(stack, null));
        assertThat(log).containsExactly("closed");
        assertThat(stateOf(unused)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A callback is a body: code that returns something fits as well as code that does not, and it may pause. */
    @Test
    void callbacks_may_await_and_are_resumed_by_the_driver() {
        stack.callback(this::note);
        stack.callback(log::clear);
        stack.callback(() -> log.add("lost"));
        stack.callback(() -> coroutine(() -> log.add("async " + suspend("b"))));
        stack.callback(() -> {
            log.add("callback " + suspend("a"));
            log.add("twice " + suspend("a2"));
        });
        Coroutine<String> c = throwingIn(stack, null);

        assertThat(c.send(null)).isEqualTo("a");
        assertThat(c.send(1)).isEqualTo("a2");
        assertThat(c.send(2)).isEqualTo("b");
        assertThat(log).containsExactly("callback 1", "twice 2");
        assertThat(c.send(3)).isEqualTo("noted");
        assertThat(log).isEmpty();
        assertStop(() -> c.send(4), "after");
        assertThat(log).containsExactly("note 4");
    }

    private void note() throws Exception {
        log.add("note " + suspend("noted"));
    }

    @Test
    void a_callback_that_cannot_be_woven_fails_where_it_stands() {
        assertThat(thrownBy(() -> stack.callback(() -> {
                    synchronized (this) {
                        suspend(1);
                    }
                })))
                .isExactlyInstanceOf(WeaveException.class);
        assertThat(run(throwingIn(stack, null))).isEqualTo("after");
    }

    /** A reference to a method that gives an awaitable would otherwise be a callback that makes one and drops it. */
    @Test
    void what_a_callback_gives_is_awaited_if_it_is_an_awaitable() {
        AsyncGenerator<Object, Void> generator = AsyncGenerator.asyncGenerator(g -> {
            try {
                g.yield(1);
            } finally {
                log.add("closing " + suspend("paused"));
            }
        });
        run(coroutine(() -> await(generator.anext())));
        stack.callback(generator::aclose);
        Coroutine<String> c = throwingIn(stack, null);

        assertThat(c.send(null)).isEqualTo("paused");
        assertThat(log).isEmpty();
        assertThat(thrownBy(() -> c.send("sent"))).isInstanceOf(StopIteration.class);
        assertThat(log).containsExactly("closing sent");
    }

    /** Held in a variable, the reference is code that gives nothing: what it makes would be dropped. */
    @Test
    void a_reference_that_drops_its_awaitable_is_refused_where_it_stands() {
        AsyncGenerator<Object, Void> generator = AsyncGenerator.asyncGenerator(g -> {});
        Coroutine.Body dropping = generator::aclose;

        assertThat(thrownBy(() -> stack.callback(dropping)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the callback at \\S+AsyncExitStackTest\\.\\S+\\(AsyncExitStackTest\\.java:\\d+\\)"
                        + " drops the awaitable that AsyncGenerator\\.aclose gives, since its type is Coroutine\\.Body,"
                        + " which has no result; pass the method reference itself to callback, or declare it as"
                        + " Coroutine\\.ResultBody<Awaitable<\\?>>, and it is awaited");
        assertThat(run(throwingIn(stack, null))).isEqualTo("after");
    }

    /** One that gives something else drops nothing that anybody waits for. */
    @Test
    void a_reference_that_drops_another_result_is_a_callback() {
        Coroutine.Body adding = log::isEmpty;
        stack.callback(adding);
        stack.callback(adding);
        assertThat(run(throwingIn(stack, null))).isEqualTo("after");
    }

    @Test
    void a_callback_may_put_more_on_the_stack() {
        stack.callback(() -> {
            log.add("callback");
            stack.push(log.exit("pushed meanwhile", false));
        });

        awaited(stack.aclose());
        assertThat(log).containsExactly("callback", "pushed meanwhile null");
    }

    @Test
    void what_is_null_is_refused_at_once() {
        assertNull("resource", () -> stack.enter(null));
        assertNull("exit", () -> stack.push(null));
        assertNull("closeable", () -> stack.closing(null));
        assertNull("callback", () -> stack.callback((Coroutine.Body) null));
        assertNull("callback", () -> stack.callback((Coroutine.ResultBody<Awaitable<?>>) null));
    }

    private static void assertNull(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThat(thrownBy(call))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage(name);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Its life
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void it_can_be_used_again_after_it_was_left() {
        Coroutine<Void> c = coroutine(() -> {
            await(with(stack, s -> s.push(log.exit("1", false))));
            await(with(stack, s -> s.push(log.exit("2", false))));
            await(stack.aclose());
        });

        run(c);
        assertThat(log).containsExactly("1 null", "2 null");
    }

    @Test
    void pop_all_moves_everything_to_a_new_stack() {
        AsyncExitStack[] moved = {null};
        Coroutine<Void> c = coroutine(() -> await(with(stack, s -> {
            s.push(log.exit("1", false));
            s.push(log.exit("2", false));
            moved[0] = s.popAll();
            s.push(log.exit("3", false));
        })));

        run(c);
        assertThat(log).containsExactly("3 null");
        awaited(moved[0].aclose());
        assertThat(log).containsExactly("3 null", "2 null", "1 null");
        awaited(moved[0].aclose());
        assertThat(log).hasSize(3);
    }

    @Test
    void the_awaitables_of_a_stack_are_coroutines_and_can_be_used_once() {
        Coroutine<Void> closing = (Coroutine<Void>) stack.aclose();
        stack.callback(() -> log.add("closed"));
        assertThat(log).isEmpty();

        assertStop(() -> closing.send(null), null);
        assertThat(log).containsExactly("closed");
        assertAlreadyAwaited(() -> closing.send(null));
    }

    @Test
    void stacks_can_be_nested() {
        AsyncExitStack inner = new AsyncExitStack();
        inner.push(log.exit("inner", true));
        Coroutine<String> c = coroutine(() -> {
            await(with(stack, s -> {
                s.push(log.exit("outer", false));
                await(s.enter(inner));
                throw new IOException("v");
            }));
            return "after";
        });

        assertThat(run(c)).isEqualTo("after");
        assertThat(log).containsExactly("inner IOException(v)", "outer null");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Closed and raised into while it unwinds
    // -----------------------------------------------------------------------------------------------------------------

    private Coroutine<Void> unwinding() {
        return coroutine(() -> await(with(stack, s -> {
            s.push(log.exit("1", false));
            await(s.enter(log.resource("2")));
            s.callback(() -> coroutine(() -> log.add("sent " + suspend("3"))));
            s.push(log.exit("4", false));
            suspend("in");
        })));
    }

    @Test
    void close_while_a_callback_is_paused_goes_on_with_the_rest() {
        Coroutine<Void> c = unwinding();
        c.send(null);
        assertThat(c.send(null)).isEqualTo("3");

        c.close();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).containsExactly("2 enter", "4 null", "2 exit GeneratorExit()", "1 GeneratorExit()");
    }

    @Test
    void an_exception_raised_while_a_callback_is_paused_is_seen_by_the_rest() {
        Coroutine<Void> c = unwinding();
        c.send(null);
        c.send(null);

        IOException raised = new IOException("v");
        assertThat(thrownBy(() -> c.raise(raised))).isSameAs(raised).hasNoSuppressedExceptions();
        assertThat(log).containsExactly("2 enter", "4 null", "2 exit IOException(v)", "1 IOException(v)");
    }

    @Test
    void a_callback_that_pauses_during_close_ignores_the_exit_and_the_rest_runs_when_driven_on() {
        Coroutine<Void> c = unwinding();
        c.send(null);

        assertIgnoredExit(c::close);
        assertThat(log).containsExactly("2 enter", "4 GeneratorExit()");
        assertThat(thrownBy(() -> c.send("x"))).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(log)
                .containsExactly(
                        "2 enter", "4 GeneratorExit()", "sent x", "2 exit GeneratorExit()", "1 GeneratorExit()");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Many
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_hundred_thousand_callbacks_need_no_deep_stack() {
        int[] count = {0};
        for (int i = 0; i < MANY / 2; i++) {
            stack.callback(() -> count[0]++);
            stack.callback(() -> coroutine(() -> {
                suspend(null);
                count[0]++;
            }));
        }

        Coroutine<String> c = throwingIn(stack, null);
        assertThat(AsyncWithFixtures.yields(c)).hasSize(MANY / 2);
        assertThat(count[0]).isEqualTo(MANY);
    }

    /** Each fails, and shows the one before. */
    @Test
    void ten_thousand_failing_callbacks_lose_nothing() {
        for (int i = 0; i < MANY / 10; i++) {
            String name = String.valueOf(i);
            stack.callback(() -> {
                throw new IOException(name);
            });
        }

        Throwable outermost =
                thrownBy(() -> throwingIn(stack, new IOException("body")).send(null));
        int links = 0;
        Throwable last = outermost;
        for (; last.getSuppressed().length > 0; last = last.getSuppressed()[0]) {
            assertThat(last.getMessage()).isEqualTo(String.valueOf(links++));
        }
        assertThat(links).isEqualTo(MANY / 10);
        assertThat(last).hasMessage("body");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In an asynchronous generator
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * A block is a body of its own and cannot yield for the generator around it; a stack in a try block can be used
     * instead.
     */
    @Test
    void a_generator_that_yields_between_enter_and_exit_uses_a_stack_by_hand() {
        AsyncResource<String> refused = AsyncResource.resource(g -> await(with(log.resource("r"), r -> g.yield(r))));
        assertThat(thrownBy(() -> run(with(refused, r -> {}))))
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_IN_BODY));
        assertThat(log.get(0)).isEqualTo("r enter");
        assertThat(log.get(1)).startsWith("r exit CoroutineStateException(yield outside an async generator's own body");

        log.clear();
        AsyncResource<String> allowed = AsyncResource.resource(g -> {
            AsyncExitStack exits = new AsyncExitStack();
            try {
                g.yield(await(exits.enter(log.resource("r"))));
            } finally {
                await(exits.aclose());
            }
        });
        run(with(allowed, r -> log.add("block " + r)));
        assertThat(log).containsExactly("r enter", "block r", "r exit null");
    }
}
