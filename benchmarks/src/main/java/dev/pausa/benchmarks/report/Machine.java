package dev.pausa.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kotlin.KotlinVersion;

/** Where and with what the results were made. */
final class Machine {
    private Machine() {}

    static String describe(Settings settings) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("processor: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " to use");
        lines.add("system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        lines.add("JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + System.getProperty("java.vendor"));
        lines.add("Kotlin: " + KotlinVersion.CURRENT);
        for (Script script : Script.values()) {
            lines.add(script.peer().label + ": " + (script.isInstalled() ? script.version() : "not installed"));
        }
        lines.add("Pausa: " + commit());
        lines.add("options: `" + String.join(" ", settings.jmh()) + "`, JVM `"
                + String.join(" ", Jvm.options(Collector.G1)) + "`");
        return "* " + String.join("\n* ", lines) + "\n";
    }

    private static String processor() throws IOException {
        Path information = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(information)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(information).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String commit() throws InterruptedException {
        String home = Settings.home().toString();
        try {
            String commit = Jvm.run(List.of("git", "-C", home, "log", "-1", "--format=%h of %cs"));
            boolean clean =
                    Jvm.run(List.of("git", "-C", home, "status", "--porcelain")).isEmpty();
            return clean ? commit : commit + ", with changes";
        } catch (IOException noRepository) {
            return "an unknown commit";
        }
    }
}
