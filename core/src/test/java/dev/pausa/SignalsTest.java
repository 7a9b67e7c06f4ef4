package dev.pausa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exceptions that say something and are no faults. */
class SignalsTest {
    @Test
    void none_has_a_stack_trace() {
        for (Throwable signal : List.of(new StopIteration(1), new StopAsyncIteration(), new GeneratorExit())) {
            assertThat(signal.getStackTrace()).isEmpty();
        }
    }

    /** What fails on an exit's way out comes out in its place; an end has nothing to show. */
    @Test
    void an_exit_takes_suppressed_exceptions_and_an_end_takes_none() {
        Exception failure = new Exception();
        for (Throwable end : List.of(new StopIteration(1), new StopAsyncIteration())) {
            end.addSuppressed(failure);
            assertThat(end.getSuppressed()).isEmpty();
        }
        GeneratorExit exit = new GeneratorExit();
        exit.addSuppressed(failure);
        assertThat(exit.getSuppressed()).containsExactly(failure);
    }

    /** So that a body's {@code catch (Exception e)} does not keep it from being closed. */
    @Test
    void an_exit_is_no_exception() {
        assertThat(new GeneratorExit()).isNotInstanceOf(Exception.class).hasMessage(null);
        assertThat(new GeneratorExit("bye")).hasMessage("bye");
    }

    @Test
    void the_value_of_a_stop_is_kept_as_it_is() {
        StopIteration inner = new StopIteration("inner");
        assertThat(new StopIteration(inner).value()).isSameAs(inner);
        assertThat(new StopIteration().value()).isNull();
    }

    @Test
    void the_message_of_a_stop_is_its_value_s_text() {
        assertThat(new StopIteration(42)).hasMessage("42");
        assertThat(new StopIteration()).hasMessage(null);
    }

    /** Any object may be the value, and exceptions are serializable. */
    @Test
    void a_stop_can_be_serialized_whatever_its_value() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new StopIteration(new Object()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((StopIteration) in.readObject()).value()).isNull();
        }
    }

    @Test
    void a_step_shows_which_it_is_and_its_value() {
        assertThat(new Step.Yielded<>(1)).hasToString("Yielded[value=1]").isNotEqualTo(new Step.Returned<>(1));
        assertThat(new Step.Returned<>(null))
                .hasToString("Returned[value=null]")
                .isEqualTo(new Step.Returned<>(null));
    }
}
