package dev.pausa.benchmarks;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.benchmarks.hand.Waiting;
import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackBodies;
import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;
import dev.pausa.benchmarks.kotlin.RawBodies;
import dev.pausa.benchmarks.kotlin.RawCoroutine;

/**
 * A program that makes many coroutines of one peer, each paused with two ints and a reference that it needs afterwards,
 * and prints how many bytes of the heap each takes. Then it resumes some of them, to see that they were there.
 */
public final class PausedCoroutines {
    private static final String TEXT = "text";

    private PausedCoroutines() {}

    /** A peer. */
    private interface Maker {
        /** Makes a coroutine and runs it to its pause. */
        Object paused(int a, int b);

        /** Runs it to its end, and gives what it returns. */
        Object end(Object coroutine);
    }

    /**
     * Runs it.
     *
     * @param args the peer; how many coroutines; every how-manieth is resumed
     */
    public static void main(String[] args) {
        Maker maker = maker(args[0]);
        Object[] coroutines = new Object[Integer.parseInt(args[1])];
        maker.end(maker.paused(1, 2));
        used(); // what is linked at the first call counts nowhere
        long before = used();
        for (int i = 0; i < coroutines.length; i++) {
            coroutines[i] = maker.paused(i, 2 * i);
        }
        System.out.println((used() - before) / (double) coroutines.length);
        for (int i = 0; i < coroutines.length; i += Integer.parseInt(args[2])) {
            Checksum.check(3 * i + TEXT.length(), (Integer) maker.end(coroutines[i]));
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Maker maker(String peer) {
        return switch (peer) {
            case "pausa" -> new Pausa();
            case "hand" -> new Hand();
            case "handReturned" -> new HandReturned();
            case "kotlin" -> new Kotlin();
            case "continuation" -> new Stack(ContinuationCoroutine::new);
            case "virtualThread" -> new Stack(ThreadCoroutine::virtual);
            default -> throw new IllegalArgumentException(peer);
        };
    }

    private static final class Pausa implements Maker {
        @Override
        public Object paused(int a, int b) {
            Coroutine<Integer> coroutine = Bodies.waiting(a, b, TEXT);
            coroutine.send(null);
            return coroutine;
        }

        @Override
        public Object end(Object coroutine) {
            return ((Step.Returned<?>) ((Coroutine<?>) coroutine).step(null)).value();
        }
    }

    private static final class Hand implements Maker {
        @Override
        public Object paused(int a, int b) {
            Waiting.Stored coroutine = new Waiting.Stored(a, b, TEXT);
            coroutine.resume(null, null);
            return coroutine;
        }

        @Override
        public Object end(Object coroutine) {
            Waiting.Stored frame = (Waiting.Stored) coroutine;
            frame.resume(null, null);
            return frame.value;
        }
    }

    private static final class HandReturned implements Maker {
        @Override
        public Object paused(int a, int b) {
            Waiting.Returned coroutine = new Waiting.Returned(a, b, TEXT);
            coroutine.resume(null, null);
            return coroutine;
        }

        @Override
        public Object end(Object coroutine) {
            return ((Waiting.Returned) coroutine).resume(null, null);
        }
    }

    private static final class Kotlin implements Maker {
        @Override
        public Object paused(int a, int b) {
            RawCoroutine coroutine = RawBodies.waiting(a, b, TEXT);
            coroutine.send(null);
            return coroutine;
        }

        @Override
        public Object end(Object coroutine) {
            return ((RawCoroutine) coroutine).send(null);
        }
    }

    private record Stack(StackCoroutine.Kind kind) implements Maker {
        @Override
        public Object paused(int a, int b) {
            StackCoroutine coroutine = kind.make(self -> StackBodies.waiting(self, a, b, TEXT));
            coroutine.send(null);
            return coroutine;
        }

        @Override
        public Object end(Object coroutine) {
            return ((StackCoroutine) coroutine).send(null);
        }
    }
}
