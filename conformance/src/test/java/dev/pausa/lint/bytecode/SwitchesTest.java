package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.lint.bytecode.Compiled.By;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files have no {@code @SuppressWarnings}: checks are switched off from outside. */
class SwitchesTest {
    @TempDir
    static Path scratch;

    private static Path classes;

    @BeforeAll
    static void compile() {
        classes = By.JAVAC.compile(scratch, "app/Wrong", """
                package app;

                import static dev.pausa.Coroutine.*;

                class Wrong {
                    Wrong() throws Exception {
                        suspend(1);
                    }
                    static class Inner {
                        void drops() {
                            coroutine(() -> suspend(2));
                        }
                    }
                }
                class WrongToo {
                    WrongToo() throws Exception {
                        suspend(3);
                    }
                }
                """);
    }

    private static List<String> found(Consumer<Switches> setting) throws UnreadableException {
        Switches switches = new Switches();
        setting.accept(switches);
        return ClassLint.check(List.of(classes), switches).stream()
                .map(each -> each.className() + " " + each.check().id() + " " + each.line())
                .toList();
    }

    @Test
    void all_are_on() throws UnreadableException {
        assertThat(found(switches -> {}))
                .containsExactly(
                        "app.Wrong outside-body 7", "app.Wrong$Inner dropped 11", "app.WrongToo outside-body 17");
    }

    @Test
    void a_check_is_off_everywhere() throws UnreadableException {
        assertThat(found(switches -> switches.off("outside-body,blocking-call")))
                .containsExactly("app.Wrong$Inner dropped 11");
        assertThat(found(switches -> switches.off("all"))).isEmpty();
    }

    @Test
    void a_check_is_off_in_a_class_and_those_nested_in_it() throws UnreadableException {
        assertThat(found(switches -> switches.offIn("app.Wrong=all"))).containsExactly("app.WrongToo outside-body 17");
        assertThat(found(switches -> switches.offIn("app.Wrong$Inner=dropped")))
                .containsExactly("app.Wrong outside-body 7", "app.WrongToo outside-body 17");
        assertThat(found(switches -> switches.offIn("app.*=outside-body,lock-over-pause")))
                .containsExactly("app.Wrong$Inner dropped 11");
    }

    @Test
    void a_wrong_switch_is_refused() {
        assertThatThrownBy(() -> found(switches -> switches.off("outside")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no check 'outside'; there are outside-body, await-in-generator, foreign-yielder,"
                        + " pause-in-synchronized, await-in-blocking, unfollowed-reference, dropped, unbegun-result,"
                        + " blocking-call, lock-over-pause, catches-exit, leaves-finally, await-in-finally,"
                        + " unsavable-value, large-body, and all");
        assertThatThrownBy(() -> found(switches -> switches.offIn("dropped")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'dropped' has not the form CLASS=ID,ID; write for instance 'com.example.*=blocking-call'");
    }
}
