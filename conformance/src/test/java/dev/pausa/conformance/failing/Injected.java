package dev.pausa.conformance.failing;

import java.lang.invoke.MethodHandles.Lookup;

/**
 * The error that a drive is given from inside: at the k-th place of a kind that it comes by. The places call this
 * class; {@link InjectingLoader} puts the calls in.
 */
public final class Injected {
    private Injected() {}

    /** What fails. */
    public enum Place {
        /** An object or array is made. */
        ALLOCATION,
        /** A method is entered. */
        CALL
    }

    private static Place place = Place.ALLOCATION;
    private static Error error = new InternalError("none");
    private static boolean isLasting;
    private static boolean isArmed;
    private static int left;
    private static Thread victim = Thread.currentThread();
    private static String failed = "";

    /**
     * Lets a place fail.
     *
     * @param where which kind of places
     * @param k how many of them go well before
     * @param lasting whether all places after it fail too
     * @param thrown what they throw
     */
    public static void arm(Place where, int k, boolean lasting, Error thrown) {
        place = where;
        left = k;
        isLasting = lasting;
        error = thrown;
        failed = "";
        victim = Thread.currentThread();
        isArmed = true;
    }

    /** Ends that; returns the first place that has failed, or an empty text. */
    public static String disarm() {
        isArmed = false;
        return failed;
    }

    /** Called where an object or array is made. */
    public static void allocates() {
        if (isArmed && place == Place.ALLOCATION) {
            pass();
        }
    }

    /** Called where a method is entered. */
    public static void enters() {
        if (isArmed && place == Place.CALL) {
            pass();
        }
    }

    private static void pass() {
        if (Thread.currentThread() != victim) {
            return;
        }
        if (left > 0) {
            left--;
            return;
        }
        isArmed = isLasting;
        error.fillInStackTrace();
        failed = failed.isEmpty() ? String.valueOf(error.getStackTrace()[2]) : failed;
        throw error;
    }

    /** Called instead of {@link Lookup#defineClass}: woven classes have such places too. */
    public static Class<?> define(Lookup lookup, byte[] classFile) throws IllegalAccessException {
        return lookup.defineClass(InjectingLoader.withPlaces(classFile));
    }
}
