package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each shape at each of its pauses, by itself and inside another body, is saved, dropped, loaded and resumed; it does
 * what its reference does, which never pauses. Those that cannot be saved say so, and are listed.
 */
class SavedShapesTest {
    @TempDir
    static Path directory;

    private static Compilation woven;
    private static Compilation plain;
    private static Saver saver;

    @BeforeAll
    static void compile() throws IOException {
        Path shapes = Path.of(Compilation.home(ShapesTest.class), "shapes");
        List<Path> sources = new ArrayList<>();
        List<Path> references = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shapes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
                int level = Integer.parseInt(shapes.relativize(file).getName(0).toString().replaceFirst("javac?", ""));
                if (level <= Runtime.version().feature()) {
                    Path copy = directory.resolve("references").resolve(shapes.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    references.add(Files.writeString(copy, Reference.toReference(Files.readString(file))));
                    sources.add(file);
                }
            }
        }
        woven = Compilation.of(ToolProvider.getSystemJavaCompiler(), List.of("-g"), sources, directory.resolve("woven"));
        plain = Compilation.of(
                ToolProvider.getSystemJavaCompiler(), List.of("-g"), references, directory.resolve("plain"));
        saver = saver(woven.loader(), woven.classNames());
    }

    static Saver saver(ClassLoader loader, List<String> names) {
        List<Class<?>> classes = new ArrayList<>();
        try {
            for (String name : names) {
                classes.add(Class.forName(name, false, loader));
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

    @Test
    void each_shape_does_the_same_when_it_is_saved_and_loaded_at_each_pause() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int points = 0;
        for (String name : woven.classNames()) {
            for (Method shape : ShapesTest.shapesOf(woven, name)) {
                Method reference =
                        Class.forName(name, true, plain.loader()).getDeclaredMethod(shape.getName());
                for (Run.Leaf leaf : Run.Leaf.values()) {
                    try {
                        points += play(new SavedPlayer(saver, shape, reference), leaf);
                    } catch (SnapshotException failed) {
                        refused.put(name + "." + shape.getName(), failed.getMessage());
                    } catch (AssertionError differs) {
                        wrong.add(name + "." + shape.getName() + " " + leaf + " " + differs.getMessage());
                    }
                }
            }
        }
        System.out.println("saved and loaded at " + points + " pauses; refused: " + refused.size());
        refused.forEach((shape, why) -> System.out.println("  " + shape + ": " + why));
        assertThat(wrong).isEmpty();
    }

    private static int play(SavedPlayer player, Run.Leaf leaf) {
        int pauses = play(player, Run.Mode.PAUSE, 0, leaf);
        for (int at = 1; at <= pauses; at++) {
            play(player, Run.Mode.RAISE, at, leaf);
            play(player, Run.Mode.CLOSE, at, leaf);
        }
        return 3 * pauses;
    }

    private static int play(SavedPlayer player, Run.Mode mode, int at, Run.Leaf leaf) {
        Run expected = new Run(mode, at, leaf);
        SavedPlayer.Trace wanted = player.wanted(expected);
        Run actual = new Run(mode, at, leaf);
        SavedPlayer.Trace found = player.found(actual);
        assertThat(found).as("%s", actual).isEqualTo(wanted);
        return expected.pauses();
    }
}
