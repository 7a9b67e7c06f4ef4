package dev.pausa.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What all workloads share. Their coroutines are kept in fields, so that no compiler can do without the objects, and
 * are made by the peer's own method when it first runs, so that no class of another peer is loaded in the same JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Workload {
    /** How often a method does the thing that is measured, where the workload does not say otherwise. */
    static final int TIMES = 1_000;

    /** A stack that is large enough to begin the deepest chain where each level is a call. */
    static final String LARGE_STACK = "-Xss900m";

    /** G1 refuses to move a stack to the heap that is larger than half a region. */
    static final String LARGE_REGIONS = "-XX:G1HeapRegionSize=32m";

    Workload() {}

    /** Moves all that is live into the old generation. */
    static void makeOld() {
        System.gc();
        System.gc();
    }
}
