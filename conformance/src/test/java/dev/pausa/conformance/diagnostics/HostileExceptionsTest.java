package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An exception's class is the user's and may override what the library calls for its trace; the exception comes out all
 * the same.
 */
class HostileExceptionsTest {

    /** What an exception's class can do. */
    enum Hostility {
        GET_THROWS,
        GET_GIVES_NULL,
        GET_GIVES_NULLS,
        GET_GIVES_NOTHING,
        SET_THROWS,
        CAUSE_THROWS,
        CAUSE_IS_ITSELF,
        CAUSE_IS_NEW_EACH_TIME,
        MESSAGE_THROWS,
        EQUALS_THROWS
    }

    static final class Hostile extends Exception {
        private static final long serialVersionUID = 1L;

        private final Hostility how;

        Hostile(Hostility how) {
            this.how = how;
        }

        private boolean is(Hostility hostility) {
            return how == hostility;
        }

        private static void fail() {
            throw new AssertionError("hostile");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            if (is(Hostility.GET_THROWS)) {
                fail();
            }
            return is(Hostility.GET_GIVES_NULL)
                    ? null
                    : is(Hostility.GET_GIVES_NULLS)
                            ? new StackTraceElement[3]
                            : is(Hostility.GET_GIVES_NOTHING) ? new StackTraceElement[0] : super.getStackTrace();
        }

        @Override
        public void setStackTrace(StackTraceElement[] trace) {
            if (is(Hostility.SET_THROWS)) {
                fail();
            }
            super.setStackTrace(trace);
        }

        @Override
        public synchronized Throwable getCause() {
            if (is(Hostility.CAUSE_THROWS)) {
                fail();
            }
            return is(Hostility.CAUSE_IS_ITSELF)
                    ? this
                    : is(Hostility.CAUSE_IS_NEW_EACH_TIME) ? new Hostile(how) : null;
        }

        @Override
        public String getMessage() {
            if (is(Hostility.MESSAGE_THROWS)) {
                fail();
            }
            return null;
        }

        @Override
        public boolean equals(Object other) {
            if (is(Hostility.EQUALS_THROWS)) {
                fail();
            }
            return this == other;
        }

        @Override
        public int hashCode() {
            if (is(Hostility.EQUALS_THROWS)) {
                fail();
            }
            return 1;
        }
    }

    private static Coroutine<Object> awaiting(Coroutine<?> inner) {
        return coroutine(() -> {
            try {
                return await(inner);
            } finally {
                suspend("cleaning");
            }
        });
    }

    private static void comesOut(Coroutine<?> task, Hostile expected) {
        assertThat(task.send(null)).isEqualTo("cleaning");
        assertThat(thrownBy(() -> task.send(null)) == expected).isTrue();
        assertThat(stateOf(task)).isEqualTo(CoroutineState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void thrown_by_a_body(Hostility how) {
        Hostile hostile = new Hostile(how);
        comesOut(
                awaiting(coroutine(() -> {
                    throw hostile;
                })),
                hostile);
        Coroutine<Object> paused = awaiting(coroutine(() -> {
            suspend(1);
            throw hostile;
        }));
        paused.send(null);
        comesOut(paused, hostile);
    }

    @ParameterizedTest
    @EnumSource
    void raised_in(Hostility how) {
        Hostile hostile = new Hostile(how);
        Coroutine<Object> bare = coroutine(() -> suspend(1));
        bare.send(null);
        assertThat(thrownBy(() -> bare.raise(hostile)) == hostile).isTrue();
        Coroutine<Object> task = awaiting(coroutine(() -> suspend(1)));
        task.send(null);
        assertThat(task.raise(hostile)).isEqualTo("cleaning");
        assertThat(thrownBy(() -> task.send(null)) == hostile).isTrue();
        assertThat(stateOf(task)).isEqualTo(CoroutineState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void thrown_by_a_stage(Hostility how) {
        Hostile hostile = new Hostile(how);
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> task = awaiting(coroutine(() -> await(stage)));
        task.send(null);
        stage.completeExceptionally(hostile);
        comesOut(task, hostile);
        comesOut(awaiting(coroutine(() -> await(stage))), hostile);
    }

    @ParameterizedTest
    @EnumSource
    void thrown_by_a_foreign_iterator(Hostility how) {
        Hostile hostile = new Hostile(how);
        AwaitIterator<Object> iterator = () -> {
            throw CoroutineFixtures.<RuntimeException>sneaky(hostile);
        };
        comesOut(awaiting(coroutine(() -> await(CoroutineFixtures.awaitable(iterator)))), hostile);
    }

    /** As a cause or suppressed it spoils nothing for the exception that it is attached to. */
    @ParameterizedTest
    @EnumSource
    void attached_to_another_one(Hostility how) {
        Coroutine<Object> task = coroutine(() -> {
            suspend(1);
            IllegalStateException failure = new IllegalStateException("failure", new Hostile(how));
            failure.addSuppressed(new Hostile(how));
            throw failure;
        });
        task.send(null);
        Throwable thrown = thrownBy(() -> task.send(null));
        assertThat(thrown.getClass()).isEqualTo(IllegalStateException.class);
        assertThat(thrown.getStackTrace())
                .noneMatch(element -> element.getClassName().startsWith("dev.pausa.frame."));
    }
}
