package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** {@link Totals} under a number of awaits, each of which adds one to what is returned. */
public final class Under {
    private Under() {}

    /**
     * Makes a chain with returned values.
     *
     * @param depth how many awaits
     * @return its root
     */
    public static ReturnedFrame returned(int depth) {
        return depth == 0 ? new Totals.Returned() : new Returned(depth);
    }

    /**
     * Makes a chain with stored values.
     *
     * @param depth how many awaits
     * @return its root
     */
    public static StoredFrame stored(int depth) {
        return depth == 0 ? new Totals.Stored() : new Stored(depth);
    }

    private static final class Returned extends ReturnedFrame {
        private final int depth;

        Returned(int depth) {
            this.depth = depth;
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            Object outcome = sent;
            if (state == 0) {
                ReturnedFrame child = returned(depth - 1);
                outcome = child.resume(chain, null);
                if (!child.isDone()) {
                    pauseBelow(child, 1);
                    return outcome;
                }
            }
            state = DONE;
            return (Integer) outcome + 1;
        }
    }

    private static final class Stored extends StoredFrame {
        private final int depth;

        Stored(int depth) {
            this.depth = depth;
        }

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            Object outcome = sent;
            if (state == 0) {
                StoredFrame child = stored(depth - 1);
                child.resume(chain, null);
                if (!child.isDone()) {
                    pauseBelow(child, 1);
                    return;
                }
                outcome = child.value;
            }
            end((Integer) outcome + 1);
        }
    }
}
