package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are those of frame classes. */
class FrameNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Orders$load$coroutine1",
                "a.b.Orders$Inner$load$coroutine12",
                "a.Orders$load$coroutine1_2",
                "a.Orders$load$block1",
                "a.Orders$load$generator3",
                "a.Orders$load$asyncgenerator1",
                "a.Orders$load$reference$coroutine1"
            })
    void frame_classes(String name) {
        assertThat(FrameNames.isFrameClass(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "Orders",
                "Orders$1",
                "coroutine1",
                "$coroutine1",
                "Orders$coroutine",
                "Orders$Coroutine1",
                "Orders$load$coroutine1$Inner",
                "Orders$Idgenerator1",
                "Orders$roadblock2"
            })
    void other_classes(String name) {
        assertThat(FrameNames.isFrameClass(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a.Orders$load$coroutine1, load, a.Orders",
        "a.Orders$load$load$coroutine1_2, load, a.Orders$load",
        "a.Orders$load$reference$asyncgenerator1, load, a.Orders",
        "a.Orders$load$block1, other, a.Orders$load$block1",
        "a.Orders, load, a.Orders"
    })
    void the_class_that_declares_a_body(String frameClass, String method, String declaring) {
        assertThat(FrameNames.declaring(frameClass, method)).isEqualTo(declaring);
    }

    @Test
    void each_kind_has_its_word() {
        assertThat(FrameNames.isFrameClass("A$b$" + FrameNames.COROUTINE + 1)).isTrue();
        assertThat(FrameNames.isFrameClass("A$b$" + FrameNames.BLOCK + 1)).isTrue();
        assertThat(FrameNames.isFrameClass("A$b$" + FrameNames.GENERATOR + 1)).isTrue();
        assertThat(FrameNames.isFrameClass("A$b$" + FrameNames.ASYNC_GENERATOR + 1 + FrameNames.AGAIN + 2))
                .isTrue();
    }
}
