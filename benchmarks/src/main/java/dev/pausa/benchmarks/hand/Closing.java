package dev.pausa.benchmarks.hand;

import dev.pausa.benchmarks.Counter;
import org.jspecify.annotations.Nullable;

/** Pauses once inside a try, whose finally block counts. */
public final class Closing {
    private Closing() {}

    /** With its value returned. */
    public static final class Returned {
        private final Counter counter;
        private final int number;
        private int state;

        /**
         * Makes one.
         *
         * @param counter what it counts with
         * @param number what it yields
         */
        public Returned(Counter counter, int number) {
            this.counter = counter;
            this.number = number;
        }

        /** Runs it to its pause. */
        public Object begin() {
            state = 1;
            return number;
        }

        /** Runs its finally block. */
        public void close() {
            if (state == 1) {
                counter.count++;
            }
            state = ReturnedFrame.DONE;
        }
    }

    /** With its value stored. */
    public static final class Stored {
        private final Counter counter;
        private final int number;
        private int state;

        /** What it yielded. */
        public @Nullable Object value;

        /**
         * Makes one.
         *
         * @param counter what it counts with
         * @param number what it yields
         */
        public Stored(Counter counter, int number) {
            this.counter = counter;
            this.number = number;
        }

        /** Runs it to its pause. */
        public void begin() {
            state = 1;
            value = number;
        }

        /** Runs its finally block. */
        public void close() {
            if (state == 1) {
                counter.count++;
            }
            state = StoredFrame.DONE;
        }
    }
}
