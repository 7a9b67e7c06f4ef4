package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Yields the total of all that it was sent, until it is sent null. */
public final class Totals {
    private Totals() {}

    /** See {@link Totals}. */
    public static final class Returned extends ReturnedFrame {
        private int total;

        @Override
        public Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
            switch (state) {
                case 0:
                    break;
                case 1:
                    if (sent == null) {
                        state = DONE;
                        return total;
                    }
                    total += (Integer) sent;
                    break;
                default:
                    throw new IllegalStateException();
            }
            pause(chain, 1);
            return total;
        }
    }

    /** See {@link Totals}. */
    public static final class Stored extends StoredFrame {
        private int total;

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            switch (state) {
                case 0:
                    break;
                case 1:
                    if (sent == null) {
                        end(total);
                        return;
                    }
                    total += (Integer) sent;
                    break;
                default:
                    throw new IllegalStateException();
            }
            pause(chain, 1, total);
        }
    }
}
