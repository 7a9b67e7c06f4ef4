package dev.pausa.benchmarks.report;

/** One workload: measured, and written as a part of the report. */
interface Section {
    /** What it is called on the command line. */
    String id();

    String title();

    /** What is measured, and in which unit. */
    String explanation();

    /**
     * Measures all its peers.
     *
     * @param run the run that this is a part of
     * @return its tables, as Markdown
     */
    String measure(Run run) throws Exception;
}
