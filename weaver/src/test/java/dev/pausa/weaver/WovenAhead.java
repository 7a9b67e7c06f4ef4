package dev.pausa.weaver;

import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Outcome;
import dev.pausa.weaver.ahead.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Weaves folders ahead of time, for tests. */
public final class WovenAhead {
    private WovenAhead() {}

    /** Weaves a folder in place; returns what cannot be woven. */
    public static Outcome weave(Path folder, Mode mode, boolean forDebugger) {
        try (ClassPath around = new ClassPath("")) {
            Place place = Place.at(folder);
            SortedMap<String, Outcome> outcomes = place.weave(around, mode, forDebugger);
            place.write(outcomes);
            return outcomes.get("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the classes of a compilation to another folder and weaves them there. */
    public static Compilation of(Compilation compilation, Path folder, Mode mode) {
        copy(compilation.classes(), folder);
        List<Outcome.Problem> problems = weave(folder, mode, false).problems();
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.toString());
        }
        return new Compilation(folder, Compilation.load(folder));
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
