package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kotlin, which holds callers to the library's nullness annotations, may say {@code String?} wherever a value stands.
 */
class KotlinNullsTest {
    @TempDir
    static Path directory;

    private static Compilation compilation;

    @BeforeAll
    static void compile() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        KotlinTest.kotlinc(classes, Path.of(Compilation.home(KotlinNullsTest.class), "nulls-kotlin", "Nulls.kt"));
        compilation = new Compilation(classes, Compilation.load(classes));
    }

    @AfterAll
    static void close() throws IOException {
        compilation.close();
    }

    @Test
    void results() throws Exception {
        CompletionStage<Object> stage = CompletableFuture.completedStage(null);
        Coroutine<?> c = (Coroutine<?>) compilation
                .loader()
                .loadClass("nulls.Nulls")
                .getMethod("awaited", CompletionStage.class)
                .invoke(null, stage);
        assertThat(c.step(null).value()).isEqualTo(nulls(4));
        assertThat((List<?>) call("steps"))
                .isEqualTo(List.of(new Step.Returned<>(null), new Step.Yielded<>(null), new Step.Returned<>(null)));
    }

    @Test
    void elements() throws Exception {
        assertThat(((Coroutine<?>) call("iterated")).step(null).value()).isEqualTo(nulls(6));
        assertThat(((Coroutine<?>) call("entered")).step(null).value()).isEqualTo(nulls(3));
        assertThat(call("generated")).isEqualTo(nulls(4));
    }

    /** The compiler does see the annotations: without them it would let this pass. */
    @Test
    void what_may_be_null_is_no_string() throws IOException {
        Path source = Files.writeString(directory.resolve("Refused.kt"), """
                import dev.pausa.Coroutine

                fun f(c: Coroutine<String>): String = c.closeAndGet()
                """);
        assertThat(KotlinTest.messagesOf(Files.createDirectory(directory.resolve("refused")), source))
                .contains("Refused.kt:3:", "expected 'String', actual 'String?'");
    }

    private static List<Object> nulls(int n) {
        return Collections.nCopies(n, null);
    }

    private static Object call(String method) throws ReflectiveOperationException {
        try {
            return compilation
                    .loader()
                    .loadClass("nulls.Nulls")
                    .getMethod(method)
                    .invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
