package dev.pausa.testing;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs something in many orders, and shows the one that fails. */
final class Exploration {
    static final String SEED = "dev.pausa.seed";
    static final String REPLAY = "dev.pausa.replay";

    private final TestLoopSetup setup;
    private final String name;
    private final RunBody body;

    Exploration(TestLoopSetup setup, String name, RunBody body) {
        this.setup = setup;
        this.name = name;
        this.body = body;
    }

    void explore(int runs) throws InterruptedException {
        String replay = System.getProperty(REPLAY);
        String seed = System.getProperty(SEED);
        if (replay != null) {
            replay(DecisionLog.read(Path.of(replay)));
        } else if (seed != null) {
            check(Trial.checked(setup, Seed.parse(seed), body), "the run of -D" + SEED);
        } else {
            all(runs);
        }
    }

    private void all(int runs) throws InterruptedException {
        int choices = 0;
        for (int run = 0; run < runs; run++) {
            Trial trial = Trial.checked(setup, seed(run, choices), body);
            check(trial, "run " + (run + 1) + " of " + runs);
            choices = trial.choices();
        }
    }

    /** The first run is as in any loop; then walks and priorities take turns, and the depth goes through 2, 3 and 4. */
    private Seed seed(int run, int choices) {
        long number = setup.number() + run;
        if (run == 0) {
            return Seed.fifo(number);
        }
        return run % 2 == 1 ? Seed.walk(number) : Seed.pct(number, 2 + run / 2 % 3, choices);
    }

    private void check(Trial trial, String which) throws InterruptedException {
        if (trial.failure() == null) {
            return;
        }
        Path log = DecisionLog.write(name, trial);
        Trial shrunk = new Shrinking(setup, body).shrink(trial);
        Path shrunkLog = shrunk == trial ? log : DecisionLog.write(name + "-shrunk", shrunk);
        throw new ExplorationError(which, trial, log, shrunk, shrunkLog);
    }

    private void replay(DecisionLog recorded) throws InterruptedException {
        Replay order = new Replay(recorded.decisions());
        Trial trial = Trial.of(setup, recorded.seed(), order, body);
        DivergenceError diverged = endOf(order);
        if (diverged != null) {
            diverged.initCause(trial.failure());
            throw diverged;
        }
        if (trial.failure() != null) {
            throw new ExplorationError(
                    "the run of -D" + REPLAY, trial, recorded.file(), trial, Objects.requireNonNull(recorded.file()));
        }
    }

    private static @Nullable DivergenceError endOf(Replay order) {
        try {
            order.requireEnd();
            return null;
        } catch (DivergenceError tooShort) {
            return tooShort;
        }
    }
}
