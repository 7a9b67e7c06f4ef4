package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.awaiting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.suspending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Catalogue section 2.4. Java has no implicit exception context: an exception that passes through bodies and drivers is
 * the same object with the same cause as before, whatever each of them is handling, and nothing is added to it.
 */
class AwaitContextTest {

    private static void assertUntouched(Throwable actual, Throwable expected) {
        assertThat(actual).isSameAs(expected).hasNoCause().hasNoSuppressedExceptions();
    }

    /** A coroutine that suspends while it handles an exception. */
    private static Coroutine<Void> suspendedInCatch(Exception handled) {
        Coroutine<Void> c = coroutine(() -> {
            try {
                throw handled;
            } catch (Exception e) {
                suspend(1);
            }
        });
        c.send(null);
        return c;
    }

    /** What the driver handles is not attached to what the body throws. */
    @Test
    void cx_001_the_drivers_handled_exception_is_not_attached() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<Void> f = coroutine(() -> {
            throw v;
        });
        try {
            throw new IllegalStateException("k");
        } catch (IllegalStateException handled) {
            assertUntouched(raisedBy(() -> f.send(null)), v);
            assertThat(handled).hasNoSuppressedExceptions();
        }
    }

    /** What the body handles where it is paused is not attached to what is raised in. */
    @Test
    void cx_004_the_bodys_handled_exception_is_not_attached_to_a_raised_one() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        IllegalStateException k = new IllegalStateException("k");
        Coroutine<Void> c = suspendedInCatch(k);
        assertUntouched(raisedBy(() -> c.raise(v)), v);
        assertThat(k).hasNoSuppressedExceptions();
        assertThat(c.state()).isEqualTo(CLOSED);
    }

    /** The same for a body that handles an exception and awaits. */
    @Test
    void cx_005_an_awaiters_handled_exception_is_not_attached_to_a_raised_one() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<Void> f = coroutine(() -> {
            try {
                throw new IllegalStateException("k");
            } catch (IllegalStateException k) {
                await(suspending(1));
            }
        });
        f.send(null);
        assertUntouched(raisedBy(() -> f.raise(v)), v);
    }

    /**
     * The exception that a body handles may be raised into it again: the same object arrives, and is not its own cause.
     */
    @Test
    void cx_006_the_handled_exception_itself_may_be_raised_in() {
        IllegalStateException ex = new IllegalStateException("k");
        Coroutine<Object> f = coroutine(() -> {
            try {
                throw ex;
            } catch (IllegalStateException first) {
                try {
                    return suspend(1);
                } catch (IllegalStateException again) {
                    return again;
                }
            }
        });
        f.send(null);
        Throwable returned = (Throwable) returnedBy(() -> f.raise(ex));
        assertUntouched(returned, ex);
    }

    /** The cause that a raised exception has stays. */
    @Test
    void cx_007_the_cause_of_a_raised_exception_is_kept() {
        IllegalStateException inner = new IllegalStateException("inner");
        IllegalArgumentException ex = new IllegalArgumentException("outer", inner);
        Coroutine<List<Object>> c = suspending(1);
        c.send(null);
        assertThat(raisedBy(() -> c.raise(ex))).isSameAs(ex).hasNoSuppressedExceptions();
        assertThat(ex.getCause()).isSameAs(inner);
    }

    /** It stays also when the body handles another exception. */
    @Test
    void cx_008_the_cause_of_a_raised_exception_is_not_overwritten() {
        IllegalStateException own = new IllegalStateException("own");
        IllegalArgumentException ex = new IllegalArgumentException("v", own);
        Coroutine<Void> c = suspendedInCatch(new IllegalStateException("k"));
        assertThat(raisedBy(() -> c.raise(ex))).isSameAs(ex).hasNoSuppressedExceptions();
        assertThat(ex.getCause()).isSameAs(own);
    }

    /** What the driver handles is not attached to what it raises. */
    @Test
    void cx_009_the_drivers_handled_exception_is_not_attached_to_a_raised_one() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<List<Object>> c = suspending(1);
        c.send(null);
        try {
            throw new IllegalStateException("driver");
        } catch (IllegalStateException handled) {
            assertUntouched(raisedBy(() -> c.raise(v)), v);
        }
    }

    /** An exception thrown while the body is closed has neither the exit nor the driver's exception as cause. */
    @Test
    void cx_010_an_exception_thrown_while_closing_has_no_context() {
        IllegalArgumentException k = new IllegalArgumentException("k");
        Coroutine<Void> f = coroutine(() -> {
            try {
                suspend(1);
            } catch (GeneratorExit exit) {
                throw k;
            }
        });
        f.send(null);
        try {
            throw new IllegalStateException("driver");
        } catch (IllegalStateException handled) {
            assertUntouched(raisedBy(f::closeAndGet), k);
        }
        assertThat(f.state()).isEqualTo(CLOSED);
    }

    /** What an awaiter handles is not attached to what the awaited body throws. */
    @Test
    void cx_012_an_awaiters_handled_exception_is_not_attached_to_an_inner_one() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<Void> f = coroutine(() -> {
            try {
                throw new IllegalStateException("k");
            } catch (IllegalStateException k) {
                await(coroutine(() -> {
                    throw v;
                }));
            }
        });
        assertUntouched(raisedBy(() -> f.send(null)), v);
    }

    private static Coroutine<Void> a() {
        return coroutine(() -> {
            throw new IllegalArgumentException("v");
        });
    }

    private static Coroutine<Void> b() {
        return coroutine(() -> await(a()));
    }

    private static Coroutine<Void> f() {
        return coroutine(() -> await(b()));
    }

    /** The stack trace of an exception shows the bodies that await each other, where they stand in the source. */
    @Test
    void cx_015_the_stack_trace_shows_the_awaiting_bodies() {
        Throwable thrown = raisedBy(() -> f().send(null));
        List<String> methods = Arrays.stream(thrown.getStackTrace())
                .filter(place -> "AwaitContextTest.java".equals(place.getFileName()))
                .map(place -> place.getMethodName().replaceAll("lambda\\$(\\w+?)\\$.*", "$1"))
                .filter(name -> List.of("a", "b", "f").contains(name))
                .toList();
        assertThat(methods).containsExactly("a", "b", "f");
    }

    /** A body that an exception is raised into has the same awaiters as one that is sent a value. */
    @Test
    void cx_016_the_await_chain_is_the_same_for_raise_and_for_send() {
        List<Coroutine<?>> root = new ArrayList<>();
        Coroutine<Object> c = coroutine(() -> {
            suspend(null);
            List<StackTraceElement> sent = root.get(0).trace();
            try {
                suspend(null);
                return null;
            } catch (ArithmeticException e) {
                return List.of(sent, root.get(0).trace());
            }
        });
        root.add(awaiting(awaiting(c)));
        root.get(0).send(null);
        root.get(0).send(null);
        List<?> traces = (List<?>) returnedBy(() -> root.get(0).raise(new ArithmeticException()));
        List<?> sent = (List<?>) traces.get(0);
        List<?> raised = (List<?>) traces.get(1);
        assertThat(sent).hasSize(3);
        assertThat(raised).hasSize(3);
        assertThat(raised.subList(1, 3)).isEqualTo(sent.subList(1, 3));
    }

    /** A coroutine has no thread-local variables of its own: those of the driving thread are seen and changed. */
    @Test
    void cx_017_thread_locals_are_the_drivers() {
        ThreadLocal<String> v = ThreadLocal.withInitial(() -> "d");
        Coroutine<String> f = coroutine(() -> {
            v.set("in coro");
            suspend(1);
            return v.get();
        });
        f.send(null);
        assertThat(v.get()).isEqualTo("in coro");
        v.set("driver");
        assertThat(returnedBy(() -> f.send(null))).isEqualTo("driver");
    }

    /** Nothing is attached to an exception raised into a coroutine that has not begun. */
    @Test
    void cx_018_nothing_is_attached_to_an_exception_raised_before_the_start() {
        IllegalArgumentException v = new IllegalArgumentException("v");
        Coroutine<List<Object>> f = suspending(1);
        try {
            throw new IllegalStateException("driver");
        } catch (IllegalStateException handled) {
            assertUntouched(raisedBy(() -> f.raise(v)), v);
        }
        assertThat(f.state()).isEqualTo(CLOSED);
    }
}
