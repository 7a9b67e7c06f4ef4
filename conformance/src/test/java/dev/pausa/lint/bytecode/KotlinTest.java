package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in Kotlin, and right code: lambdas of inline functions are the body's own code. */
class KotlinTest {
    private static final Path SOURCES = Path.of("src/test/resources/lint/bytecode/kotlin");

    @TempDir
    Path scratch;

    @Test
    void exactly_the_mistakes_are_reported() throws IOException {
        String golden = Files.readString(SOURCES.resolve("Kotlin.txt"));
        assertThat(Compiled.lint(compile(SOURCES.resolve("Kotlin.kt"))))
                .containsExactlyElementsOf(golden.lines().toList());
    }

    /** Compiles Kotlin; fails with the compiler's words. */
    private Path compile(Path source) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(output, false, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-nowarn",
                        "-jvm-target",
                        "17",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        scratch.toString(),
                        source.toString());
        assertThat(code).as("kotlinc: %s", output).isEqualTo(ExitCode.OK);
        return scratch;
    }
}
