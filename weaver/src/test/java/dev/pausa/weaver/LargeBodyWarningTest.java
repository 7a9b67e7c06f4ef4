package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that HotSpot will not compile is told of once, when it is woven. */
class LargeBodyWarningTest {
    private static final Logger LOGGER = Logger.getLogger("dev.pausa");

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            told.add(entry.getLevel() + ": " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Compilation compile(int pauses) {
        String statements =
                IntStream.range(0, pauses).mapToObj(i -> "suspend(" + i + ");").collect(Collectors.joining("\n"));
        return Compilation.ofText(directory, "large.Large", """
                package large;
                import static dev.pausa.Coroutine.*;
                public class Large {
                    public static Object body() {
                        return coroutine(() -> {
                            %s
                        });
                    }
                }
                """.formatted(statements));
    }

    /** Makes two objects of the body. */
    private List<String> toldAtFirstUse(int pauses) throws Throwable {
        LOGGER.addHandler(handler);
        try (Compilation compilation = compile(pauses)) {
            for (int i = 0; i < 2; i++) {
                ((Coroutine<?>) compilation.call("large.Large", "body")).close();
            }
        } finally {
            LOGGER.removeHandler(handler);
        }
        return told;
    }

    private static final String TEXT = "the body at large\\.Large\\.body\\(Large\\.java:6\\) will be slow: woven it has"
            + " \\d+ bytes of code, and HotSpot compiles no method of more than 8000, so it is interpreted, about ten"
            + " times slower; move parts of it into coroutines of their own and await those, or start java with"
            + " -XX:-DontCompileHugeMethods";

    @Test
    void at_first_use() throws Throwable {
        assertThat(toldAtFirstUse(400)).singleElement().asString().matches("WARNING: " + TEXT);
    }

    @Test
    void not_if_the_large_form_is_small_enough() throws Throwable {
        assertThat(toldAtFirstUse(220)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void ahead_of_time(Mode mode) throws Exception {
        try (Compilation compilation = compile(400)) {
            Outcome outcome = WovenAhead.weave(compilation.classes(), mode, false);
            assertThat(outcome.problems()).isEmpty();
            assertThat(outcome.remarks()).singleElement().satisfies(remark -> {
                assertThat(remark.className()).isEqualTo("large.Large");
                assertThat(remark.text()).matches(TEXT);
            });
        }
    }
}
