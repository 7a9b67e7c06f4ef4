package dev.pausa.testing;

import java.util.List;

/** Does what was recorded, and stops where that cannot be done. */
final class Replay implements Order {
    private final List<Decision> recorded;
    private int point;

    Replay(List<Decision> recorded) {
        this.recorded = recorded;
    }

    @Override
    public int choose(List<String> alternatives) {
        if (point == recorded.size()) {
            throw diverged("the record ends, and the run goes on: ready are " + alternatives);
        }
        Decision decision = recorded.get(point);
        if (decision.of() != alternatives.size()
                || !alternatives.get(decision.chosen()).equals(decision.name())) {
            throw diverged("the record has '" + decision.name() + "' as number " + decision.chosen() + " of "
                    + decision.of() + ", and ready are " + alternatives);
        }
        point++;
        return decision.chosen();
    }

    /** Called after the run. */
    void requireEnd() {
        if (point < recorded.size()) {
            throw diverged("the run has ended, and the record goes on with '"
                    + recorded.get(point).name() + "'");
        }
    }

    private DivergenceError diverged(String what) {
        return new DivergenceError("the replay meets another choice than the recorded one, at decision " + point
                + " of "
                + recorded.size()
                + (point == 0 ? "" : ", after '" + recorded.get(point - 1).name() + "'") + ": "
                + what + ". " + DivergenceError.CAUSES);
    }
}
