package dev.pausa.testing.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** All sequences of choices, one after the other: depth first. */
final class Orders implements IntUnaryOperator {
    private final List<Integer> chosen = new ArrayList<>();
    private final List<Integer> bounds = new ArrayList<>();
    private int position;

    @Override
    public int applyAsInt(int bound) {
        if (position == chosen.size()) {
            chosen.add(0);
            bounds.add(bound);
        }
        return chosen.get(position++);
    }

    /** Goes on to the next sequence. Returns whether there is one. */
    boolean next() {
        position = 0;
        int last = chosen.size() - 1;
        while (last >= 0 && chosen.get(last) == bounds.get(last) - 1) {
            chosen.remove(last);
            bounds.remove(last--);
        }
        if (last >= 0) {
            chosen.set(last, chosen.get(last) + 1);
        }
        return last >= 0;
    }
}
