package dev.pausa.benchmarks.hand;

import dev.pausa.benchmarks.Signal;
import org.jspecify.annotations.Nullable;

/** Yields how many signals it has caught, modulo 128: a number that is never boxed anew. */
public final class Catching {
    private Catching() {}

    /** With its values returned. */
    public static final class Returned {
        private int state;
        private int caught;

        /**
         * Runs the body to its next pause or its end.
         *
         * @param raised what the pause throws; null begins or ends it
         * @return the yielded value, or what the body returned
         */
        public Object resume(@Nullable Signal raised) {
            if (state == 1) {
                try {
                    if (raised == null) {
                        state = ReturnedFrame.DONE;
                        return caught;
                    }
                    throw raised;
                } catch (Signal signal) {
                    caught = (caught + 1) & 127;
                }
            }
            state = 1;
            return caught;
        }
    }

    /** With its values stored. */
    public static final class Stored {
        private int state;
        private int caught;

        /** What it yielded or returned. */
        public @Nullable Object value;

        /**
         * Runs the body to its next pause or its end.
         *
         * @param raised what the pause throws; null begins or ends it
         */
        public void resume(@Nullable Signal raised) {
            if (state == 1) {
                try {
                    if (raised == null) {
                        state = StoredFrame.DONE;
                        value = caught;
                        return;
                    }
                    throw raised;
                } catch (Signal signal) {
                    caught = (caught + 1) & 127;
                }
            }
            state = 1;
            value = caught;
        }
    }
}
