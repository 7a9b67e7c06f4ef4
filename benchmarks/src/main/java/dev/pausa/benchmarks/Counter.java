package dev.pausa.benchmarks;

/** Counts how often the bodies of a workload did something. */
public final class Counter {
    /** The count. */
    public int count;

    /** Makes one that is zero. */
    public Counter() {}
}
