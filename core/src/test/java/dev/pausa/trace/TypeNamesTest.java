package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of types in error texts. */
class TypeNamesTest {
    @ParameterizedTest
    @CsvSource({
        "a.b.Outer, Outer",
        "a.b.Outer$Inner, Outer.Inner",
        "a.Outer$1, Outer.1",
        "a.$Proxy5, $Proxy5",
        "Outer, Outer",
        "a.Outer$Inner$$Lambda$14/0x0000000800c03000, Outer.Inner.<lambda>"
    })
    void the_short_name(String binaryName, String shortened) {
        assertThat(TypeNames.shorten(binaryName)).isEqualTo(shortened);
    }

    @ParameterizedTest
    @CsvSource({"a.Outer$$Lambda$14/0x01, a.Outer", "a.Outer$$Lambda/0x01, a.Outer", "a.Outer$Inner, a.Outer$Inner"})
    void the_class_that_a_person_wrote(String binaryName, String declaring) {
        assertThat(TypeNames.declaring(binaryName)).isEqualTo(declaring);
    }

    @Test
    void of_an_object() {
        Runnable lambda = () -> {};
        assertThat(TypeNames.of(null)).isEqualTo("null");
        assertThat(TypeNames.of("text")).isEqualTo("String");
        assertThat(TypeNames.of(Map.entry(1, 2))).isEqualTo("KeyValueHolder");
        assertThat(TypeNames.of(lambda)).isEqualTo("TypeNamesTest.<lambda>");
    }
}
