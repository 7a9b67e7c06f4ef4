package dev.pausa.benchmarks;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

/** The bodies of the workloads, for Pausa. */
final class Bodies {
    private Bodies() {}

    /** Yields the total of all that it was sent, until it is sent null. */
    static Coroutine<Integer> totals() {
        return coroutine(() -> {
            int total = 0;
            Object sent = suspend(total);
            while (sent != null) {
                total += (Integer) sent;
                sent = suspend(total);
            }
            return total;
        });
    }

    /**
     * Yields the total of all that it was sent, modulo 128: a number that is never boxed anew. Ends when it is sent
     * null.
     */
    static Coroutine<Integer> ticks() {
        return coroutine(() -> {
            int ticks = 0;
            Object sent = suspend(ticks);
            while (sent != null) {
                ticks = (ticks + (Integer) sent) & 127;
                sent = suspend(ticks);
            }
            return ticks;
        });
    }

    /** {@link #totals} under a number of awaits. */
    static Coroutine<Integer> under(int depth) {
        return depth == 0 ? totals() : coroutine(() -> await(under(depth - 1)) + 1);
    }

    /** Awaits children that finish at once, and returns the sum of what they return. */
    static Coroutine<Integer> children(int times, boolean mixed) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += await(mixed ? inTurn(i) : first(i));
            }
            return sum;
        });
    }

    private static Coroutine<Integer> inTurn(int n) {
        return switch (n % 3) {
            case 0 -> first(n);
            case 1 -> coroutine(() -> (n < 0 ? (Integer) suspend(n) : n) * 2);
            default -> coroutine(() -> (n < 0 ? (Integer) suspend(n) : n) ^ 5);
        };
    }

    private static Coroutine<Integer> first(int n) {
        return coroutine(() -> (n < 0 ? (Integer) suspend(n) : n) + 1);
    }

    /**
     * Yields how many signals it has caught, modulo 128: a number that is never boxed anew. Ends when it is sent null.
     */
    static Coroutine<Integer> catching() {
        return coroutine(() -> {
            int caught = 0;
            Object sent = caught;
            while (sent != null) {
                try {
                    sent = suspend(caught);
                } catch (Signal signal) {
                    caught = (caught + 1) & 127;
                }
            }
            return caught;
        });
    }

    /** Pauses once inside a try, whose finally block counts. */
    static Coroutine<Object> closing(Counter counter, int number) {
        return coroutine(() -> {
            try {
                return suspend(number);
            } finally {
                counter.count++;
            }
        });
    }

    /** A node of a tree of coroutines; awaits its children, and returns the sum of its number and what they return. */
    static Coroutine<Long> tree(int number, int nodes, boolean pausing) {
        return coroutine(() -> {
            int left = 2 * number;
            if (left > nodes) {
                return pausing ? (long) (Integer) suspend(number) : (long) number;
            }
            long sum = number + await(tree(left, nodes, pausing));
            if (left < nodes) {
                sum += await(tree(left + 1, nodes, pausing));
            }
            return sum;
        });
    }

    /** Pauses once with two ints and a reference that it needs afterwards. */
    static Coroutine<Integer> waiting(int a, int b, String text) {
        return coroutine(() -> {
            suspend(null);
            return a + b + text.length();
        });
    }

    /** {@link #totals} as a generator. */
    static Generator<Integer, Integer, Void> generatorOfTotals() {
        return generator(g -> {
            int total = 0;
            Integer sent = g.yield(total);
            while (sent != null) {
                total += sent;
                sent = g.yield(total);
            }
        });
    }

    /** Yields the numbers from 0. */
    static Generator<Integer, Void, Void> range(int end) {
        return generator(g -> {
            for (int i = 0; i < end; i++) {
                g.yield(i);
            }
        });
    }

    /** Yields the keys of a tree in order; a generator for each node. */
    static Generator<Integer, Void, Void> walk(Node tree) {
        return generator(g -> {
            if (tree.left != null) {
                g.yieldFrom(walk(tree.left));
            }
            g.yield(tree.key);
            if (tree.right != null) {
                g.yieldFrom(walk(tree.right));
            }
        });
    }
}
