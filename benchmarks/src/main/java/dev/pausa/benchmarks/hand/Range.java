package dev.pausa.benchmarks.hand;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Yields the numbers from 0. */
public final class Range {
    private Range() {}

    /** The values are returned, and the state says whether there was one. */
    public static final class Returned extends ReturnedFrame {
        private final int end;
        private int next;

        /**
         * Makes one.
         *
         * @param end the number after the last
         */
        public Returned(int end) {
            this.end = end;
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            int number = state == 0 ? 0 : next + 1;
            if (number >= end) {
                state = DONE;
                return null;
            }
            next = number;
            pause(chain, 1);
            return number;
        }
    }

    /** The values are stored; what {@code hasNext} has fetched waits in the field. */
    public static final class Stored implements Iterator<Integer> {
        private final int end;
        private int state;
        private int next;
        private boolean fetched;
        private @Nullable Integer value;

        /**
         * Makes one.
         *
         * @param end the number after the last
         */
        public Stored(int end) {
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            if (!fetched && state != StoredFrame.DONE) {
                resume();
            }
            return fetched;
        }

        @Override
        public Integer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            fetched = false;
            return value;
        }

        private void resume() {
            int number = state == 0 ? 0 : next + 1;
            if (number >= end) {
                state = StoredFrame.DONE;
                return;
            }
            next = number;
            state = 1;
            value = number;
            fetched = true;
        }
    }
}
