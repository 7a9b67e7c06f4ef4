package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/** JaCoCo, as it instruments class files when a project is built, and reports afterwards. */
final class Coverage {
    private final LoggerRuntime runtime = new LoggerRuntime();
    private final RuntimeData data = new RuntimeData();

    Coverage() throws Exception {
        runtime.startup(data);
    }

    byte[] instrument(byte[] classFile, String name) throws IOException {
        return new Instrumenter(runtime).instrument(classFile, name);
    }

    private ExecutionDataStore collected() {
        ExecutionDataStore store = new ExecutionDataStore();
        data.collect(store, new SessionInfoStore(), false);
        runtime.shutdown();
        return store;
    }

    /** Returns how many probes of a class have been hit. */
    int probesHitIn(String className) {
        int hit = 0;
        for (var each : collected().getContents()) {
            if (each.getName().equals(className)) {
                for (boolean probe : each.getProbes()) {
                    hit += probe ? 1 : 0;
                }
            }
        }
        return hit;
    }

    /** Returns what is reported of each line from the first to the last, by the class file as it was compiled. */
    List<String> linesOf(byte[] compiled, String className) throws IOException {
        CoverageBuilder report = new CoverageBuilder();
        new Analyzer(collected(), report).analyzeClass(compiled, className);
        IClassCoverage covered = report.getClasses().iterator().next();
        assertThat(covered.isNoMatch()).isFalse();
        List<String> lines = new ArrayList<>();
        for (int line = 1; line <= covered.getLastLine(); line++) {
            lines.add(text(covered.getLine(line)));
        }
        return lines;
    }

    private static String text(ILine line) {
        return "not covered: " + missed(line.getInstructionCounter(), "instructions") + ", "
                + missed(line.getBranchCounter(), "branches");
    }

    private static String missed(ICounter counter, String what) {
        return counter.getMissedCount() + " " + what + " of " + counter.getTotalCount();
    }
}
