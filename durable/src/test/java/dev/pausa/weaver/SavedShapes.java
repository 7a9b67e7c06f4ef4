package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Rule;
import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import dev.pausa.weaver.runtime.HostCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each shape at each of its pauses, by itself and inside another body, is saved, dropped, loaded and resumed; it does
 * what its reference does, which never pauses. Those that cannot be saved say so, and are listed.
 * {@code -Dsaved.all=true} raises an exception into each pause, and closes at each; and takes all shapes, however they
 * are woven.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SavedShapes {
    /** Whether an exception is raised into each pause, and the body closed at each, and not only at each third. */
    private static final boolean ALL = Boolean.getBoolean("saved.all");

    /** The shapes of this Java and older ones. */
    private static final int LEVEL = Runtime.version().feature();

    @TempDir
    static Path directory;

    Compilation compiled;
    Compilation woven;
    private Compilation plain;
    private Saver saver;

    /** Weaves the classes that run here; returns them as they are if nothing is done before they run. */
    abstract Compilation woven(Compilation asCompiled);

    /** Returns the folder of the classes that run in the other process. */
    abstract Path elsewhere();

    /** Whether each shape is played, and not only each tenth. */
    abstract boolean playsAll();

    @BeforeAll
    void compile() throws IOException {
        Path shapes = Path.of("..", "weaver", "src", "test", "resources", "shapes");
        List<Path> sources = new ArrayList<>();
        List<Path> references = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shapes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                int level = Integer.parseInt(
                        shapes.relativize(file).getName(0).toString().replaceFirst("javac?", ""));
                if (level <= LEVEL) {
                    Path copy = directory
                            .resolve("references")
                            .resolve(shapes.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    references.add(Files.writeString(copy, Reference.toReference(Files.readString(file))));
                    sources.add(file);
                }
            }
        }
        compiled = Compilation.of(
                ToolProvider.getSystemJavaCompiler(), List.of("-g"), sources, directory.resolve("compiled"));
        woven = woven(compiled);
        plain = Compilation.of(
                ToolProvider.getSystemJavaCompiler(), List.of("-g"), references, directory.resolve("plain"));
        saver = saver(woven.loader(), woven.classNames());
    }

    static Saver saver(ClassLoader loader, List<String> names) {
        List<Class<?>> classes = new ArrayList<>();
        try {
            for (String name : names) {
                Class<?> type = Class.forName(name, false, loader);
                if (HostCode.nestOf(type).contains(type)) {
                    classes.add(type);
                }
            }
            for (Class<?> own : List.of(Ticks.class, Run.class)) {
                classes.add(own);
                for (Class<?> member : own.getNestMembers()) {
                    if (member != own) {
                        classes.add(member);
                    }
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return Saver.of(classes);
    }

    private static final String NOT_SERIALIZABLE = "a lambda of a type that is not serializable";

    /** Shapes that hold what no other process could use; each must say so. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("Access.classLiterals", "data names no classes"),
            Map.entry("Access.methodHandles", "Lookup, which is not registered"),
            Map.entry("Access.nestedLambdas", NOT_SERIALIZABLE),
            Map.entry("Access.serializableAndIntersectionLambdas", NOT_SERIALIZABLE),
            Map.entry("Homes.interfaceDefault", NOT_SERIALIZABLE),
            Map.entry("Homes.interfacePrivate", NOT_SERIALIZABLE),
            Map.entry("Homes.interfaceStatic", NOT_SERIALIZABLE),
            Map.entry("Homes.plainReferences", NOT_SERIALIZABLE),
            Map.entry("Locals.mergedTypes", NOT_SERIALIZABLE),
            Map.entry("Operands.lambdasAmongOperands", NOT_SERIALIZABLE),
            Map.entry("Reflections.constructors", "Constructor, which is not registered"),
            Map.entry("Reflections.fieldOfANestMember", "Field, which is not registered"),
            Map.entry("Reflections.fields", "Field, which is not registered"),
            Map.entry("Reflections.methodReferences", "Field, which is not registered"),
            Map.entry("Reflections.methods", "Method, which is not registered"),
            Map.entry("Reflections.updaters", "which is not registered"),
            Map.entry("Yielders.capturedBelow", NOT_SERIALIZABLE),
            Map.entry("Yields.resources", NOT_SERIALIZABLE));

    /** Shapes that show what a loaded body is not the same in. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "Access.privateMembers", "an array that a static field refers to, too, is another one after loading",
            "Operands.fieldAssignment", "as is this one",
            "Operands.comparisons", "a string that was loaded is equal to a constant, but not the same object");

    /** Shapes that see what runs before have left in static fields, which each process has its own of. */
    private static final Map<String, String> DIFFERENT_ELSEWHERE =
            Map.of("Yields.compoundAssignments", "an element of a static array is added to");

    /** A shape, and how people see it. */
    private record Shape(Method method, String shown) {
        String type() {
            return method.getDeclaringClass().getName();
        }
    }

    private List<Shape> shapes(Compilation of) {
        List<Shape> shapes = new ArrayList<>();
        int number = 0;
        for (String name : compiled.classNames()) {
            for (Method method : Shapes.shapesOf(of, name)) {
                if (number++ % 10 == 0 || playsAll() || ALL) {
                    shapes.add(new Shape(method, name.replace("shapes.", "") + "." + method.getName()));
                }
            }
        }
        return shapes;
    }

    private Set<String> played(Map<String, String> expected) {
        Set<String> played = new TreeSet<>(expected.keySet());
        played.retainAll(shapes(woven).stream().map(Shape::shown).toList());
        return played;
    }

    @Test
    void each_shape_does_the_same_when_it_is_saved_and_loaded_at_each_pause() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> wrong = new TreeMap<>();
        int loads = 0;
        for (Shape shape : shapes(woven)) {
            SavedPlayer player = player(shape);
            for (Run.Leaf leaf : Run.Leaf.values()) {
                try {
                    loads += play(player, leaf);
                } catch (SnapshotException failed) {
                    refused.put(shape.shown, failed.getMessage());
                } catch (AssertionError differs) {
                    wrong.put(shape.shown, differs.getMessage());
                }
            }
        }
        System.out.println("shapes: saved and loaded at " + loads + " pauses");
        assertThat(refused.keySet()).as("%s", refused).isEqualTo(played(REFUSED));
        refused.forEach((shape, why) -> assertThat(why).as(shape).contains(REFUSED.get(shape)));
        assertThat(wrong.keySet()).as("%s", wrong).isEqualTo(played(DIFFERENT));
    }

    private SavedPlayer player(Shape shape) throws ReflectiveOperationException {
        Method reference = Class.forName(shape.type(), true, plain.loader()).getDeclaredMethod(shape.method.getName());
        return new SavedPlayer(saver, shape.method, reference);
    }

    /**
     * The other process has run each body up to the same pause itself, since static fields are no part of a body. Its
     * frames keep more than these do, for a debugger.
     */
    @Test
    @Rule("S7")
    void each_pause_of_each_shape_goes_on_in_another_process() throws Throwable {
        List<OtherProcess.Case> cases = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Shape shape : shapes(woven)) {
            if (!REFUSED.containsKey(shape.shown) && !DIFFERENT.containsKey(shape.shown)) {
                addCases(player(shape), shape, cases, wanted);
            }
        }
        List<String> found = OtherProcess.run(directory, "shapes " + elsewhere(), "-Ddev.pausa.debug=true", cases);
        Map<String, String> wrong = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            OtherProcess.Case each = cases.get(i);
            if (!shown(found.get(i)).equals(shown(wanted.get(i)))) {
                wrong.putIfAbsent(
                        each.type().replace("shapes.", "") + "." + each.method(),
                        "at pause " + each.pause() + ": " + found.get(i) + ", not " + wanted.get(i));
            }
        }
        assertThat(wrong.keySet()).as("%s", wrong).isEqualTo(played(DIFFERENT_ELSEWHERE));
        System.out.println("shapes: went on in another process from " + cases.size() + " pauses");
    }

    /** Which run initialises a class depends on what ran before in its process. */
    private static String shown(String outcome) {
        return outcome.replaceAll("[^\\[,]*initialised(, )?", "").replace(" ", "");
    }

    private static void addCases(SavedPlayer player, Shape shape, List<OtherProcess.Case> cases, List<String> wanted)
            throws Throwable {
        for (Run.Leaf leaf : Run.Leaf.values()) {
            SavedPlayer.Trace all = player.wanted(new Run(Run.Mode.PAUSE, 0, leaf));
            for (SavedPlayer.Saved saved : player.saves(new Run(Run.Mode.PAUSE, 0, leaf))) {
                cases.add(new OtherProcess.Case(
                        shape.type(), shape.method.getName(), leaf.name(), saved.pause(), saved.json()));
                wanted.add(all.log().subList(saved.logged(), all.log().size()) + " " + all.outcome());
            }
        }
    }

    private static int play(SavedPlayer player, Run.Leaf leaf) {
        int pauses = play(player, Run.Mode.PAUSE, 0, leaf);
        int step = ALL ? 1 : 3;
        for (int at = 1; at <= pauses; at += step) {
            play(player, Run.Mode.RAISE, at, leaf);
            play(player, Run.Mode.CLOSE, at, leaf);
        }
        return pauses;
    }

    private static int play(SavedPlayer player, Run.Mode mode, int at, Run.Leaf leaf) {
        Run expected = new Run(mode, at, leaf);
        SavedPlayer.Trace wanted = player.wanted(expected);
        Run actual = new Run(mode, at, leaf);
        SavedPlayer.Trace found = player.found(actual);
        assertThat(found).as("%s", actual).isEqualTo(wanted);
        return expected.pauses();
    }

    /** Returns what is saved of each shape at each of its pauses, of classes that were woven in some way. */
    Map<String, String> saved(Path classes) throws Throwable {
        Compilation own = new Compilation(classes, Compilation.load(classes)); // with static fields of its own
        Saver into = saver(own.loader(), compiled.classNames());
        Map<String, String> texts = new TreeMap<>();
        for (Shape shape : shapes(own)) {
            if (!REFUSED.containsKey(shape.shown)) {
                Run run = new Run(Run.Mode.PAUSE, 0, Run.Leaf.values()[0]);
                for (SavedPlayer.Saved saved : new SavedPlayer(into, shape.method, null).saves(run)) {
                    texts.put(shape.shown + " at pause " + saved.pause(), saved.json());
                }
            }
        }
        return texts;
    }
}
