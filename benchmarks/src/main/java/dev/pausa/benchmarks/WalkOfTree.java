package dev.pausa.benchmarks;

import dev.pausa.benchmarks.hand.ReturnedWalk;
import dev.pausa.benchmarks.hand.StoredWalk;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.StackIterator;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Iterators;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Walks a tree in order with a recursive generator; an operation is one node. The subclasses say which tree. */
@Fork(jvmArgsAppend = Workload.LARGE_STACK)
public abstract class WalkOfTree extends Workload {
    private static final String DEEP = "" + WalkOfDeepTree.NODES;
    private static final String HUMONGOUS = "G1 does not move a stack of a million frames to the heap";

    private @Nullable Node tree;

    WalkOfTree() {}

    /** How many nodes the tree has. */
    abstract int size();

    abstract Node make();

    private Node tree() {
        if (tree == null) {
            tree = make();
            makeOld();
        }
        return tree;
    }

    private int check(int sum) {
        return Checksum.check(Sums.ofRange(size()), sum);
    }

    private int drain(Iterator<Integer> keys) {
        int sum = 0;
        while (keys.hasNext()) {
            sum += keys.next();
        }
        return check(sum);
    }

    @Benchmark
    public int pausa() {
        return drain(Bodies.walk(tree()));
    }

    @Benchmark
    public int hand() {
        return drain(new StoredWalk(tree()));
    }

    @Benchmark
    public int handReturned() {
        ReturnedWalk walk = new ReturnedWalk(tree());
        int sum = 0;
        for (Integer key = walk.next(); key != null; key = walk.next()) {
            sum += key;
        }
        return check(sum);
    }

    /** Kotlin's own {@code iterator}, one for the whole walk; the recursion is one of functions. */
    @Benchmark
    public int kotlin() {
        return drain(Iterators.walk(tree()));
    }

    /** Kotlin's {@code suspend} functions, with nothing above them. */
    @Benchmark
    public int kotlinRaw() {
        RawCoroutine keys = RawBodies.walk(tree());
        int sum = 0;
        for (Object key = keys.send(null); !keys.isDone(); key = keys.send(null)) {
            sum += (Integer) key;
        }
        return check(sum);
    }

    /** Kotlin's own {@code iterator}, one for each node. */
    @Benchmark
    @NotFor(value = DEEP, because = "each key passes through every generator above it")
    public int kotlinYieldAll() {
        return drain(Iterators.walkAll(tree()));
    }

    @Benchmark
    @NotFor(value = DEEP, because = HUMONGOUS)
    public int continuation() {
        return drain(keys(ContinuationCoroutine::new));
    }

    @Benchmark
    @NotFor(value = DEEP, because = HUMONGOUS)
    public int virtualThread() throws Exception {
        return VirtualThreads.drive(() -> drain(keys(ThreadCoroutine::virtual)));
    }

    @Benchmark
    public int platformThread() {
        return drain(keys(ThreadCoroutine::platform));
    }

    private Iterator<Integer> keys(StackCoroutine.Kind kind) {
        Node root = tree();
        return new StackIterator(kind.make(self -> StackBodies.walk(self, root)));
    }
}
