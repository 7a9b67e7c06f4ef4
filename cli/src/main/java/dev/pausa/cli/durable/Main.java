package dev.pausa.cli.durable;

import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Comparison;
import dev.pausa.weaver.FileTables;
import dev.pausa.weaver.TableText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which paused coroutines of an old version a new one would not load, and why: {@code java -cp PAUSA-JAR
 * dev.pausa.cli.durable.Main OLD.tables DIR|JAR... [--changed BODY,BODY]}. The tables of a version are written by
 * {@code --write FILE.tables DIR|JAR...}, when it is released.
 *
 * <p>Each body whose code has changed is shown. One that would load all the same needs to be acknowledged, too: that
 * its values fit does not say that the new code means the same by them. What code outside of bodies does is not looked
 * at.
 *
 * <p>The exit status is 0; 1 if a body has changed that {@code --changed} does not name; 2 if the command line is
 * wrong or a file cannot be read.
 */
public final class Main {
    private static final String USAGE = "usage: ./pausa durable-check OLD.tables DIR|JAR... [--changed BODY,BODY]\n"
            + "       ./pausa durable-check --write FILE.tables DIR|JAR...";

    private final List<Path> places = new ArrayList<>();
    private final Set<String> acknowledged = new HashSet<>();
    private @Nullable Path tables;
    private boolean isWriting;
    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int status = run(arguments, out, System.err);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param arguments the command line
     * @param out what was found goes here
     * @param errors what is wrong with the command goes here
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream errors) {
        try {
            Main command = new Main(out);
            command.read(arguments);
            return command.isWriting ? command.write() : command.compare();
        } catch (IllegalArgumentException problem) {
            errors.println("pausa: " + problem.getMessage());
        } catch (IOException problem) {
            errors.println("pausa: a file cannot be read or written: " + problem);
        }
        return 2;
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--write")) {
                isWriting = true;
            } else if (argument.equals("--changed") && i + 1 < arguments.length) {
                acknowledged.addAll(Arrays.asList(arguments[++i].split(",")));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("cannot make sense of " + argument + "; " + USAGE);
            } else if (tables == null) {
                tables = Path.of(argument);
            } else {
                places.add(Path.of(argument));
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("which tables, and which classes? " + USAGE);
        }
    }

    private SortedMap<String, List<BodyTable>> present() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Path place : places) {
            ClassFolder.read(place, files);
        }
        return FileTables.of(files);
    }

    @SuppressWarnings("NullAway") // read() has looked
    private int write() throws IOException {
        Files.writeString(tables, TableText.write(present()));
        return 0;
    }

    @SuppressWarnings("NullAway") // read() has looked
    private int compare() throws IOException {
        SortedMap<String, List<BodyTable>> before = old(Files.readString(tables));
        int unacknowledged = 0;
        for (Comparison.Change change : Comparison.of(before, present())) {
            boolean isKnown = acknowledged.contains(change.name());
            unacknowledged += isKnown ? 0 : 1;
            show(change, isKnown);
        }
        if (unacknowledged > 0) {
            out.println(
                    unacknowledged + (unacknowledged == 1 ? " body has" : " bodies have") + " changed. Look at each,"
                            + " write migrations where they are needed, and name those that are well with --changed.");
        }
        return unacknowledged > 0 ? 1 : 0;
    }

    private SortedMap<String, List<BodyTable>> old(String text) {
        try {
            return TableText.read(text);
        } catch (IllegalArgumentException strange) {
            throw new IllegalArgumentException(
                    tables + " is no file of tables: " + strange.getMessage() + "; durable-check --write makes one",
                    strange);
        }
    }

    private void show(Comparison.Change change, boolean isKnown) {
        out.println(change.name() + " (" + change.place().getFileName() + ":"
                + change.place().getLineNumber() + ")" + (isKnown ? ", acknowledged" : ""));
        if (change.problems().isEmpty()) {
            out.println(
                    "  its code has changed; what is paused at any of its " + change.points() + " points would load");
        }
        change.problems().forEach(problem -> out.println("  would not load: " + problem));
    }
}
