package dev.pausa.durable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How deeply objects are nested that can only be made when what they hold is there. Making them takes the stack, so
 * there is a limit; it is the same when saving, so that what was saved can be loaded.
 */
final class Depth {
    private Depth() {}

    static final int MOST = 500;

    /** Returns the number of an object that is nested too deeply, or -1. */
    static int tooDeep(List<? extends @Nullable Object> items) {
        int[] depth = new int[items.size()];
        for (int start = 0; start < depth.length; start++) {
            if (depth[start] == 0 && walk(items, depth, start) > MOST) {
                return start;
            }
        }
        return -1;
    }

    /** One object whose references are looked at. */
    private static final class Visit {
        final int number;
        final ArrayDeque<Integer> left = new ArrayDeque<>();
        int deepest;

        Visit(int number) {
            this.number = number;
        }
    }

    private static int walk(List<? extends @Nullable Object> items, int[] depth, int start) {
        ArrayDeque<Visit> path = new ArrayDeque<>();
        path.push(visit(items, depth, start));
        int worst = 0;
        while (!path.isEmpty()) {
            Visit top = path.peek();
            Integer next = top.left.poll();
            if (next == null) {
                path.pop();
                depth[top.number] = top.deepest + (isMadeLast(items.get(top.number)) ? 1 : 0);
                worst = Math.max(worst, depth[top.number]);
                if (path.peek() != null) {
                    path.peek().deepest = Math.max(path.peek().deepest, depth[top.number]);
                }
            } else if (next >= 0 && next < depth.length && depth[next] == 0) {
                path.push(visit(items, depth, next));
            } else if (next >= 0 && next < depth.length && depth[next] > 0) {
                top.deepest = Math.max(top.deepest, depth[next]);
            }
        }
        return worst;
    }

    private static Visit visit(List<? extends @Nullable Object> items, int[] depth, int number) {
        Visit visit = new Visit(number);
        depth[number] = -1;
        collect(items.get(number), visit.left);
        return visit;
    }

    /** The nesting within one object's data is bounded by what Jackson reads. */
    private static void collect(@Nullable Object data, ArrayDeque<Integer> into) {
        if (data instanceof Map<?, ?> map) {
            map.values().forEach(each -> collect(each, into));
        } else if (data instanceof List<?> list) {
            if (list.size() == 2 && Scalars.REFERENCE.equals(list.get(0)) && list.get(1) instanceof Integer number) {
                into.add(number);
            } else {
                list.forEach(each -> collect(each, into));
            }
        }
    }

    private static boolean isMadeLast(@Nullable Object item) {
        Object kind = item instanceof Map<?, ?> map ? map.get("is") : null;
        return !(kind instanceof String name) || !NOT_NESTED.contains(name);
    }

    private static final List<String> NOT_NESTED = List.of(
            "array",
            "object",
            "throwable",
            "iterator",
            "ArrayList",
            "LinkedList",
            "ArrayDeque",
            "AtomicReference",
            "coroutine",
            "generator",
            "async generator");
}
