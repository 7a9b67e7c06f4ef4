package dev.pausa.benchmarks.report;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The workload whose cost is drawn against its depth.
 *
 * @param timed its measurement
 */
record Depth(Timed timed) implements Section {
    private static final String CAPTION = "ns for a resume, by the number of awaits above it";

    @Override
    public String id() {
        return timed.id();
    }

    @Override
    public String title() {
        return timed.title();
    }

    @Override
    public String explanation() {
        return timed.explanation();
    }

    @Override
    public String measure(Run run) throws Exception {
        Timed.Results results = timed.results(run);
        Path chart = run.chart(id());
        Files.writeString(chart, new Chart(CAPTION, results.times()).svg());
        Progress.say("wrote " + chart);
        return "![" + CAPTION + "](" + chart.getFileName() + ")\n\n" + timed.markdown(results);
    }
}
