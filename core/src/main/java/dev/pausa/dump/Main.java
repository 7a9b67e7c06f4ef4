package dev.pausa.dump;

import dev.pausa.CoroutinesMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints the coroutine objects of another process of the same user: {@code java -cp PAUSA-JAR dev.pausa.dump.Main PID [--json]}. Needs the
 * modules {@code jdk.attach} and {@code java.management}, which each JDK has.
 *
 * <p>The exit status is 0, 1 if there is nothing to show, 2 if the command line is wrong.
 */
public final class Main {
    private Main() {}

    private static final String USAGE = "usage: ./pausa dump PID [--json]";

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(arguments);
        } catch (Failure failure) {
            System.err.println("pausa: " + failure.getMessage());
            status = failure.status;
        }
        System.exit(status);
    }

    private static void run(String[] arguments) throws Failure {
        String pid = null;
        boolean isJson = false;
        for (String argument : arguments) {
            if (argument.equals("--json")) {
                isJson = true;
            } else if (pid == null && argument.matches("[0-9]{1,18}")) {
                pid = argument;
            } else {
                throw new Failure(2, "cannot make sense of " + argument + "; " + USAGE);
            }
        }
        if (pid == null) {
            throw new Failure(2, "which process? " + USAGE);
        }
        String dump =
                new Target(Long.parseLong(pid)).read(isJson ? CoroutinesMXBean::dumpJson : CoroutinesMXBean::dumpText);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        out.print(isJson ? dump + "\n" : dump);
        out.flush();
    }
}
