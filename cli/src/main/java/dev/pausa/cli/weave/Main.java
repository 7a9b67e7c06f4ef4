package dev.pausa.cli.weave;

import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Outcome;
import dev.pausa.weaver.ahead.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Weaves the classes of folders and jars ahead of time: {@code java -cp PAUSA-JAR dev.pausa.cli.weave.Main DIR|JAR...
 * [--add|--rewrite] [--check] [--debug] [--class-path PATH]}.
 *
 * <ul>
 *   <li>{@code --add}, which need not be said, adds classes; {@code --rewrite} rewrites those that have bodies, too.
 *   <li>{@code --check} changes nothing; the exit status is 1 if something would change.
 *   <li>{@code --debug} has paused bodies keep all variables that are in scope, for a debugger to show.
 *   <li>{@code --class-path} says where classes lie that the woven ones refer to. All folders and jars that are named
 *       are looked at besides.
 * </ul>
 *
 * <p>What cannot be woven is left as it is, and told. The exit status is 0, 1 if there is such a body, 2 if the command
 * line is wrong.
 */
public final class Main {
    private static final String USAGE =
            "usage: ./pausa weave DIR|JAR... [--add|--rewrite] [--check] [--debug] [--class-path PATH]";

    private final List<String> places = new ArrayList<>();
    private Mode mode = Mode.ADD;
    private boolean checks;
    private boolean forDebugger;
    private String classPath = "";

    private Main() {}

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        try {
            Main command = new Main();
            command.read(arguments);
            return command.weaveAll() ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            System.err.println("pausa: " + wrong.getMessage());
            return 2;
        } catch (IOException failed) {
            System.err.println("pausa: " + failed.getMessage());
            return 1;
        }
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--add" -> mode = Mode.ADD;
                case "--rewrite" -> mode = Mode.REWRITE;
                case "--check" -> checks = true;
                case "--debug" -> forDebugger = true;
                case "--class-path" -> {
                    if (++i == arguments.length) {
                        throw new IllegalArgumentException("--class-path wants a path; " + USAGE);
                    }
                    classPath = arguments[i];
                }
                default -> {
                    if (arguments[i].startsWith("-")) {
                        throw new IllegalArgumentException("cannot make sense of " + arguments[i] + "; " + USAGE);
                    }
                    places.add(arguments[i]);
                }
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("which folder or jar? " + USAGE);
        }
    }

    /** Returns whether all is woven. */
    private boolean weaveAll() throws IOException {
        boolean isFine = true;
        for (String name : places) {
            isFine &= weave(name);
        }
        return isFine;
    }

    private boolean weave(String name) throws IOException {
        String all = String.join(File.pathSeparator, places) + File.pathSeparator + classPath;
        SortedMap<String, Outcome> outcomes;
        try (ClassPath around = new ClassPath(all)) {
            Place place = Place.at(Path.of(name));
            outcomes = place.weave(around, mode, forDebugger);
            if (!checks && outcomes.values().stream().anyMatch(outcome -> !outcome.isUnchanged())) {
                place.write(outcomes);
            }
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("there is no folder and no jar " + name + "; " + USAGE, invalid);
        }
        return tell(name, outcomes);
    }

    private boolean tell(String name, SortedMap<String, Outcome> outcomes) {
        boolean isFine = true;
        int bodies = 0;
        int files = 0;
        for (Outcome outcome : outcomes.values()) {
            outcome.problems().forEach(problem -> System.err.println("pausa: " + problem.text()));
            bodies += outcome.bodies();
            files += outcome.written().size() + outcome.deleted().size();
            isFine &= outcome.problems().isEmpty() && !(checks && !outcome.isUnchanged());
        }
        System.out.println(name + ": " + bodies + (bodies == 1 ? " body, " : " bodies, ") + what(files));
        return isFine;
    }

    private String what(int files) {
        if (files == 0) {
            return "woven already";
        }
        return checks ? "not woven: " + files + " class files would change" : files + " class files written";
    }
}
