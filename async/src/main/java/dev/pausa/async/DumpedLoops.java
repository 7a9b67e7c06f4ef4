package dev.pausa.async;

import dev.pausa.CoroutineObject;
import dev.pausa.diagnostics.LoopDump;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Shows the loops that have tasks in dumps. It looks at them from another thread, waits for nothing and changes
 * nothing.
 */
final class DumpedLoops implements LoopDump.Source {
    @Override
    public List<LoopDump> loops(LoopDump.Numbers numbers) {
        return new Look(numbers).loops();
    }

    /** What was seen of a scope at one moment. */
    private record Seen(Scope scope, long owner, List<LoopTask<?>> tasks) {}

    /** One look at all of them. */
    private static final class Look {
        private final LoopDump.Numbers numbers;
        private final Map<LoopTask<?>, Long> ids = new IdentityHashMap<>();

        Look(LoopDump.Numbers numbers) {
            this.numbers = numbers;
        }

        /** All tasks get their numbers before any of them is described, since each may wait for each. */
        List<LoopDump> loops() {
            Map<SerialLoop, List<Seen>> seen = new LinkedHashMap<>();
            RootScope.live().stream()
                    .sorted(Comparator.comparing(Reports::nameOf))
                    .forEach(loop -> seen.put(loop, scopesOf(loop)));
            List<LoopDump> loops = new ArrayList<>();
            seen.forEach((loop, scopes) -> loops.add(describe(loop, scopes)));
            return loops;
        }

        private List<Seen> scopesOf(SerialLoop loop) {
            List<Seen> scopes = new ArrayList<>();
            scopes.add(see(loop.root(), 0));
            for (int i = 0; i < scopes.size(); i++) {
                for (LoopTask<?> task : scopes.get(i).tasks()) {
                    WaitGraph.scopes(task).forEach(scope -> scopes.add(see(scope, numberOf(task))));
                }
            }
            return scopes;
        }

        private Seen see(Scope scope, long owner) {
            List<LoopTask<?>> tasks = scope.tasks();
            tasks.forEach(task -> ids.put(task, numbers.next()));
            return new Seen(scope, owner, tasks);
        }

        private long numberOf(LoopTask<?> task) {
            return Objects.requireNonNull(ids.get(task));
        }

        private LoopDump describe(SerialLoop loop, List<Seen> scopes) {
            Thread thread = loop.runner();
            return new LoopDump(
                    Reports.nameOf(loop),
                    thread == null ? null : thread.getName(),
                    scopes.stream().map(this::describe).toList());
        }

        private LoopDump.Scope describe(Seen seen) {
            Cause cause = seen.scope().reason();
            return new LoopDump.Scope(
                    seen.owner(),
                    seen.owner() == 0 ? "loop" : seen.scope().toString(),
                    cause == null ? null : cause.why(),
                    seen.tasks().stream().map(this::describe).toList());
        }

        private LoopDump.Task describe(LoopTask<?> task) {
            return new LoopDump.Task(
                    numberOf(task),
                    task.name(),
                    task.state().name(),
                    task.waitsFor(),
                    task.awaited().stream()
                            .map(ids::get)
                            .filter(Objects::nonNull)
                            .toList(),
                    coroutinesOf(task));
        }

        private List<Long> coroutinesOf(LoopTask<?> task) {
            List<Long> coroutines = new ArrayList<>();
            for (@Nullable Region region = task.innermost(); region != null; region = region.outer) {
                long number = region.work() instanceof CoroutineObject coroutine ? numbers.of(coroutine) : 0;
                if (number != 0) {
                    coroutines.add(number);
                }
            }
            Collections.reverse(coroutines);
            return coroutines;
        }
    }
}
