package dev.pausa.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where and with what the results were made. */
final class Machine {
    private Machine() {}

    static String describe(Path home) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return "* processor: " + processor() + ", " + processors + " to use, by PostgreSQL and the load generator too\n"
                + "* JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + "\n"
                + "* Kotlin: " + kotlin.KotlinVersion.CURRENT + "\n"
                + "* Pausa: " + commit(home) + "\n"
                + "* each server: `" + String.join(" ", Server.OPTIONS) + "`\n";
    }

    private static String processor() throws IOException {
        Path information = Path.of("/proc/cpuinfo");
        return !Files.isReadable(information)
                ? System.getProperty("os.arch")
                : Files.readAllLines(information).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }

    private static String commit(Path home) throws IOException {
        String commit = git(home, "log", "-1", "--format=%h of %cs");
        return git(home, "status", "--porcelain").isEmpty() ? commit : commit + ", with changes";
    }

    private static String git(Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
