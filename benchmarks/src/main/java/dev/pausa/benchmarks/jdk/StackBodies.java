package dev.pausa.benchmarks.jdk;

import dev.pausa.benchmarks.Counter;
import dev.pausa.benchmarks.Node;
import dev.pausa.benchmarks.Signal;
import org.jspecify.annotations.Nullable;

/** The bodies of the workloads, for coroutines that have a stack. */
public final class StackBodies {
    private StackBodies() {}

    /** Yields the total of all that it was sent, until it is sent null. */
    public static Object totals(StackCoroutine self) {
        int total = 0;
        Object sent = self.suspend(total);
        while (sent != null) {
            total += (Integer) sent;
            sent = self.suspend(total);
        }
        return total;
    }

    /**
     * Yields the total of all that it was sent, modulo 128: a number that is never boxed anew. Ends when it is sent
     * null.
     */
    public static Object ticks(StackCoroutine self) {
        int ticks = 0;
        Object sent = self.suspend(ticks);
        while (sent != null) {
            ticks = (ticks + (Integer) sent) & 127;
            sent = self.suspend(ticks);
        }
        return ticks;
    }

    /** {@link #totals} under a number of calls. */
    public static Object under(StackCoroutine self, int depth) {
        return depth == 0 ? totals(self) : (Integer) under(self, depth - 1) + 1;
    }

    /** Awaits children that finish at once, and returns the sum of what they return. */
    public static Object children(StackCoroutine self, StackCoroutine.Kind kind, int times, boolean mixed) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += (Integer) self.await(mixed ? inTurn(kind, i) : first(kind, i));
        }
        return sum;
    }

    private static StackCoroutine inTurn(StackCoroutine.Kind kind, int n) {
        return switch (n % 3) {
            case 0 -> first(kind, n);
            case 1 -> kind.make(child -> (n < 0 ? (Integer) child.suspend(n) : n) * 2);
            default -> kind.make(child -> (n < 0 ? (Integer) child.suspend(n) : n) ^ 5);
        };
    }

    private static StackCoroutine first(StackCoroutine.Kind kind, int n) {
        return kind.make(child -> (n < 0 ? (Integer) child.suspend(n) : n) + 1);
    }

    /**
     * Yields how many signals it has caught, modulo 128: a number that is never boxed anew. Ends when it is sent null.
     */
    public static Object catching(StackCoroutine self) {
        int caught = 0;
        Object sent = caught;
        while (sent != null) {
            try {
                sent = StackBodies.<Signal>suspendThrowing(self, caught);
            } catch (Signal signal) {
                caught = (caught + 1) & 127;
            }
        }
        return caught;
    }

    /** Lets the compiler know what the driver may raise. */
    private static <X extends Throwable> @Nullable Object suspendThrowing(StackCoroutine self, Object yielded)
            throws X {
        return self.suspend(yielded);
    }

    /** Pauses once inside a try, whose finally block counts. */
    public static Object closing(StackCoroutine self, Counter counter, int number) {
        try {
            return self.suspend(number);
        } finally {
            counter.count++;
        }
    }

    /** A node of a tree of coroutines; awaits its children, and returns the sum of its number and what they return. */
    public static Object tree(StackCoroutine self, StackCoroutine.Kind kind, int number, int nodes, boolean pausing) {
        int left = 2 * number;
        if (left > nodes) {
            return pausing ? (long) (Integer) self.suspend(number) : (long) number;
        }
        long sum = number + (Long) self.await(kind.make(child -> tree(child, kind, left, nodes, pausing)));
        if (left < nodes) {
            sum += (Long) self.await(kind.make(child -> tree(child, kind, left + 1, nodes, pausing)));
        }
        return sum;
    }

    /** Pauses once with two ints and a reference that it needs afterwards. */
    public static Object waiting(StackCoroutine self, int a, int b, String text) {
        self.suspend(null);
        return a + b + text.length();
    }

    /** Yields the numbers from 0. */
    public static @Nullable Object range(StackCoroutine self, int end) {
        for (int i = 0; i < end; i++) {
            self.suspend(i);
        }
        return null;
    }

    /** Yields the keys of a tree in order. */
    public static @Nullable Object walk(StackCoroutine self, Node tree) {
        if (tree.left != null) {
            walk(self, tree.left);
        }
        self.suspend(tree.key);
        if (tree.right != null) {
            walk(self, tree.right);
        }
        return null;
    }
}
