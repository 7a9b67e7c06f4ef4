package dev.pausa.conformance.failing;

import java.util.Arrays;
import java.util.List;

/**
 * Drives chains when the heap is full but for k small pieces, for each k: what {@link Injected} does not reach, the
 * JVM's own allocations among it, fails as well. A program of its own, in a JVM with a heap of a few megabytes and
 * without anything else that allocates.
 */
public final class NoMemory {
    private NoMemory() {}

    private static final int[] SIZES = {1 << 19, 1 << 15, 1 << 11, 1 << 7, 16};
    private static final int HEADER = 16;
    private static final int REFERENCE = 4;

    /** A list of arrays, linked through their first elements, that takes all there is. */
    private static Object[] filler;

    private static final Object[] CRUMBS = new Object[4_000];

    /**
     * Prints what went wrong, and then how many drives failed.
     *
     * @param arguments the largest k, how many sends there are before at most, and the scenes
     */
    public static void main(String[] arguments) {
        int most = Integer.parseInt(arguments[0]);
        int sends = Integer.parseInt(arguments[1]);
        int failed = 0;
        for (String scene : List.of(arguments).subList(2, arguments.length)) {
            for (Drive.Way way : Drive.ways(scene, sends)) {
                failed += sweep(way, most);
            }
        }
        System.out.println(failed + " drives failed");
    }

    private static int sweep(Drive.Way way, int most) {
        OutOfMemoryError kind = new OutOfMemoryError();
        Drive calm = new Drive(way, true); // and all classes are loaded
        if (!calm.begins()) {
            return 0;
        }
        calm.act();
        calm.check(kind);
        int failed = 0;
        for (int k = 0; k < most; k++) {
            Drive drive = new Drive(way, true);
            drive.begins();
            actWith(drive, k);
            for (String fault : drive.check(kind)) {
                System.out.println(way + ", " + k + " pieces: " + fault);
            }
            failed += drive.hasThrown(kind) ? 1 : 0;
        }
        return failed;
    }

    private static void actWith(Drive drive, int pieces) {
        Object[] free = new Object[pieces];
        for (int i = 0; i < pieces; i++) {
            free[i] = new Object();
        }
        settle();
        fill();
        free = null;
        drive.act();
        empty();
    }

    /** Has the library give back what it keeps until the second collection, which would be room afterwards. */
    @SuppressWarnings({"removal", "deprecation"}) // so is finalization
    private static void settle() {
        for (int i = 0; i < 2; i++) {
            System.gc();
            System.runFinalization();
        }
    }

    /** Takes all the memory there is. */
    static void fill() {
        for (int size : SIZES) {
            try {
                while (true) {
                    Object[] next = new Object[Math.max(1, (size - HEADER) / REFERENCE)];
                    next[0] = filler;
                    filler = next;
                }
            } catch (OutOfMemoryError full) {
                // so it should be
            }
        }
        try {
            for (int i = 0; i < CRUMBS.length; i++) {
                CRUMBS[i] = new Object();
            }
            throw new AssertionError("there is room left");
        } catch (OutOfMemoryError full) {
            // so it should be
        }
    }

    /** Gives it back. */
    static void empty() {
        filler = null;
        Arrays.fill(CRUMBS, null);
    }
}
