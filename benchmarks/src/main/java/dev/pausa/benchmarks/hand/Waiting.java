package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Pauses once with two ints and a reference that it needs afterwards. */
public final class Waiting {
    private Waiting() {}

    /** See {@link Waiting}. */
    public static final class Returned extends ReturnedFrame {
        private final int a;
        private final int b;
        private final String text;

        /** Makes one. */
        public Returned(int a, int b, String text) {
            this.a = a;
            this.b = b;
            this.text = text;
        }

        @Override
        public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            if (state == 0) {
                pause(chain, 1);
                return null;
            }
            state = DONE;
            return a + b + text.length();
        }
    }

    /** See {@link Waiting}. */
    public static final class Stored extends StoredFrame {
        private final int a;
        private final int b;
        private final String text;

        /** Makes one. */
        public Stored(int a, int b, String text) {
            this.a = a;
            this.b = b;
            this.text = text;
        }

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            if (state == 0) {
                pause(chain, 1, null);
            } else {
                end(a + b + text.length());
            }
        }
    }
}
