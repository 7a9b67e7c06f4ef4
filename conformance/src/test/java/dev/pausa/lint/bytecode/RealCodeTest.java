package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.lint.bytecode.Compiled.By;
import dev.pausa.weaver.ClassFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Nothing is reported that is no mistake: in code that awaits something else, and in right code. */
class RealCodeTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"org/awaitility/Awaitility", "io/vertx/core/Vertx", "kotlinx/coroutines/BuildersKt"})
    void code_that_awaits_something_else(String type) throws Exception {
        Path jar = jarOf(type);
        assertThat(callsOfAwait(jar))
                .as("calls of methods named await or acquire in %s", jar)
                .isPositive();
        assertThat(Compiled.lint(jar)).isEmpty();
    }

    private static Path jarOf(String type) throws ClassNotFoundException, URISyntaxException {
        Class<?> found = Class.forName(type.replace('/', '.'), false, RealCodeTest.class.getClassLoader());
        return Path.of(found.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static long callsOfAwait(Path jar) throws IOException {
        long calls = 0;
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    calls += callsOfAwait(file.getInputStream(entry).readAllBytes());
                }
            }
        }
        return calls;
    }

    private static long callsOfAwait(byte[] classFile) {
        long calls = 0;
        for (MethodNode method : ClassFiles.parse(classFile).methods) {
            for (AbstractInsnNode i : method.instructions) {
                calls += i instanceof MethodInsnNode call && call.name.matches("await.*|acquire|join") ? 1 : 0;
            }
        }
        return calls;
    }

    @Test
    void the_examples() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.list(Path.of("../examples"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(sources).isNotEmpty();
        assertThat(Compiled.lint(By.JAVAC.compile(scratch.resolve("javac"), sources, "-g")))
                .isEmpty();
        assertThat(Compiled.lint(By.ECJ.compile(scratch.resolve("ecj"), sources, "-g")))
                .isEmpty();
    }

    /** The bodies that the weaver is tested with, of all forms. One returns in {@code finally}. */
    @ParameterizedTest
    @EnumSource
    void the_shapes_of_bodies(By compiler) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("../weaver/src/test/resources/shapes/java17"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        Path classes = compiler.compile(scratch, sources, "-g", "-sourcepath", "../weaver/src/test/java");
        assertThat(Compiled.lint(classes))
                .singleElement()
                .asString()
                .startsWith("shapes/Tries.java:123: warning: [pausa:leaves-finally]");
    }

    /** The handler in there keeps what it catches, and throws it behind its loop. */
    @Test
    void the_library_itself() throws Exception {
        Switches switches = new Switches();
        switches.offIn("dev.pausa.AsyncExitStack=catches-exit");
        switches.offIn("dev.pausa.async.ForgottenClosing=await-in-finally");
        List<Path> places = List.of(placeOf(Coroutine.class), placeOf(Async.class), placeOf(ClassFiles.class));
        assertThat(ClassLint.check(places, switches)).isEmpty();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
