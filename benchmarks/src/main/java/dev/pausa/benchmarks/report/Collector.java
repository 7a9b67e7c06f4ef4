package dev.pausa.benchmarks.report;

/** A garbage collector. Unless something else is said, it is {@link #G1}. */
enum Collector {
    G1("G1"),
    PARALLEL("Parallel"),
    Z("ZGC");

    final String label;

    Collector(String label) {
        this.label = label;
    }

    /** The option that chooses it. */
    String option() {
        return "-XX:+Use" + (this == Z ? label : label + "GC");
    }

    /** What the name of a case has of it. */
    String inNames() {
        return this == G1 ? "" : " " + label;
    }
}
