package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.lint.bytecode.Compiled.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is said, with what to do. */
class BadInputTest {
    private static final String WRONG = """
            class Wrong {
                Wrong() throws Exception {
                    dev.pausa.Coroutine.suspend(1);
                }
            }
            """;

    private static final String FOUND =
            ": error: [pausa:outside-body] suspend outside of a body, in a constructor, which"
                    + " runs as ordinary code; call it in a body itself, or make this code a coroutine(() -> ...) of"
                    + " its own and await that";

    @TempDir
    Path scratch;

    private Path classFile;

    @BeforeEach
    void compile() {
        classFile = By.JAVAC.compile(scratch, "Wrong", WRONG).resolve("Wrong.class");
    }

    private static void assertRefused(Path place, String message) {
        assertThatThrownBy(() -> ClassLint.check(List.of(place), new Switches()))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(message);
    }

    @Test
    void nothing_there() {
        Path place = scratch.resolve("no such");
        assertRefused(
                place,
                "there is no folder, jar or class file " + place.toAbsolutePath()
                        + "; compile first, and name what the compiler wrote, such as target/classes");
    }

    @Test
    void a_source_file() throws IOException {
        Path source = Files.writeString(scratch.resolve("A.kt"), "fun main() {}");
        assertRefused(
                source,
                source + " is source code; give the class files that its compiler makes of it, or the folder or the jar"
                        + " that they are in");
    }

    @Test
    void no_jar() throws IOException {
        Path jar = Files.writeString(scratch.resolve("text.jar"), "no zip file at all");
        assertThatThrownBy(() -> ClassLint.check(List.of(jar), new Switches()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith(jar + " is no jar that can be read (")
                .hasMessageEndingWith(
                        "): give folders of classes, jars and class files, and build or copy a damaged jar anew");
    }

    @Test
    void a_damaged_class_in_a_jar() throws IOException {
        byte[] bytes = Files.readAllBytes(classFile);
        Path jar = jar("app/Wrong.class", Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ClassLint.check(List.of(jar), new Switches()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("the class file " + jar + "!/app/Wrong.class cannot be read (java.lang.")
                .hasMessageEndingWith("): it is damaged; compile or copy it anew");
    }

    @Test
    void no_class_file() throws IOException {
        Path file = Files.writeString(scratch.resolve("Text.class"), "some text, and no class");
        assertRefused(
                file,
                file + " is no class file, or a damaged one: it does not begin as each does; compile or copy it anew");
    }

    /** What bodies are made of has been stable, so it is read as far as it can be. */
    @Test
    void a_newer_class_is_read_like_the_newest_known_one() throws IOException {
        Files.write(classFile, ofJava(99, Files.readAllBytes(classFile)));
        assertThat(Compiled.lint(classFile)).containsExactly("Wrong.java:3" + FOUND);
    }

    @Test
    void a_newer_class_that_is_another_one_is_said_to_be_newer() throws IOException {
        byte[] bytes = ofJava(99, Files.readAllBytes(classFile));
        bytes[10] = 99; // a kind of constant that there is not yet
        Files.write(classFile, bytes);
        assertThatThrownBy(() -> ClassLint.check(List.of(classFile), new Switches()))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("it has version 143, of Java 99, and this Pausa knows those up to 72, of Java 28;"
                        + " compile for an older release, or use a newer Pausa");
    }

    @Test
    void a_jar_is_read() throws IOException {
        assertThat(Compiled.lint(jar("Wrong.class", Files.readAllBytes(classFile))))
                .containsExactly("Wrong.java:3" + FOUND);
    }

    /** The class file is named then. */
    @Test
    void a_class_without_lines_and_source_is_read() {
        Path classes = By.JAVAC.compile(scratch, "Wrong", WRONG, "-g:none");
        assertThat(Compiled.lint(classes)).containsExactly(classFile + FOUND);
    }

    private static byte[] ofJava(int release, byte[] bytes) {
        bytes[7] = (byte) (release + 44);
        return bytes;
    }

    private Path jar(String name, byte[] bytes) throws IOException {
        Path jar = scratch.resolve("app.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(name));
            out.write(bytes);
        }
        return jar;
    }
}
