package dev.pausa.conformance;

import static dev.pausa.conformance.CoroutineFixtures.assertRefused;
import static dev.pausa.conformance.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of generators share: things to drive and to delegate to, and assertions in the catalogue's words. */
final class GeneratorFixtures {
    private GeneratorFixtures() {}

    // ------------------------------------------------------------------------------------------------------------------
    // Things to drive and to delegate to
    // ------------------------------------------------------------------------------------------------------------------

    /** A generator that yields each value in turn and returns what it was sent. */
    static Generator<Object, Object, Object> yielding(Object... values) {
        return Generator.generatorReturning(g -> {
            List<Object> sent = new ArrayList<>();
            for (Object value : values) {
                sent.add(g.yield(value));
            }
            return sent;
        });
    }

    /** A generator that yields each value in turn, then returns the result. */
    static Generator<Object, Object, Object> returning(Object result, Object... values) {
        return Generator.generatorReturning(g -> {
            for (Object value : values) {
                g.yield(value);
            }
            return result;
        });
    }

    /** A generator that yields each value in turn, and notes its end, and what ended it. */
    static Generator<Object, Object, Object> noting(List<Object> notes, Object name, Object... values) {
        return Generator.generatorReturning(g -> {
            try {
                for (Object value : values) {
                    g.yield(value);
                }
                return name;
            } catch (Throwable thrown) {
                notes.add(thrown.getClass().getSimpleName() + " in " + name);
                throw thrown;
            } finally {
                notes.add("end of " + name);
            }
        });
    }

    /** A generator that delegates to another one and returns what that returned. */
    static <Y, S, R> Generator<Y, S, R> delegating(Generator<Y, S, R> inner) {
        return Generator.generatorReturning(g -> g.yieldFrom(inner));
    }

    /** A generator that delegates to another one and returns its result, or the exception that it got there. */
    static Generator<Object, Object, Object> catching(Generator<Object, Object, ?> inner) {
        return Generator.generatorReturning(g -> {
            try {
                Object result = g.yieldFrom(inner);
                return Arrays.asList("result", result);
            } catch (Throwable thrown) {
                return thrown;
            }
        });
    }

    /** Drives a fresh generator to its first yield. */
    static <G extends Generator<?, ?, ?>> G started(G generator) {
        generator.next();
        assertThat(CoroutineFixtures.stateOf(generator)).isEqualTo(CoroutineState.SUSPENDED);
        return generator;
    }

    /** Drives a generator to its end. */
    static <G extends Generator<?, ?, ?>> G finished(G generator) {
        generator.forEachRemaining(value -> {});
        assertThat(CoroutineFixtures.stateOf(generator)).isEqualTo(CoroutineState.CLOSED);
        return generator;
    }

    /** An iterator that can be closed, and takes note of all calls. */
    static class NotingIterator implements Iterator<Object>, AutoCloseable {
        final List<String> calls = new ArrayList<>();
        private final Iterator<Object> values;

        NotingIterator(Object... values) {
            this.values = Arrays.asList(values).iterator();
        }

        @Override
        public boolean hasNext() {
            calls.add("hasNext");
            return values.hasNext();
        }

        @Override
        public Object next() {
            calls.add("next");
            return values.next();
        }

        @Override
        public void close() throws Exception {
            calls.add("close");
        }

        /** How often it was closed. */
        long closes() {
            return calls.stream().filter("close"::equals).count();
        }
    }

    /** Returns the iterator, which is only read, as one of objects. */
    @SuppressWarnings("unchecked")
    static Iterator<Object> cast(Iterator<?> iterator) {
        return (Iterator<Object>) iterator;
    }

    /** Returns the values that are left. */
    static <Y> List<Y> rest(Iterator<? extends Y> values) {
        List<Y> rest = new ArrayList<>();
        while (values.hasNext()) {
            rest.add(values.next());
        }
        return rest;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Assertions
    // ------------------------------------------------------------------------------------------------------------------

    /** Python: {@code ValueError('generator already executing')}. */
    static void assertExecuting(ThrowingCallable call) {
        assertRefused(Reason.ALREADY_EXECUTING, "generator already executing", call);
    }

    /** Checks such an error that was caught already. */
    static void assertIsExecuting(Object thrown) {
        CoroutineFixtures.assertRefusal((Throwable) thrown, Reason.ALREADY_EXECUTING, "generator already executing");
    }

    /** Python: {@code RuntimeError('generator ignored GeneratorExit')}. */
    static void assertIgnored(ThrowingCallable call) {
        assertRefused(Reason.IGNORED_EXIT, "generator ignored GeneratorExit", call);
    }

    /** Python: {@code RuntimeError('generator raised StopIteration')} from the {@code cause}. */
    static void assertRaisedStop(ThrowingCallable call, Throwable cause) {
        assertIsRaisedStop(thrownBy(call), cause);
    }

    /** Checks such an error that was caught already. */
    static void assertIsRaisedStop(Object thrown, Throwable cause) {
        assertThat(thrown).isExactlyInstanceOf(CoroutineStateException.class);
        CoroutineStateException error = (CoroutineStateException) thrown;
        assertThat(error).hasMessage("generator raised StopIteration").hasNoSuppressedExceptions();
        assertThat(error.reason()).isEqualTo(Reason.RAISED_STOP);
        assertThat(error.getCause()).isSameAs(cause);
    }

    /** Checks that {@code next} finds the end, and again and again. */
    static void assertEnded(Generator<?, ?, ?> generator) {
        for (int i = 0; i < 3; i++) {
            assertThat(thrownBy(generator::next))
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessage("the generator " + generator.name() + " has ended")
                    .hasNoCause();
            assertThat(generator.hasNext()).isFalse();
        }
        assertThat(CoroutineFixtures.stateOf(generator)).isEqualTo(CoroutineState.CLOSED);
    }
}
