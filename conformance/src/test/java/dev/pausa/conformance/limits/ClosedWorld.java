package dev.pausa.conformance.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The world in which the profile {@code closed-world} runs the tests, and which that profile alone runs this in. */
class ClosedWorld {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/objectweb/asm/ClassReader.class",
                "org/objectweb/asm/commons/Remapper.class",
                "dev/pausa/weaver/ahead/Ahead.class",
                "META-INF/services/dev.pausa.frame.Weaver"
            })
    void it_has_neither_asm_nor_the_weaver(String resource) {
        assertThat(ClassLoader.getSystemResource(resource)).isNull();
    }

    @Test
    void no_class_can_be_defined_by_a_lookup() {
        assertThatThrownBy(() -> MethodHandles.lookup().defineClass(new byte[0]))
                .isInstanceOf(IllegalAccessError.class)
                .hasMessage("refused by the test");
    }

    @Test
    void no_lambda_can_be_asked_for_its_code() {
        assertThatThrownBy(() -> MethodHandles.lookup()
                        .findVirtual(getClass(), "writeReplace", MethodType.methodType(Object.class)))
                .isInstanceOf(IllegalAccessError.class)
                .hasMessage("refused by the test");
    }

    @Test
    void nothing_may_be_woven_at_run_time() {
        assertThat(System.getProperty("dev.pausa.weaving")).isEqualTo("never");
    }
}
