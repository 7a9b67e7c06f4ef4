package dev.pausa.cli.dump;

import dev.pausa.diagnostics.CoroutinesMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows the coroutine objects of another process of the same user: {@code java -cp PAUSA-JAR dev.pausa.cli.dump.Main
 * PID [--json] [--html FILE]}. Prints them as text or as JSON, or writes a page that draws them. Needs the modules
 * {@code jdk.attach} and {@code java.management}, which each JDK has.
 *
 * <p>If several copies of the library are loaded in the process, in class loaders of their own, each is shown: one text
 * after the other, one line of JSON for each, all in one page. Their objects have numbers of their own.
 *
 * <p>A dump has values of variables in it. So the page is a new file that only its owner may read. An old file of that
 * name is removed; a symbolic link, a folder or a device is left as it is, and is an error. Who sends the text or the
 * JSON to a file makes that file, with whatever permissions.
 *
 * <p>The exit status is 0, 1 if there is nothing to show, 2 if the command line is wrong.
 */
public final class Main {
    private static final String USAGE = "usage: ./pausa dump PID [--json] [--html FILE]";

    private @Nullable String pid;
    private boolean isJson;
    private @Nullable String page;

    private Main() {}

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            Main command = new Main();
            command.read(arguments);
            command.run();
        } catch (Failure failure) {
            System.err.println("pausa: " + failure.getMessage());
            status = failure.status;
        }
        System.exit(status);
    }

    private void read(String[] arguments) throws Failure {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--json")) {
                isJson = true;
            } else if (argument.equals("--html") && i + 1 < arguments.length) {
                page = arguments[++i];
            } else if (pid == null && argument.matches("[0-9]{1,18}")) {
                pid = argument;
            } else {
                throw new Failure(2, "cannot make sense of " + argument + "; " + USAGE);
            }
        }
    }

    private void run() throws Failure {
        if (pid == null) {
            throw new Failure(2, "which process? " + USAGE);
        }
        Target target = new Target(Long.parseLong(pid));
        if (page != null) {
            write(
                    page,
                    Page.of(List.copyOf(target.read(CoroutinesMXBean::dumpJson).values())));
        } else if (isJson) {
            target.read(CoroutinesMXBean::dumpJson).values().forEach(json -> print(json + "\n"));
        } else {
            print(joined(target.read(CoroutinesMXBean::dumpText)));
        }
    }

    /** One text as it is; several with the names of their MXBeans. */
    private static String joined(Map<ObjectName, String> texts) {
        return texts.size() == 1
                ? texts.values().iterator().next()
                : texts.entrySet().stream()
                        .map(copy -> "MXBean " + copy.getKey() + "\n" + copy.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static void print(String text) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        out.print(text);
        out.flush();
    }

    private static void write(String file, String text) throws Failure {
        try {
            PrivateFile.write(Path.of(file), text);
        } catch (IOException | InvalidPathException refused) {
            throw new Failure(1, "cannot write to " + file + ": " + refused);
        }
    }
}
