package dev.pausa.weaver;

import dev.pausa.GeneratorExit;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a shape: what happens at its pauses, and what it logged. The woven shape and its reference have each a run
 * of their own and must log the same.
 */
public final class Run {
    /** What a run does. Pauses are counted from 1, in the order of the run. */
    enum Mode {
        /** Every awaited tick finishes at once. */
        FINISH,
        /** Every awaited tick pauses. */
        PAUSE,
        /** Every tick pauses; the exception is raised into one pause. */
        RAISE,
        /** Every tick pauses; the coroutine is closed at one pause, and ticks awaited from then on finish at once. */
        CLOSE
    }

    /** What a tick is to the weaver and the drive loop. */
    enum Leaf {
        AWAITABLE,
        COROUTINE
    }

    /** What is raised: checked, so that it passes only where the body lets everything pass. */
    public static final class Boom extends Exception {
        private static final long serialVersionUID = 1L;

        Boom(int pause) {
            super("raised into pause " + pause);
        }
    }

    /** The run that ticks and logs belong to. Shapes are played one after the other, on one thread. */
    private static Run current;

    private final Mode mode;
    private final int at;
    private final Leaf leaf;
    private final List<String> log = new ArrayList<>();
    private int pauses;
    private boolean closing;

    Run(Mode mode, int at, Leaf leaf) {
        this.mode = mode;
        this.at = at;
        this.leaf = leaf;
        current = this;
    }

    static Run current() {
        return current;
    }

    Leaf leaf() {
        return leaf;
    }

    int pauses() {
        return pauses;
    }

    List<String> log() {
        return log;
    }

    void log(String line) {
        log.add(line);
    }

    /** Whether a tick that is awaited now pauses. */
    boolean ticksPause() {
        return mode != Mode.FINISH && !closing;
    }

    boolean isClosing() {
        return closing;
    }

    /** Counts a pause. Called by what pauses, or by the reference in its place. */
    void countPause() {
        pauses++;
    }

    /** Whether the pause counted last is the one to raise into. */
    boolean raisesHere() {
        return mode == Mode.RAISE && pauses == at;
    }

    /** Whether the pause counted last is the one to close at; from then on this run is closing. */
    boolean closesHere() {
        if (mode == Mode.CLOSE && pauses == at) {
            closing = true;
            return true;
        }
        return false;
    }

    Boom boom() {
        return new Boom(at);
    }

    /** What a pause does in the reference, where nobody drives. */
    void pauseDirectly() throws Boom {
        countPause();
        afterPause();
    }

    /** What the driver does at a pause that was counted already. */
    void afterPause() throws Boom {
        if (raisesHere()) {
            throw boom();
        }
        if (closesHere()) {
            throw new GeneratorExit();
        }
    }

    @Override
    public String toString() {
        return mode + (at > 0 ? " at pause " + at : "") + ", ticks are of kind " + leaf;
    }
}
