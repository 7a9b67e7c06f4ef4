package dev.pausa.testing;

import dev.pausa.testing.Deviations.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks for an order that fails in the same way and differs less from that of a loop by itself: takes deviations away, first many at once, then
 * fewer (delta debugging), until each that is left is needed.
 */
final class Shrinking {
    private static final int BUDGET = 1000;

    private final TestLoopSetup setup;
    private final RunBody body;
    private int runs;

    Shrinking(TestLoopSetup setup, RunBody body) {
        this.setup = setup;
        this.body = body;
    }

    /** Returns a run that fails with an exception of the same class; the given one if there is none that is simpler. */
    Trial shrink(Trial failed) throws InterruptedException {
        Trial best = failed;
        int parts = 1;
        while (runs < BUDGET) {
            int size = deviations(best).size();
            if (size == 0) {
                break;
            }
            Trial better = withoutOnePart(best, parts);
            if (better != best) {
                best = better;
                parts = Math.max(1, parts - 1);
            } else if (parts < size) {
                parts = Math.min(size, 2 * parts);
            } else {
                break;
            }
        }
        return best;
    }

    /** Takes one of so many parts away, the first with which it fails all the same. */
    private Trial withoutOnePart(Trial failed, int parts) throws InterruptedException {
        List<Deviation> all = deviations(failed);
        for (int part = 0; part < parts && runs < BUDGET; part++) {
            List<Deviation> rest = new ArrayList<>(all);
            rest.subList(all.size() * part / parts, all.size() * (part + 1) / parts)
                    .clear();
            runs++;
            Trial trial = Trial.of(setup, failed.seed(), new Deviations(rest), body);
            if (trial.failsAs(Objects.requireNonNull(failed.failure()))
                    && deviations(trial).size() < all.size()) {
                return trial;
            }
        }
        return failed;
    }

    private static List<Deviation> deviations(Trial trial) {
        List<Deviation> deviations = new ArrayList<>();
        for (int i = 0; i < trial.decisions().size(); i++) {
            Decision decision = trial.decisions().get(i);
            if (decision.isDeviation()) {
                deviations.add(new Deviation(i, decision.name()));
            }
        }
        return deviations;
    }
}
