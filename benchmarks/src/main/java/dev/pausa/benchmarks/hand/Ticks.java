package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/**
 * Yields the total of all that it was sent, modulo 128: a number that is never boxed anew. Ends when it is sent null.
 */
public final class Ticks {
    private Ticks() {}

    /** See {@link Ticks}. */
    public static final class Returned extends ReturnedFrame {
        private int ticks;

        @Override
        public Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            switch (state) {
                case 0:
                    break;
                case 1:
                    if (sent == null) {
                        state = DONE;
                        return ticks;
                    }
                    ticks = (ticks + (Integer) sent) & 127;
                    break;
                default:
                    throw new IllegalStateException();
            }
            pause(chain, 1);
            return ticks;
        }
    }

    /** See {@link Ticks}. */
    public static final class Stored extends StoredFrame {
        private int ticks;

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            switch (state) {
                case 0:
                    break;
                case 1:
                    if (sent == null) {
                        end(ticks);
                        return;
                    }
                    ticks = (ticks + (Integer) sent) & 127;
                    break;
                default:
                    throw new IllegalStateException();
            }
            pause(chain, 1, ticks);
        }
    }
}
