package dev.pausa.cli.lint;

import dev.pausa.lint.bytecode.ClassLint;
import dev.pausa.lint.bytecode.Switches;
import dev.pausa.lint.bytecode.UnreadableException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds mistakes with coroutines in class files, whichever compiler made them: {@code java -cp PAUSA-JAR
 * dev.pausa.cli.lint.Main DIR|JAR... [--json] [--strict] [--off ID,ID] [--off-in CLASS=ID,ID]}. Prints a line for each,
 * as compilers do, or with {@code --json} one object:
 *
 * <pre>{@code
 * {"errors": 1, "warnings": 0, "findings": [
 *   {"id": "outside-body", "severity": "error", "file": "app/Orders.java", "line": 12,
 *    "class": "app.Orders$Row", "message": "[pausa:outside-body] await outside of a body, ..."}]}
 * }</pre>
 *
 * <p>{@code severity} is {@code error} or {@code warning}; {@code line} is null if the class was compiled without
 * lines.
 *
 * <p>The exit status is 0, 1 if there is an error, or with {@code --strict} a warning, and 2 if the command line is
 * wrong or a class file cannot be read.
 */
public final class Main {
    private static final String USAGE =
            "usage: ./pausa lint DIR|JAR... [--json] [--strict] [--off ID,ID] [--off-in CLASS=ID,ID]";

    private final List<Path> places = new ArrayList<>();
    private final Switches switches = new Switches();
    private boolean isJson;
    private boolean isStrict;

    private Main() {}

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status = 2;
        try {
            Main command = new Main();
            command.read(arguments);
            status = command.run();
        } catch (IllegalArgumentException | UnreadableException problem) {
            System.err.println("pausa: " + problem.getMessage());
        }
        System.exit(status);
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            boolean hasNext = i + 1 < arguments.length;
            if (argument.equals("--json")) {
                isJson = true;
            } else if (argument.equals("--strict")) {
                isStrict = true;
            } else if (argument.equals("--off") && hasNext) {
                switches.off(arguments[++i]);
            } else if (argument.equals("--off-in") && hasNext) {
                switches.offIn(arguments[++i]);
            } else if (!argument.startsWith("-")) {
                places.add(path(argument));
            } else {
                throw new IllegalArgumentException("cannot make sense of " + argument + "; " + USAGE);
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("which classes? " + USAGE);
        }
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException strange) {
            throw new IllegalArgumentException("no file can be named so: " + strange.getMessage(), strange);
        }
    }

    private int run() throws UnreadableException {
        Report report = new Report(ClassLint.check(places, switches));
        print(isJson ? report.json() : report.text());
        boolean isBad = report.errors() > 0 || isStrict && report.warnings() > 0;
        return isBad ? 1 : 0;
    }

    private static void print(String text) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        out.print(text);
        out.flush();
    }
}
