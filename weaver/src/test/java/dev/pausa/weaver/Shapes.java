package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pausa.weaver.ahead.Mode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pause may stand anywhere Java lets an expression stand. The shapes are public static methods that return a
 * coroutine, in the sources under {@code shapes}; each is compiled by each compiler of a matrix and does the same, in
 * the same order, as its reference: finishing without a pause, pausing everywhere, with an exception raised into every
 * pause, and closed at every pause.
 */
abstract class Shapes {
    private static final int RUNNING_ON = Runtime.version().feature();

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    @TempDir
    static Path directory;

    private static final List<Compilation> COMPILATIONS = new ArrayList<>();
    private static Compilation reference;

    /**
     * One way to compile.
     *
     * @param name the compiler and its options, for people
     * @param level the language level
     */
    record Row(String name, JavaCompiler compiler, int level, List<String> options, Optional<Mode> ahead) {
        Row wovenAhead(Mode mode) {
            return new Row(name + ", woven ahead: " + mode, compiler, level, options, Optional.of(mode));
        }

        Compilation compiledTo(Path classes) throws IOException {
            Compilation compiled = Compilation.of(compiler, options, sources(compiler, level), classes);
            return ahead.isEmpty() ? compiled : WovenAhead.of(compiled, Path.of(classes + "_woven"), ahead.get());
        }
    }

    /** The ways to compile that this test is about. */
    abstract List<Row> rows();

    static Row javac(int level, String... options) {
        return row("javac", JAVAC, level, List.of("--release", "" + level), options);
    }

    static Row ecj(int level, String... options) {
        return row("ecj", new EclipseCompiler(), level, List.of("-source", "" + level, "-target", "" + level), options);
    }

    private static Row row(
            String name, JavaCompiler compiler, int level, List<String> levelOptions, String... options) {
        List<String> all = new ArrayList<>(levelOptions);
        all.addAll(List.of(options));
        return new Row(name + " " + String.join(" ", all), compiler, level, all, Optional.empty());
    }

    @BeforeAll
    static void compileReference() throws IOException {
        reference = referenceIn(directory);
    }

    static Compilation referenceIn(Path directory) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path source : sources(JAVAC, RUNNING_ON)) {
            String text = Reference.toReference(Files.readString(source));
            Path copy = directory
                    .resolve("reference-sources")
                    .resolve(shapes().relativize(source).toString());
            Files.createDirectories(copy.getParent());
            sources.add(Files.writeString(copy, text));
        }
        return Compilation.of(JAVAC, List.of("-g"), sources, directory.resolve("reference"));
    }

    @AfterAll
    static void closeLoaders() throws IOException {
        reference.close();
        for (Compilation compilation : COMPILATIONS) {
            compilation.close();
        }
        COMPILATIONS.clear();
    }

    private static Path shapes() {
        return Path.of(Compilation.home(Shapes.class), "shapes");
    }

    /**
     * The sources that a compiler for this level understands: those in java17, java21 ... up to it; those in javac17
     * only if it is javac, since of these ECJ makes classes that the JVM refuses.
     */
    private static List<Path> sources(JavaCompiler compiler, int level) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shapes())) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> levelOf(file) <= level)
                    .filter(file -> compiler == JAVAC || !folderOf(file).startsWith("javac"))
                    .sorted()
                    .forEach(sources::add);
        }
        return sources;
    }

    private static int levelOf(Path source) {
        return Integer.parseInt(folderOf(source).replaceFirst("javac?", ""));
    }

    private static String folderOf(Path source) {
        return shapes().relativize(source).getName(0).toString();
    }

    @TestFactory
    Stream<DynamicNode> shapesDoAsTheirReference() {
        return rows().stream().map(Shapes::testsOf);
    }

    private static DynamicNode testsOf(Row row) {
        if (row.level > RUNNING_ON) {
            return dynamicTest(
                    row.name,
                    () -> Assumptions.abort(row.name + " does not apply: its classes need JDK " + row.level
                            + ", this is " + RUNNING_ON));
        }
        return dynamicContainer(row.name, Stream.of(row).flatMap(Shapes::shapeTests));
    }

    private static Stream<DynamicTest> shapeTests(Row row) {
        Compilation compilation;
        try {
            Path classes = directory.resolve(row.name.replaceAll("[^A-Za-z0-9]", "_"));
            compilation = row.compiledTo(classes);
        } catch (IOException | AssertionError | RuntimeException failed) {
            return Stream.of(dynamicTest("compile", () -> {
                throw failed;
            }));
        }
        Compilation own = new Compilation(reference.classes(), Compilation.load(reference.classes()));
        COMPILATIONS.addAll(List.of(compilation, own));
        List<DynamicTest> tests = new ArrayList<>();
        boolean isAhead = row.ahead.isPresent() || Way.OF_THIS_RUN.mode().isPresent();
        for (String name : compilation.classNames()) {
            tests.add(isAhead ? links(compilation, name) : isSound(compilation, name));
            shapesOf(compilation, name).forEach(shape -> tests.add(plays(shape, own)));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    /**
     * A reference to a method with a variable number of arguments of a class in another package, which is not woven
     * ahead of time.
     */
    private static final String LEFT_TO_RUN_TIME = "shapes.References.protectedVaried";

    private static DynamicTest plays(Method shape, Compilation reference) {
        String type = shape.getDeclaringClass().getName();
        String name = type + "." + shape.getName();
        Executable play = () -> new Player(shape, referenceOf(reference, type, shape)).playAll();
        boolean isRefused = Way.OF_THIS_RUN.mode().isPresent() && name.equals(LEFT_TO_RUN_TIME);
        return dynamicTest(
                name,
                isRefused
                        ? () -> assertThatThrownBy(play::execute).hasMessageContaining("it was not woven ahead of time")
                        : play);
    }

    private static DynamicTest links(Compilation compilation, String name) {
        return dynamicTest(
                name + " links",
                () -> Class.forName(name, false, compilation.loader()).getDeclaredConstructors());
    }

    private static DynamicTest isSound(Compilation compilation, String name) {
        return dynamicTest("woven bodies of " + name + " are sound", () -> Soundness.check(compilation, name));
    }

    static List<Method> shapesOf(Compilation compilation, String className) {
        try {
            return Arrays.stream(Class.forName(className, false, compilation.loader())
                            .getDeclaredMethods())
                    .filter(method ->
                            Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                    .filter(method -> method.getReturnType() == Object.class && method.getParameterCount() == 0)
                    .filter(method -> !method.isSynthetic())
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Each row has its own copy of the reference, so that class initialisers are compared too. */
    private static Method referenceOf(Compilation reference, String className, Method shape)
            throws ReflectiveOperationException {
        return Class.forName(className, true, reference.loader()).getDeclaredMethod(shape.getName());
    }
}
