package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.weaver.Compilation;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** References to methods of other classes, or to those that the class of an object decides on, in rewritten classes. */
class ReferencesAheadTest {
    /** Drives a coroutine to its end: each suspend gets 1. */
    private static final String DRIVE = """
                static Object drive(Coroutine<?> c) {
                    Step<?> step = c.step(null);
                    while (step instanceof Step.Yielded<?>) {
                        step = c.step(1);
                    }
                    return ((Step.Returned<?>) step).value();
                }
            """;

    private static final String LIBRARY = """
            public class Library {
                final String name;
                public Library(String name) { this.name = name; }
                public Object load() throws Exception { return name + suspend(0); }
                public Object loadAt(String place) throws Exception { return name + place + suspend(0); }
                public static Object find() throws Exception { return "found" + suspend(0); }
            }
            """;

    private static final String USER = """
            public class User {
                static class Loud extends Library {
                    Loud(String name) { super(name); }
                    @Override public Object load() throws Exception { return "LOUD " + super.name + suspend(0); }
                }
                static class Silent extends Library {
                    Silent(String name) { super(name); }
                    @Override public Object load() { return "silent " + name; }
                }
                static Object loading(Library library) {
                    return drive(coroutine(library::load));
                }
                static String blocks(Library a) { return ""; }
                public static Object run() {
                    Library a = new Library("a");
                    String all = "";
                    for (int time = 0; time < 100; time++) {
                        all = loading(a) + " " + loading(new Loud("b")) + " " + loading(new Silent("c"));
                        all += " " + drive(coroutine((Coroutine.ResultBody<Object>) Library::find));
                        all += " " + drive(coroutine((Coroutine.Body) a::load));
                        all += blocks(a);
                    }
                    return all;
                }
            """ + DRIVE + "}";

    private static final String ALL = "a1 LOUD b1 silent c found1 null";

    /** Those that are blocks; what runs these is the library's own body, which is woven in its jar alone. */
    private static final String BLOCKS = """
                static <T> AsyncResource<T> given(T value) {
                    return AsyncResource.resource(g -> g.yield(value));
                }
                static String blocks(Library a) {
                    return " " + drive(AsyncResource.withReturning(given(new Loud("d")), Library::load))
                            + " " + drive(AsyncResource.withReturning(given("e"), a::loadAt));
                }
            """;

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void makeProject() {
        project = new Project(directory.resolve("project"));
    }

    @Rule({"W5", "W6"})
    @Test
    void references_to_methods_of_other_classes_need_no_weaver() throws Throwable {
        project.compile("Library", LIBRARY).compile("User", USER).weave(Mode.REWRITE);
        assertThat(project.runOnCore("User")).isEqualTo(ALL);
        assertThat(project.wovenIn("User", directory.resolve("dump"))).isEmpty();
    }

    /** The other class may be in a jar that nobody has woven, or that was only added to. */
    @Rule({"W3", "W5"})
    @ParameterizedTest
    @ValueSource(strings = {"", "ADD"})
    void a_class_that_is_not_rewritten_is_left_to_the_weaver(String mode) throws Throwable {
        String user = USER.replaceFirst(" *static String blocks.*", "");
        project.compile("Library", LIBRARY)
                .compile("User", user.replace("public static Object run", BLOCKS + "public static Object run"));
        if (!mode.isEmpty()) {
            moving("User", () -> project.weave(Mode.valueOf(mode)));
        }
        moving("Library", () -> project.weave(Mode.REWRITE));
        assertThat(project.run("User")).isEqualTo(ALL + " LOUD d1 ae1");
        assertThat(project.wovenIn("User", directory.resolve("dump")))
                .containsExactlyElementsOf(mode.isEmpty() ? FRAMES : List.of());
    }

    private static final List<String> FRAMES = List.of(
            "Library$find$reference$coroutine1",
            "Library$load$reference$coroutine1",
            "Library$load$reference$void$coroutine1",
            "Library$loadAt$reference$block1");

    /** Takes the class files of a type away meanwhile. */
    private void moving(String type, Runnable work) throws IOException {
        Path aside = Files.createDirectories(directory.resolve("aside"));
        for (String name : project.names()) {
            if (name.startsWith(type)) {
                Files.move(project.file(name), aside.resolve(name + ".class"));
            }
        }
        work.run();
        try (var files = Files.list(aside)) {
            for (Path file : files.toList()) {
                Files.move(file, project.classes.resolve("p").resolve(file.getFileName()));
            }
        }
    }

    @Rule("W4")
    @Test
    void without_a_weaver_a_class_that_is_not_rewritten_is_told_of() throws Throwable {
        project.compile("Library", LIBRARY).compile("User", USER);
        moving("Library", () -> project.weave(Mode.REWRITE));
        assertThatThrownBy(() -> project.runOnCore("User"))
                .hasStackTraceContaining(
                        "rewrite its class ahead of time with `./pausa weave --rewrite`, since no weaver");
    }

    @Rule("W28")
    @Test
    void nobody_gets_at_code_that_is_out_of_his_own_reach() throws Throwable {
        project.compile("Safe", """
                public class Safe {
                    private static Object secret() throws Exception { return "secret" + suspend(0); }
                    public static Object open() { return coroutine((Coroutine.ResultBody<Object>) Safe::secret); }
                }
                """)
                .compile("Forged", """
                public class Forged extends dev.pausa.woven.WovenReference implements Coroutine.ResultBody<Object> {
                    protected int kind() { return 0; }
                    protected Object receiver() { return null; }
                    protected Object lambda() { return (Coroutine.ResultBody<Object>) () -> "own" + suspend(0); }
                    public Object run() { return "run"; }
                    protected dev.pausa.woven.Prototype woven() {
                        return dev.pausa.woven.Woven.reference(this, java.lang.invoke.MethodHandles.lookup(),
                            Safe.class, "secret", java.lang.invoke.MethodType.methodType(Object.class), 6, false);
                    }
                    public static Object run(Object unused) { return null; }
                }
                """)
                .compile("User", """
                public class User {
                    public static Object run() { return drive(coroutine(new Forged())); }
                """ + DRIVE + "}")
                .weave(Mode.REWRITE);
        assertThat(project.run("User")).isEqualTo("own1");
    }

    /** What relocates the library renames it in types, and not in the texts of indexes. */
    @Rule("W12")
    @Test
    void what_was_woven_is_found_where_the_library_was_relocated_afterwards() throws Throwable {
        project.compile("Library", """
                public class Library {
                    public Object all(Generator.Yielder<Object, Object> g) { return g.yield("yielded"); }
                }
                """).compile("User", """
                public class User {
                    public static Object run() {
                        Generator<Object, Object, Object> g = generatorReturning(new Library()::all);
                        return g.send(null) + " " + g.step("back");
                    }
                }
                """).weave(Mode.REWRITE);
        Path relocated = directory.resolve("relocated");
        relocate(Path.of(Compilation.home(dev.pausa.Coroutine.class)), relocated);
        relocate(project.classes, relocated);
        Object found = Project.run("User", ClassLoader.getPlatformClassLoader(), relocated);
        assertThat(found).isEqualTo("yielded Returned[value=back]");
    }

    private static void relocate(Path folderOrJar, Path to) throws IOException {
        if (Files.isDirectory(folderOrJar)) {
            relocateClasses(folderOrJar, to);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(folderOrJar)) {
            relocateClasses(jar.getPath("/"), to);
        }
    }

    private static void relocateClasses(Path from, Path to) throws IOException {
        Remapper remapper = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                return name.startsWith("dev/pausa/") ? "inside/" + name : name;
            }
        };
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                ClassWriter writer = new ClassWriter(0);
                ClassReader reader = new ClassReader(Files.readAllBytes(file));
                reader.accept(new ClassRemapper(writer, remapper), 0);
                Path target = to.resolve(remapper.map(reader.getClassName()) + ".class");
                Files.createDirectories(target.getParent());
                Files.write(target, writer.toByteArray());
            }
        }
    }

    @Rule("W31")
    @Test
    void what_stays_a_lambda_is_told() {
        project.compile("Library", """
                public class Library {
                    public static Object all(Object... parts) throws Exception { return suspend(parts); }
                }
                """).compile("User", """
                public class User {
                    static Object make() {
                        return coroutine((Coroutine.ResultBody<Object>) Library::all);
                    }
                }
                """);
        Outcome outcome = project.outcome(Mode.REWRITE);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.remarks())
                .singleElement()
                .extracting(Outcome.Problem::text)
                .isEqualTo("the body made at p.User.make(User.java:" + (Project.HEADER + 3) + ") stays a lambda, which"
                        + " needs the weaver when the program runs: it refers to p.Library.all, which takes a variable"
                        + " number of arguments; where there is no weaver, refer to a method without them, or await a"
                        + " coroutine that its class makes");
    }
}
