package dev.pausa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** The exception that is made of a type and a value. */
class ExceptionFactoryTest {
    /** For the choice among constructors. */
    public static final class Choosy extends Exception {
        private static final long serialVersionUID = 1L;

        public Choosy(Object any) {
            super("any " + any);
        }

        public Choosy(Number number) {
            super("number " + number);
        }

        public Choosy(int number) {
            super("int " + number);
        }
    }

    /** Whose constructor throws. */
    public static final class Failing extends Exception {
        private static final long serialVersionUID = 1L;

        public Failing() {
            throw new IllegalStateException("in the constructor");
        }
    }

    @Test
    void an_instance_of_the_type_is_raised_itself() {
        IOException failure = new IOException();
        assertThat(ExceptionFactory.make(Exception.class, failure, null)).isSameAs(failure);
    }

    @Test
    void a_value_is_the_constructor_s_argument() {
        assertThat(ExceptionFactory.make(IOException.class, "disk", null))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThat(ExceptionFactory.make(StopIteration.class, 5, null)).hasMessage("5");
    }

    @Test
    void of_several_constructors_the_most_specific_one_is_called() {
        assertThat(ExceptionFactory.make(Choosy.class, 1, null)).hasMessage("int 1");
        assertThat(ExceptionFactory.make(Choosy.class, 1L, null)).hasMessage("number 1");
        assertThat(ExceptionFactory.make(Choosy.class, "x", null)).hasMessage("any x");
    }

    @Test
    void without_a_value_a_constructor_with_a_message_does_as_well() {
        assertThat(ExceptionFactory.make(IOException.class, null, null)).hasMessage(null);
        assertThat(ExceptionFactory.make(NumberFormatException.class, null, null))
                .hasMessage(null);
    }

    @Test
    void what_the_constructor_throws_is_raised() {
        assertThat(ExceptionFactory.make(Failing.class, null, null))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("in the constructor");
    }

    @Test
    void a_stack_trace_replaces_its_own() {
        StackTraceElement[] trace = {new StackTraceElement("a.B", "c", "B.java", 1)};
        assertThat(ExceptionFactory.make(IOException.class, null, trace).getStackTrace())
                .containsExactly(trace);
    }

    @Test
    void without_a_constructor_that_fits_the_caller_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExceptionFactory.make(UncheckedIOException.class, "text", null))
                .withMessage("cannot make a java.io.UncheckedIOException to raise: the class needs a public constructor"
                        + " with one argument of type java.lang.String; give raise(...) an instance instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExceptionFactory.make(UncheckedIOException.class, null, null))
                .withMessageContaining("needs a public constructor with no argument;");
    }
}
