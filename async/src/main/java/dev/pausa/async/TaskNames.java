package dev.pausa.async;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names for what is ready in a loop, each of them once: a task's own, with a number if another one has had it before.
 */
final class TaskNames {
    private final Map<Runnable, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    String of(Runnable ready) {
        return names.computeIfAbsent(ready, each -> unique(each instanceof LoopTask<?> task ? task.name() : "command"));
    }

    List<String> of(List<Runnable> all) {
        List<String> list = new ArrayList<>(all.size());
        all.forEach(each -> list.add(of(each)));
        return list;
    }

    /** Its name stays taken. */
    void forget(Runnable ended) {
        names.remove(ended);
    }

    private String unique(String name) {
        int count = counts.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + " #" + count;
    }
}
