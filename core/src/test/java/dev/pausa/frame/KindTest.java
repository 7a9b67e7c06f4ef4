package dev.pausa.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In what the kinds of bodies differ. */
class KindTest {
    @Test
    void errors_call_each_kind_by_its_name() {
        assertThat(Kind.BLOCK.words(Reason.ALREADY_EXECUTING)).isEqualTo("coroutine already executing");
        assertThat(Kind.GENERATOR.words(Reason.ALREADY_EXECUTING)).isEqualTo("generator already executing");
        assertThat(Kind.ASYNC_GENERATOR.words(Reason.ALREADY_EXECUTING)).isEqualTo("async generator already executing");
    }

    @ParameterizedTest
    @EnumSource
    void a_stop_iteration_of_the_body_is_no_end(Kind kind) {
        assertRaisedStop(kind, new StopIteration(1), kind.text() + " raised StopIteration");
    }

    @Test
    void a_stop_async_iteration_would_end_an_async_generator_alone() {
        StopAsyncIteration stop = new StopAsyncIteration();
        assertThat(out(Kind.COROUTINE, stop)).isSameAs(stop);
        assertThat(out(Kind.GENERATOR, stop)).isSameAs(stop);
        assertRaisedStop(Kind.ASYNC_GENERATOR, stop, "async generator raised StopAsyncIteration");
    }

    @ParameterizedTest
    @EnumSource
    void any_other_exception_comes_out_as_the_same_object(Kind kind) {
        IOException failure = new IOException();
        assertThat(out(kind, failure)).isSameAs(failure);
    }

    private static Throwable out(Kind kind, Throwable thrown) {
        return kind.leaving(thrown, null, AdapterFrame.FINISHED);
    }

    private static void assertRaisedStop(Kind kind, Throwable stop, String message) {
        assertThat(out(kind, stop)).isInstanceOfSatisfying(CoroutineStateException.class, error -> {
            assertThat(error.reason()).isEqualTo(Reason.RAISED_STOP);
            assertThat(error).hasMessage(message).hasCause(stop);
        });
    }
}
