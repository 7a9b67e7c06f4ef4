package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How values of variables are shown. */
class ValueTextTest {
    private enum Colour {
        RED {
            @Override
            public String toString() {
                throw new AssertionError("code of the application's");
            }
        }
    }

    private static final class Order {
        @Override
        public String toString() {
            throw new AssertionError("code of the application's");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("code of the application's");
        }
    }

    @Test
    void plain_values_are_shown_themselves() {
        assertThat(List.of(1, 2L, 3.5, 4.5f, (short) 5, (byte) 6, true))
                .extracting(ValueText::text)
                .containsExactly("1", "2", "3.5", "4.5", "5", "6", "true");
        assertThat(ValueText.text(null)).isEqualTo("null");
        assertThat(ValueText.text('x')).isEqualTo("'x'");
        assertThat(ValueText.text("two\nlines")).isEqualTo("\"two\\nlines\"");
    }

    @Test
    void a_string_is_cut_inside_its_quotes() {
        assertThat(ValueText.text("x".repeat(101))).isEqualTo('"' + "x".repeat(100) + "…\"");
    }

    @Test
    void of_other_objects_type_and_identity_are_shown_without_running_their_code() {
        Order order = new Order();
        assertThat(ValueText.text(Colour.RED)).isEqualTo("RED");
        assertThat(ValueText.text(order))
                .isEqualTo("ValueTextTest.Order@" + Integer.toHexString(System.identityHashCode(order)));
    }

    @Test
    void of_arrays_the_length_is_shown() {
        assertThat(ValueText.text(new int[3])).isEqualTo("int[3]");
        assertThat(ValueText.text(new String[0])).isEqualTo("String[0]");
    }
}
