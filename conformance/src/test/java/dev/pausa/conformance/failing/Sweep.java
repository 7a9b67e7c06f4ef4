package dev.pausa.conformance.failing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Drives one kind of chain again and again, each time with the error at the next place, until a drive comes by no more
 * places. Loaded by {@link InjectingLoader}.
 */
public final class Sweep implements BiFunction<String, Injected.Place, List<String>> {
    private static final int MOST_SENDS = 6;
    private static final int MOST_FAULTS = 20;

    /**
     * A deep chain has thousands of places, the same in each body: each sweep of one takes every seventh, and all of
     * them all.
     */
    private static final int STEP = 7;

    private final List<String> faults = new ArrayList<>();
    private int sweeps;

    /** Returns what went wrong: the scene, how it was driven, after how many drives, and which place failed. */
    @Override
    public List<String> apply(String scene, Injected.Place place) {
        int sends = scene.equals("deep") ? 2 : MOST_SENDS;
        for (Drive.Way way : Drive.ways(scene, sends)) {
            sweep(way, place, false);
            if (place == Injected.Place.ALLOCATION) {
                sweep(way, place, true);
            }
        }
        return faults;
    }

    private void sweep(Drive.Way way, Injected.Place place, boolean isLasting) {
        Error error = place == Injected.Place.CALL ? new InternalError("injected") : new OutOfMemoryError("injected");
        int step = way.scene().equals("deep") ? STEP : 1;
        int first = sweeps++ % step;
        String failed = "none";
        for (int k = Integer.MAX_VALUE;
                !failed.isEmpty() && faults.size() < MOST_FAULTS;
                k = k == Integer.MAX_VALUE ? first : k + step) {
            Drive drive = new Drive(way, place == Injected.Place.ALLOCATION);
            if (!drive.begins()) {
                return;
            }
            Injected.arm(place, k, isLasting, error);
            drive.act();
            failed = Injected.disarm();
            for (String fault : drive.check(error)) {
                faults.add(way + (isLasting ? ", from place " : ", at place ") + k + ", " + failed + ": " + fault);
            }
            failed = k == Integer.MAX_VALUE ? "all classes are loaded now" : failed;
        }
    }
}
