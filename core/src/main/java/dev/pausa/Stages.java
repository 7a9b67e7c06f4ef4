package dev.pausa;

import org.jspecify.annotations.Nullable;

/** A place in what a generator's values become on their way through some stages. */
final class Stages {
    private final Generator<?, ?, ?> source;
    private final Stage[] stages;

    /** Whether the source gives no more: at its end, or because a stage takes no more. */
    private boolean isEnded;

    /** The first stage that may still have something when the source gives no more. */
    private int rest;

    private @Nullable Object current;

    Stages(Generator<?, ?, ?> source, Stage[] stages) {
        this.source = source;
        this.stages = stages;
        for (int i = 0; i < stages.length; i++) {
            closeIfFull(i);
        }
    }

    /** Goes on to the next value. Returns false at the end. */
    boolean advance() {
        while (!isEnded && source.hasNext()) {
            if (push(source.next(), 0)) {
                return true;
            }
        }
        isEnded = true;
        while (rest < stages.length) {
            Object kept = stages[rest++].rest();
            if (push(kept, rest)) {
                return true;
            }
        }
        return false;
    }

    /** Sends a value through the stages from one on. Returns whether something comes out. */
    private boolean push(@Nullable Object value, int from) {
        Object passing = value;
        for (int i = from; i < stages.length && passing != Stage.NOTHING; i++) {
            passing = stages[i].apply(passing);
            closeIfFull(i);
        }
        current = passing;
        return passing != Stage.NOTHING;
    }

    /** What comes before a stage that takes no more gives nothing any more, also not what it has kept. */
    private void closeIfFull(int stage) {
        if (stages[stage].isFull()) {
            isEnded = true;
            rest = Math.max(rest, stage + 1);
            source.close();
        }
    }

    @Nullable
    Object current() {
        return current;
    }
}
