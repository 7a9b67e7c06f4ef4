package dev.pausa.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Runs cases under JMH, and remembers what came out. */
final class Jmh {
    private static final String CLASS_PATH = "java.class.path";

    private final Settings settings;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    Jmh(Settings settings) {
        this.settings = settings;
    }

    /**
     * What came out.
     *
     * @param nanoseconds per operation
     * @param bytes allocated per operation
     */
    record Outcome(Cell nanoseconds, Cell bytes) {
        static Outcome none(String reason) {
            return new Outcome(Cell.none(reason), Cell.none(reason));
        }
    }

    Outcome measure(Case one) throws IOException, CommandLineOptionException {
        Outcome known = outcomes.get(one.toString());
        if (known == null) {
            known = one.missing() == null ? run(one) : Outcome.none(one.missing());
            outcomes.put(one.toString(), known);
        }
        return known;
    }

    private Outcome run(Case one) throws IOException, CommandLineOptionException {
        Progress.say(one.toString());
        Path log = Files.createDirectories(Settings.target().resolve("logs"))
                .resolve(one.toString().replaceAll("[^A-Za-z0-9.]+", "-") + ".txt");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(new CommandLineOptions(settings.jmh().toArray(String[]::new)))
                .include("^\\Q" + one.workload().getName() + "." + one.method().getName() + "\\E$")
                .jvmArgsPrepend(options(one).toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        one.parameters().forEach(options::param);
        String classPath = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, Jvm.classPath(one.peer())); // where JMH takes that of its JVMs from
        try {
            return outcome(new Runner(options.build()).runSingle());
        } catch (RunnerException failed) {
            Progress.fail(one + " failed, see " + log);
            return Outcome.none("failed");
        } finally {
            System.setProperty(CLASS_PATH, classPath);
        }
    }

    private static List<String> options(Case one) {
        List<String> options = new ArrayList<>(Jvm.options(one.collector()));
        options.addAll(one.peer().options());
        return options;
    }

    private static Outcome outcome(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Outcome(cell(result.getPrimaryResult()), bytes == null ? Cell.none("not measured") : cell(bytes));
    }

    private static Cell cell(Result<?> result) {
        Statistics all = result.getStatistics();
        return new Cell(all.getPercentile(50), (all.getPercentile(75) - all.getPercentile(25)) / 2, "");
    }
}
