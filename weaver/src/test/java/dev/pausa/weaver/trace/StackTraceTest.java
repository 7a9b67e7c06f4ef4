package dev.pausa.weaver.trace;

import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Coroutine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A stack trace from inside a body shows the code that was written: its class, method, file and line, before and after
 * any pause.
 */
class StackTraceTest {
    static Coroutine<String> load(int pauses) {
        return coroutine(() -> {
            for (int i = 0; i < pauses; i++) {
                suspend(i);
            }
            throw new IllegalStateException("in the body");
        });
    }

    static Coroutine<String> caller(Coroutine<String> inner) {
        return coroutine(() -> "got " + await(inner));
    }

    /** The line of this file that contains a text. */
    private static int lineOf(String text) {
        try {
            List<String> lines =
                    Files.readAllLines(Path.of("src/test/java/dev/pausa/weaver/trace/StackTraceTest.java"));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return i + 1;
                }
            }
            throw new AssertionError("not in this file: " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Throwable failureAfter(Coroutine<?> coroutine, int pauses) {
        coroutine.send(null);
        for (int i = 1; i < pauses; i++) {
            coroutine.send(null);
        }
        return catchThrowable(() -> coroutine.send(null));
    }

    @Test
    void before_the_first_pause() {
        Throwable thrown = catchThrowable(() -> load(0).send(null));
        assertThat(thrown.getStackTrace()[0].toString())
                .isEqualTo(frame("load", lineOf("throw new Ill" + "egalStateException")));
    }

    @Test
    void after_any_number_of_pauses() {
        for (int pauses : new int[] {1, 2, 1000}) {
            Throwable thrown = failureAfter(load(pauses), pauses);
            assertThat(thrown.getStackTrace()[0].toString())
                    .isEqualTo(frame("load", lineOf("throw new Ill" + "egalStateException")));
        }
    }

    @Test
    void an_awaiting_body_that_is_on_the_stack_shows_its_await() {
        Throwable thrown = catchThrowable(() -> caller(load(0)).send(null));
        assertThat(ownFrames(thrown))
                .startsWith(
                        frame("load", lineOf("throw new Ill" + "egalStateException")),
                        frame("caller", lineOf("\"got \" + aw" + "ait(inner)")));
    }

    @Test
    void an_exception_raised_in_shows_where_behind_what_it_had() {
        Coroutine<String> coroutine = load(1);
        coroutine.send(null);
        IllegalArgumentException raised = new IllegalArgumentException("raised in");
        StackTraceElement[] before = raised.getStackTrace();
        assertThat(catchThrowable(() -> coroutine.raise(raised))).isSameAs(raised);
        StackTraceElement[] after = raised.getStackTrace();
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(after[1]).hasToString("dev.pausa.Coroutine.await(Coroutine.java)");
        assertThat(after[2]).hasToString(frame("load", lineOf("suspe" + "nd(i);")));
        assertThat(after[after.length - 1]).isEqualTo(before[before.length - 1]);
    }

    @Test
    void nothing_of_the_library_stands_between_body_and_driver() {
        Throwable thrown = failureAfter(load(1), 1);
        assertThat(thrown.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .noneMatch(name -> name.startsWith("dev.pausa.Coroutine") || name.startsWith("dev.pausa.frame."));
    }

    @Test
    void a_thread_dump_shows_the_body() {
        StackTraceElement[][] dump = new StackTraceElement[1][];
        Coroutine<Void> coroutine = coroutine(() -> {
            suspend(1);
            dump[0] = Thread.currentThread().getStackTrace();
        });
        coroutine.send(null);
        coroutine.step(null);
        assertThat(dump[0])
                .anySatisfy(element -> assertThat(element.toString())
                        .startsWith(StackTraceTest.class.getName() + "$a_thread_dump_shows_the_body$coroutine1"
                                + ".a_thread_dump_shows_the_body(StackTraceTest.java:"));
    }

    private static String frame(String method, int line) {
        return StackTraceTest.class.getName() + "$" + method + "$coroutine1." + method + "(StackTraceTest.java:" + line
                + ")";
    }

    private static List<String> ownFrames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(text -> text.contains("$coroutine1.") && text.contains("StackTraceTest.java:"))
                .toList();
    }
}
