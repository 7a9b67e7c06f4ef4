package dev.pausa.async;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits for what in a loop, as text: first the circles, then all tasks in their scopes. */
final class WaitGraph {
    private final StringBuilder text = new StringBuilder();

    /** The tasks that can never go on, each with those of them that it waits for. */
    private final Map<LoopTask<?>, List<LoopTask<?>>> stuck = new LinkedHashMap<>();

    /** The tasks that were followed to the end. */
    private final Set<LoopTask<?>> seen = new HashSet<>();

    private final List<LoopTask<?>> path = new ArrayList<>();

    private WaitGraph() {}

    static String of(Scope root) {
        WaitGraph graph = new WaitGraph();
        root.forEachTask(graph::collect);
        graph.keepStuck();
        graph.stuck.keySet().forEach(graph::follow);
        root.forEachTask(task -> graph.write(task, ""));
        return graph.text.toString();
    }

    private void collect(LoopTask<?> task) {
        stuck.put(task, task.awaited());
        scopes(task).forEach(scope -> scope.forEachTask(this::collect));
    }

    /**
     * Drops the tasks that go on if others do what is theirs, until none is left of these. So what remains waits for
     * itself in the end; of what holds the permits of a semaphore, all must remain.
     */
    private void keepStuck() {
        boolean hasDropped;
        do {
            hasDropped = stuck.entrySet().removeIf(each -> !isStuck(each.getKey(), each.getValue()));
        } while (hasDropped);
        stuck.replaceAll(
                (task, awaited) -> awaited.stream().filter(stuck::containsKey).toList());
    }

    private boolean isStuck(LoopTask<?> task, List<LoopTask<?>> awaited) {
        return task.isEndedByAny()
                ? !awaited.isEmpty() && stuck.keySet().containsAll(awaited)
                : awaited.stream().anyMatch(stuck::containsKey);
    }

    /** Returns the scopes of a task, the outermost first. Any thread may ask. */
    static List<Scope> scopes(LoopTask<?> task) {
        List<Scope> scopes = new ArrayList<>();
        for (@Nullable Region region = task.innermost(); region != null; region = region.outer) {
            if (region instanceof Scope scope) {
                scopes.add(scope);
            }
        }
        Collections.reverse(scopes);
        return scopes;
    }

    private void follow(LoopTask<?> task) {
        int start = path.indexOf(task);
        if (start >= 0) {
            circle(path.subList(start, path.size()));
        } else if (seen.add(task)) {
            path.add(task);
            stuck.getOrDefault(task, List.of()).forEach(this::follow);
            path.remove(path.size() - 1);
        }
    }

    private void circle(List<LoopTask<?>> tasks) {
        text.append("circle: ");
        tasks.forEach(task -> text.append("task '").append(task.name()).append("' waits for "));
        text.append("task '").append(tasks.get(0).name()).append("'\n");
    }

    private void write(LoopTask<?> task, String indent) {
        text.append(indent).append("task '").append(task.name()).append("' ");
        String place = Place.of(task).text();
        text.append(place.isEmpty() ? "(" + task.state() + ")" : place).append('\n');
        for (Scope scope : scopes(task)) {
            text.append(indent)
                    .append("  in its ")
                    .append(scope)
                    .append(inside(scope))
                    .append('\n');
            scope.forEachTask(child -> write(child, indent + "    "));
        }
    }

    private static String inside(Scope scope) {
        Cause cause = scope.reason();
        String size = scope.size() == 0 ? ", no task" : ":";
        return cause == null ? size : ", cancelled (" + cause.why() + ")" + size;
    }
}
