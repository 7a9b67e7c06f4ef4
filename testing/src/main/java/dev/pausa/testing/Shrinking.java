package dev.pausa.testing;

import dev.pausa.testing.Deviations.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks for an order that fails in the same way and differs less from that of a loop by itself: takes deviations away,
 * first many at once, then fewer (delta debugging), until each that is left is needed. Where several are, it looks
 * whether one of another kind does as well.
 */
final class Shrinking {
    /** How many runs each of the two searches has. */
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
        Trial fewest = withoutWhatIsNotNeeded(failed);
        return deviations(fewest).size() > 1 ? withOne(fewest) : fewest;
    }

    private Trial withoutWhatIsNotNeeded(Trial failed) throws InterruptedException {
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
            Trial trial = attempt(failed, new Deviations(rest));
            if (isBetter(trial, failed)) {
                return trial;
            }
        }
        return failed;
    }

    /** Tries each order that differs in one decision: at each point, with each alternative. */
    private Trial withOne(Trial failed) throws InterruptedException {
        runs = 0;
        int length = failed.decisions().size();
        for (int point = 0; point < length; point++) {
            int alternatives = 2;
            for (int chosen = 1; chosen < alternatives && runs < BUDGET; chosen++) {
                Trial trial = attempt(failed, new OneDeviation(point, chosen));
                if (isBetter(trial, failed)) {
                    return trial;
                }
                length = Math.min(length, trial.decisions().size());
                alternatives = point < length ? trial.decisions().get(point).of() : 0;
            }
        }
        return failed;
    }

    /** The order of a loop, but for one point. */
    private static final class OneDeviation implements Order {
        private final int point;
        private final int chosen;
        private int next;

        OneDeviation(int point, int chosen) {
            this.point = point;
            this.chosen = chosen;
        }

        @Override
        public int choose(List<String> alternatives) {
            return next++ == point ? Math.min(chosen, alternatives.size() - 1) : 0;
        }
    }

    private Trial attempt(Trial failed, Order order) throws InterruptedException {
        runs++;
        return Trial.of(setup, failed.seed(), order, body);
    }

    private static boolean isBetter(Trial trial, Trial failed) {
        return trial.failsAs(Objects.requireNonNull(failed.failure()))
                && deviations(trial).size() < deviations(failed).size();
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
