package dev.pausa.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of a loop, but for some points, counted from the beginning of the run. What is not there at its point is
 * passed over.
 */
final class Deviations implements Order {
    private final Map<Integer, String> deviations = new HashMap<>();
    private int point;

    /**
     * One of them.
     *
     * @param point how many have run before
     * @param name what runs then
     */
    record Deviation(int point, String name) {}

    Deviations(List<Deviation> list) {
        list.forEach(each -> deviations.put(each.point, each.name));
    }

    @Override
    public int choose(List<String> alternatives) {
        String name = deviations.get(point++);
        return name == null ? 0 : Math.max(0, alternatives.indexOf(name));
    }
}
