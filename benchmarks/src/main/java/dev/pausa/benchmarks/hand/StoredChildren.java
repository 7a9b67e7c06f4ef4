package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Awaits children that finish at once, and returns the sum of what they return. */
public final class StoredChildren extends StoredFrame {
    private final int times;
    private final boolean mixed;
    private int number;
    private int sum;

    /**
     * Makes the parent.
     *
     * @param times how many children
     * @param mixed whether they are of three kinds in turn
     */
    public StoredChildren(int times, boolean mixed) {
        this.times = times;
        this.mixed = mixed;
    }

    @Override
    public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
        int n = 0;
        int total = 0;
        if (state == 1) {
            n = number + 1;
            total = sum + (Integer) sent;
        }
        for (; n < times; n++) {
            StoredFrame child = mixed ? inTurn(n) : new First(n);
            child.resume(chain, null);
            if (!child.isDone()) {
                number = n;
                sum = total;
                pauseBelow(child, 1);
                return;
            }
            total += (Integer) child.value;
        }
        end(total);
    }

    private static StoredFrame inTurn(int n) {
        return switch (n % 3) {
            case 0 -> new First(n);
            case 1 -> new Second(n);
            default -> new Third(n);
        };
    }

    private abstract static class Child extends StoredFrame {
        final int number;

        Child(int number) {
            this.number = number;
        }
    }

    private static final class First extends Child {
        First(int number) {
            super(number);
        }

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            if (state == 0 && number < 0) {
                pause(chain, 1, number);
                return;
            }
            int n = state == 0 ? number : (Integer) sent;
            end(n + 1);
        }
    }

    private static final class Second extends Child {
        Second(int number) {
            super(number);
        }

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            if (state == 0 && number < 0) {
                pause(chain, 1, number);
                return;
            }
            int n = state == 0 ? number : (Integer) sent;
            end(n * 2);
        }
    }

    private static final class Third extends Child {
        Third(int number) {
            super(number);
        }

        @Override
        public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
            if (state == 0 && number < 0) {
                pause(chain, 1, number);
                return;
            }
            int n = state == 0 ? number : (Integer) sent;
            end(n ^ 5);
        }
    }
}
