package dev.pausa.conformance;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopIteration;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of coroutine objects share: things to await, and assertions in the catalogue's words. */
final class CoroutineFixtures {
    private CoroutineFixtures() {}

    // ------------------------------------------------------------------------------------------------------------------
    // Things to drive and to await
    // ------------------------------------------------------------------------------------------------------------------

    /** Returns a coroutine that stands at a bare suspend and returns what that gives. */
    static Coroutine<Object> suspended() {
        return started(coroutine(() -> suspend("s")));
    }

    /** Drives a fresh coroutine to its first pause. */
    static <R> Coroutine<R> started(Coroutine<R> coroutine) {
        coroutine.send(null);
        assertThat(stateOf(coroutine)).isEqualTo(CoroutineState.SUSPENDED);
        return coroutine;
    }

    /** Returns an awaitable whose every await is driven by the same iterator. */
    static Awaitable<Object> awaitable(AwaitIterator<Object> iterator) {
        return () -> iterator;
    }

    /** An iterator with nothing but {@code next()}: it gives its values, then ends with its result. */
    static class PlainIterator implements AwaitIterator<Object> {
        /** The calls it got, such as {@code next} and {@code send(x)}. */
        final List<String> calls = new ArrayList<>();

        /** The values not yet given. */
        final List<Object> values;

        private Object result;

        PlainIterator(Object... values) {
            this.values = new ArrayList<>(Arrays.asList(values));
        }

        PlainIterator returning(Object value) {
            result = value;
            return this;
        }

        @Override
        public Object next() {
            calls.add("next");
            if (values.isEmpty()) {
                throw new StopIteration(result);
            }
            return values.remove(0);
        }
    }

    /** A {@link PlainIterator} with a {@code close()} that only takes note. */
    static class ClosableIterator extends PlainIterator {
        ClosableIterator(Object... values) {
            super(values);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    /** Returns a checked exception for a throw statement that may not throw it: {@code throw sneaky(e)} throws it from here. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> X sneaky(Throwable exception) throws X {
        throw (X) exception;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Assertions
    // ------------------------------------------------------------------------------------------------------------------

    /** Returns the object's state, having checked that everything else it tells about itself agrees with it. */
    static CoroutineState stateOf(CoroutineObject object) {
        CoroutineState state = object.state();
        assertThat(object.isRunning()).as("isRunning() when %s", state).isEqualTo(state == CoroutineState.RUNNING);
        assertThat(object.isSuspended())
                .as("isSuspended() when %s", state)
                .isEqualTo(state == CoroutineState.SUSPENDED);
        if (state != CoroutineState.SUSPENDED) {
            assertThat(object.awaiting()).as("awaiting() when %s", state).isNull();
        }
        if (state == CoroutineState.CLOSED) {
            assertThat(object.location()).as("location() when %s", state).isNull();
            assertThat(object.trace()).as("trace() when %s", state).isEmpty();
        } else {
            assertThat(object.location()).as("location() when %s", state).isNotNull();
        }
        return state;
    }

    /** Returns what the call throws. */
    static Throwable thrownBy(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as("what the call throws").isNotNull();
        return thrown;
    }

    /** Returns the value of the StopIteration that the call throws. */
    static Object stopValue(ThrowingCallable call) {
        Throwable thrown = thrownBy(call);
        assertThat(thrown).isExactlyInstanceOf(StopIteration.class).hasNoCause();
        return ((StopIteration) thrown).value();
    }

    /** Checks that the call ends with {@code StopIteration(value)}: the body returned the value. */
    static void assertStop(ThrowingCallable call, Object value) {
        assertThat(stopValue(call)).isEqualTo(value);
    }

    /** Checks that the call is refused, for the reason and with the words, and with nothing chained. */
    static void assertRefused(Reason reason, String message, ThrowingCallable call) {
        assertRefusal(thrownBy(call), reason, message);
    }

    /** Checks a refusal that was caught already. */
    static void assertRefusal(Throwable thrown, Reason reason, String message) {
        assertThat(thrown)
                .isExactlyInstanceOf(CoroutineStateException.class)
                .hasMessage(message)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(((CoroutineStateException) thrown).reason()).isEqualTo(reason);
    }

    /** Python: {@code ValueError('coroutine already executing')}. */
    static void assertAlreadyExecuting(ThrowingCallable call) {
        assertRefused(Reason.ALREADY_EXECUTING, "coroutine already executing", call);
    }

    /** Python: {@code RuntimeError('cannot reuse already awaited coroutine')}. */
    static void assertAlreadyAwaited(ThrowingCallable call) {
        assertRefused(Reason.ALREADY_AWAITED, "cannot reuse already awaited coroutine", call);
    }

    /** Python: {@code RuntimeError('coroutine ignored GeneratorExit')}. */
    static void assertIgnoredExit(ThrowingCallable call) {
        assertRefused(Reason.IGNORED_EXIT, "coroutine ignored GeneratorExit", call);
    }

    /** Python: {@code RuntimeError('coroutine raised StopIteration')} from the {@code cause}. */
    static void assertRaisedStop(ThrowingCallable call, Throwable cause) {
        assertIsRaisedStop(thrownBy(call), cause);
    }

    /** Checks such an error that was caught already. */
    static void assertIsRaisedStop(Throwable thrown, Throwable cause) {
        assertThat(thrown)
                .isExactlyInstanceOf(CoroutineStateException.class)
                .hasMessage("coroutine raised StopIteration")
                .hasNoSuppressedExceptions();
        assertThat(((CoroutineStateException) thrown).reason()).isEqualTo(Reason.RAISED_STOP);
        assertThat(thrown.getCause()).isSameAs(cause);
    }

    /** Python: {@code TypeError("can't send non-None value to a just-started coroutine")}. */
    static void assertJustStarted(ThrowingCallable call) {
        assertThat(thrownBy(call))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't send non-None value to a just-started coroutine")
                .hasNoCause();
    }

    /** Tells whether the object has been collected, after giving the collector every chance to. */
    static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }
}
