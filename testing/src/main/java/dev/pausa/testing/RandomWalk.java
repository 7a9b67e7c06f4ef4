package dev.pausa.testing;

import java.util.List;
import java.util.Random;

/** Takes any of them, with the same probability. */
final class RandomWalk implements Order {
    private final Random random;

    RandomWalk(Random random) {
        this.random = random;
    }

    @Override
    public int choose(List<String> alternatives) {
        return alternatives.size() == 1 ? 0 : random.nextInt(alternatives.size());
    }
}
