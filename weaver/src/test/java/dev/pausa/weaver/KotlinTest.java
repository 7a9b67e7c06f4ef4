package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Unit;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bodies written in Kotlin: lambdas, objects and references that implement the body interface do as their reference.
 */
class KotlinTest {
    @TempDir
    static Path directory;

    private static Compilation compilation;
    private static Compilation rewritten;

    @BeforeAll
    static void compile() throws IOException {
        String text = Files.readString(Path.of(Compilation.home(KotlinTest.class), "shapes-kotlin", "Kotlin.kt"));
        String reference = text.replace("package kotlinshapes", "package reference.kotlinshapes")
                .replaceAll("import dev.pausa.(Coroutine|BlockAccess)\\.", "import dev.pausa.weaver.Reference.")
                .replaceAll(
                        "import dev.pausa.(Async)?Generator\\b",
                        "import dev.pausa.weaver.ReferenceGenerators.$1Generator");
        Path woven = Files.writeString(directory.resolve("Kotlin.kt"), text);
        Path plain = Files.writeString(directory.resolve("Reference.kt"), reference);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        kotlinc(classes, woven, plain);
        Way.OF_THIS_RUN.weave(classes);
        compilation = new Compilation(classes, Compilation.load(classes));
        rewritten = WovenAhead.of(compilation, directory.resolve("rewritten"), Mode.REWRITE);
    }

    /** Compiles Kotlin; fails with the compiler's words. */
    static void kotlinc(Path classes, Path... sources) {
        assertThat(messagesOf(classes, sources)).as("kotlinc").isEmpty();
    }

    /** Compiles Kotlin, and returns the errors. */
    static String messagesOf(Path classes, Path... sources) {
        String classPath = String.join(
                File.pathSeparator,
                Compilation.home(dev.pausa.Coroutine.class),
                Compilation.home(KotlinTest.class),
                Compilation.home(Unit.class));
        List<String> arguments = new ArrayList<>(List.of(
                "-no-stdlib",
                "-no-reflect",
                "-nowarn",
                "-jvm-target",
                "17",
                "-cp",
                classPath,
                "-d",
                classes.toString()));
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler().exec(new PrintStream(output), arguments.toArray(String[]::new));
        assertThat(code == ExitCode.OK).as("%s: %s", code, output).isEqualTo(output.size() == 0);
        return output.toString();
    }

    @AfterAll
    static void close() throws IOException {
        compilation.close();
        rewritten.close();
    }

    @TestFactory
    Stream<DynamicTest> wovenBodiesAreSound() {
        return compilation.classNames().stream()
                .filter(name -> name.startsWith("kotlinshapes."))
                .map(name -> dynamicTest(name, () -> Soundness.check(compilation, name)));
    }

    @TestFactory
    Stream<DynamicTest> shapesDoAsTheirReference() {
        return shapes(compilation);
    }

    @Rule("W31")
    @TestFactory
    Stream<DynamicTest> shapesThatWereRewrittenAheadOfTimeDoAsTheirReference() {
        return shapes(rewritten);
    }

    private static Stream<DynamicTest> shapes(Compilation classes) {
        return Stream.of("kotlinshapes.Kotlin", "kotlinshapes.References", "kotlinshapes.Generators")
                .flatMap(name -> ShapesTest.shapesOf(classes, name).stream())
                .map(shape -> dynamicTest(shape.getName(), () -> new Player(shape, referenceOf(shape)).playAll()));
    }

    private static Method referenceOf(Method shape) throws ReflectiveOperationException {
        Class<?> type = shape.getDeclaringClass();
        return Class.forName("reference." + type.getName(), true, type.getClassLoader())
                .getDeclaredMethod(shape.getName());
    }
}
