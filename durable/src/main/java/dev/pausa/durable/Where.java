package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/** The way from a paused body to an object, for messages. */
record Where(@Nullable Where from, String step) {
    Where to(String next) {
        return new Where(this, next);
    }

    /** Steps that say much are shown; a path of thousands of steps is not. */
    private static final int LONGEST = 30;

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        int steps = 0;
        Where each = this;
        while (each.from != null) {
            if (++steps <= LONGEST) {
                path.insert(0, each.step);
            }
            each = each.from;
        }
        return each.step + (steps > LONGEST ? " … " : "") + path;
    }
}
