package dev.pausa.diagnostics;

import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dump knows of its tasks by the coroutines that they run. */
final class TaskObjects {
    private final Map<Long, Entry> entries = new HashMap<>();

    /** Of each object, where the innermost body of its chain stands. */
    private final Map<Long, StackTraceElement> places = new HashMap<>();

    TaskObjects(CoroutineDump dump) {
        if (!dump.loops().isEmpty()) {
            dump.chains().forEach(this::take);
        }
    }

    private void take(Chain chain) {
        StackTraceElement innermost = null;
        for (int i = chain.objects().size() - 1; i >= 0; i--) {
            Entry entry = chain.objects().get(i);
            innermost = innermost == null ? entry.place() : innermost;
            entries.put(entry.id(), entry);
            if (innermost != null) {
                places.put(entry.id(), innermost);
            }
        }
    }

    /** Returns the time since its outermost coroutine was made. */
    @Nullable
    Duration ageOf(LoopDump.Task task) {
        Entry outermost = task.coroutines().isEmpty()
                ? null
                : entries.get(task.coroutines().get(0));
        return outermost == null ? null : outermost.age();
    }

    /** Returns where it stands. */
    @Nullable
    StackTraceElement placeOf(LoopDump.Task task) {
        List<Long> coroutines = task.coroutines();
        return coroutines.isEmpty() ? null : places.get(coroutines.get(coroutines.size() - 1));
    }
}
