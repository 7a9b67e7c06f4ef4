package dev.pausa.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;

/** Runs workloads and prints their tables; {@code ./benchmarks/run} tells how to call it. */
public final class Main {
    private static final String READING =
            "Each number is a median, with half of the interquartile range beside it where that is one per"
                    + " cent or more."
                    + " “By hand” in a ratio is the better one of the two, and “Kotlin” the fastest of its ways.\n";

    private Main() {}

    /**
     * Runs it.
     *
     * @param args see {@link Settings}
     * @throws Exception if anything cannot be measured
     */
    public static void main(String[] args) throws Exception {
        Settings settings;
        try {
            settings = Settings.parse(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println("benchmarks: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        endWithChildren();
        report(settings);
        Progress.failures().forEach(failure -> System.err.println("benchmarks: " + failure));
        System.exit(Progress.failures().isEmpty() ? 0 : 1);
    }

    /** A run that is ended early takes the processes with it that it measures. */
    private static void endWithChildren() {
        Runnable end = () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Runtime.getRuntime().addShutdownHook(new Thread(end));
    }

    private static void report(Settings settings) throws Exception {
        Run run = new Run(settings, new Jmh(settings));
        StringBuilder report = new StringBuilder();
        tell(settings, report, "# Benchmarks\n\n" + Machine.describe(settings) + "\n" + READING);
        for (Section section : Suite.SECTIONS) {
            if (settings.wants(section.id())) {
                Progress.say(section.title());
                String head =
                        "\n## " + section.title() + " (`" + section.id() + "`)\n\n" + section.explanation() + "\n\n";
                tell(settings, report, head + section.measure(run));
            }
        }
    }

    /** Prints what is new at once, and writes the file anew: a run takes long, and may be ended early. */
    private static void tell(Settings settings, StringBuilder report, String text) throws IOException {
        report.append(text);
        System.out.print(text);
        System.out.flush();
        if (settings.out() != null) {
            Files.writeString(settings.out(), report);
        }
    }
}
