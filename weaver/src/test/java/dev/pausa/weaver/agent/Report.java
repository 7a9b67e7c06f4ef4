package dev.pausa.weaver.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/**
 * What JaCoCo's report says of one source file, beside what the comments in it say: a line is {@code // missed}, or
 * {@code // 1 of 2 branches} have been taken, or all of it was run.
 *
 * @param coverage the report
 * @param text the source
 */
record Report(ISourceFileCoverage coverage, String text) {

    /**
     * Makes the report.
     *
     * @param recorded what JaCoCo wrote when the program ran
     * @param classes the class files that are reported on
     * @param name the name of the source file
     * @param text the source
     */
    static Report of(Path recorded, Path classes, String name, String text) throws IOException {
        ExecFileLoader loader = new ExecFileLoader();
        loader.load(recorded.toFile());
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(loader.getExecutionDataStore(), builder).analyzeAll(classes.toFile());
        assertThat(builder.getNoMatchClasses())
                .as("classes that were not these when they ran")
                .isEmpty();
        ISourceFileCoverage coverage = builder.getSourceFiles().stream()
                .filter(file -> file.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new Report(coverage, text);
    }

    /** The lines, of those that have code, for which the report says something else than the comment. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int number = coverage.getFirstLine(); number <= coverage.getLastLine(); number++) {
            String line = lines.get(number - 1);
            ICounter instructions = coverage.getLine(number).getInstructionCounter();
            ICounter branches = coverage.getLine(number).getBranchCounter();
            if (!expected(line, instructions, branches).equals(said(instructions, branches))) {
                differences.add(number + ": " + said(instructions, branches) + ":" + line);
            }
        }
        return differences;
    }

    private static String said(ICounter instructions, ICounter branches) {
        return "instructions " + said(instructions) + ", branches " + said(branches);
    }

    private static String said(ICounter counter) {
        return counter.getCoveredCount() + " of " + counter.getTotalCount();
    }

    private static String expected(String line, ICounter instructions, ICounter branches) {
        String comment = line.contains("// ") ? line.substring(line.indexOf("// ") + 3) : "";
        boolean isMissed = comment.equals("missed");
        String taken = comment.endsWith(" branches")
                ? comment.replace(" branches", "")
                : (isMissed ? 0 : branches.getTotalCount()) + " of " + branches.getTotalCount();
        int run = isMissed ? 0 : instructions.getTotalCount();
        return "instructions " + run + " of " + instructions.getTotalCount() + ", branches " + taken;
    }

    /** The lines of which the report says that nothing in them was run. */
    List<String> missedLines() {
        List<String> missed = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int number = coverage.getFirstLine(); number <= coverage.getLastLine(); number++) {
            if (coverage.getLine(number).getStatus() == ICounter.NOT_COVERED) {
                missed.add(lines.get(number - 1));
            }
        }
        return missed;
    }
}
