package dev.pausa.benchmarks.report;

import java.nio.file.Path;

/**
 * One run of the suite.
 *
 * @param settings what the command line says
 * @param jmh runs what is timed
 */
record Run(Settings settings, Jmh jmh) {
    /** Where a chart of the results goes: beside them. */
    Path chart(String name) {
        Path out = settings.out();
        if (out == null) {
            return Settings.target().resolve(name + ".svg");
        }
        String stem = out.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return out.resolveSibling(stem + "-" + name + ".svg");
    }
}
