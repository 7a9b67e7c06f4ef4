package dev.pausa.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancel on its way down: first each region below learns of it, then each wait below is withdrawn, and only then any
 * task is resumed. Were one resumed earlier, it could meet the cancelled end of another one, an ordinary exception, and
 * take a cancel for a failure.
 */
final class Cancelling {
    private Cancelling() {}

    /** Has all regions in a region look around anew, and withdraws what those wait for that are cancelled now. */
    static void spread(Region from) {
        List<LoopTask<?>> reached = new ArrayList<>();
        Deque<Region> open = new ArrayDeque<>(List.of(from));
        for (Region next = open.poll(); next != null; next = open.poll()) {
            reach(next, open, reached);
        }
        for (LoopTask<?> task : reached) {
            task.withdraw();
        }
    }

    /**
     * Goes from a region to the innermost one of its task, as far as something changes, and notes the tasks that live
     * on the way.
     */
    private static void reach(Region from, Deque<Region> open, List<LoopTask<?>> reached) {
        LoopTask<?> task = from.task;
        for (Region region : task == null ? List.of(from) : inwards(task, from)) {
            if (!region.inherit()) {
                return;
            }
            if (region instanceof Scope scope) {
                scope.forEachTask(open::add);
            }
        }
        if (task != null) {
            reached.add(task);
        }
    }

    private static List<Region> inwards(LoopTask<?> task, Region from) {
        List<Region> regions = new ArrayList<>();
        for (@Nullable Region region = task.innermost(); region != null; region = region.outer) {
            regions.add(0, region);
            if (region == from) {
                break;
            }
        }
        return regions;
    }
}
