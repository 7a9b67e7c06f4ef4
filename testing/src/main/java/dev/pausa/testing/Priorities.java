package dev.pausa.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Probabilistic concurrency testing: each task has a random priority, the highest runs, and at a few random points, one
 * less than the depth, the one that would run falls below all others. A bug that needs so many orderings of two steps
 * each is met with a probability of at least 1 in {@code n * k^(depth - 1)}, for n tasks and k choices, which a random
 * walk misses the more often the longer the run is.
 *
 * <p>A task that gives way falls to the bottom too, else one that waits by checkpoints for another one would never let
 * it run.
 */
final class Priorities implements Order {
    /** A task that is chosen so often in a row while others are ready falls to the bottom. */
    private static final int PATIENCE = 10_000;

    private final Random random;
    private final Map<String, Long> priorities = new HashMap<>();

    /** At which choices somebody falls, and to where. */
    private final Map<Integer, Long> changes = new HashMap<>();

    private long bottom;
    private int choices;
    private String last = "";
    private int row;

    /**
     * Makes an order.
     *
     * @param depth how many orderings of two steps the bug needs
     * @param length how many choices a run has, as measured
     */
    Priorities(Random random, int depth, int length) {
        this.random = random;
        List<Long> levels = new ArrayList<>();
        for (long level = 1; level < depth; level++) {
            levels.add(-level);
        }
        Collections.shuffle(levels, random);
        levels.forEach(level -> changes.put(random.nextInt(Math.max(1, length)), level));
        bottom = -depth;
    }

    @Override
    public int choose(List<String> alternatives) {
        for (String name : alternatives) {
            priorities.computeIfAbsent(name, unknown -> random.nextLong() >>> 1);
        }
        if (alternatives.size() == 1) {
            return 0;
        }
        Long level = changes.get(choices++);
        if (level != null) {
            priorities.put(alternatives.get(highest(alternatives)), level);
        }
        int highest = highest(alternatives);
        letOthersRun(alternatives.get(highest));
        return highest;
    }

    private int highest(List<String> alternatives) {
        int highest = 0;
        for (int i = 1; i < alternatives.size(); i++) {
            if (priority(alternatives.get(i)) > priority(alternatives.get(highest))) {
                highest = i;
            }
        }
        return highest;
    }

    private long priority(String name) {
        return Objects.requireNonNull(priorities.get(name));
    }

    private void letOthersRun(String chosen) {
        row = chosen.equals(last) ? row + 1 : 1;
        last = chosen;
        if (row == PATIENCE || chosen.equals(TIME)) {
            givingWay(chosen);
        }
    }

    @Override
    public void givingWay(String task) {
        priorities.put(task, --bottom);
    }
}
