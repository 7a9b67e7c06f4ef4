package dev.pausa.cli.weave;

import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Outcome;
import dev.pausa.weaver.ahead.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
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
                case "--class-path" -> classPath = valueOf(arguments, ++i);
                default -> addPlace(arguments[i]);
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("which folder or jar? " + USAGE);
        }
    }

    private static String valueOf(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " wants a path; " + USAGE);
        }
        return arguments[index];
    }

    private void addPlace(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("cannot make sense of " + argument + "; " + USAGE);
        }
        places.add(argument);
    }

    /** Returns whether all is woven. */
    private boolean weaveAll() throws IOException {
        List<Path> paths = new ArrayList<>();
        for (String name : places) {
            paths.add(existing(name));
        }
        boolean isFine = true;
        for (Path path : paths) {
            SortedMap<String, Outcome> outcomes = outcomes(path);
            if (!checks && !isUnchanged(outcomes)) {
                Place.at(path).write(outcomes);
            }
            isFine &= tell(path, outcomes);
        }
        return isFine;
    }

    private static Path existing(String name) {
        try {
            Path path = Path.of(name);
            if (Files.exists(path)) {
                return path;
            }
        } catch (InvalidPathException cannotBe) {
            // said below
        }
        throw new IllegalArgumentException("there is no folder and no jar " + name + "; " + USAGE);
    }

    private SortedMap<String, Outcome> outcomes(Path path) throws IOException {
        String all = String.join(File.pathSeparator, places) + File.pathSeparator + classPath;
        try (ClassPath around = new ClassPath(all)) {
            return Place.at(path).weave(around, mode, forDebugger);
        }
    }

    private static boolean isUnchanged(SortedMap<String, Outcome> outcomes) {
        return outcomes.values().stream().allMatch(Outcome::isUnchanged);
    }

    private boolean tell(Path path, SortedMap<String, Outcome> outcomes) {
        int bodies = 0;
        int files = 0;
        int problems = 0;
        for (Outcome outcome : outcomes.values()) {
            outcome.problems().forEach(problem -> System.err.println("pausa: " + problem.text()));
            problems += outcome.problems().size();
            bodies += outcome.bodies();
            files += outcome.written().size() + outcome.deleted().size();
        }
        System.out.println(path + ": " + counted(bodies, "body", "bodies") + ", " + what(files));
        return problems == 0 && !(checks && files > 0);
    }

    private String what(int files) {
        if (files == 0) {
            return "nothing to do";
        }
        String changed = counted(files, "class file", "class files");
        return checks ? "not woven: " + changed + " would change" : changed + " written or deleted";
    }

    private static String counted(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
