package dev.pausa.diagnostics;

import dev.pausa.diagnostics.LoopDump.Scope;
import dev.pausa.diagnostics.LoopDump.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@link LoopDump} for people: each task below its scope, and each scope below the task that opened it. */
final class LoopText {
    private static final int MOST_NUMBERS = 10;

    /** What is deeper is not indented further. */
    private static final int DEEPEST = 20;

    private static final String STEP = "    ";

    private final StringBuilder text;
    private final TaskObjects objects;
    private final Map<Long, List<Scope>> scopes;

    /** What is still to be written. A stack, since scopes may be nested as deep as the memory allows. */
    private final Deque<Item> left = new ArrayDeque<>();

    /** A scope or a task. */
    private record Item(@Nullable Scope scope, @Nullable Task task, int depth) {}

    LoopText(StringBuilder text, LoopDump loop, TaskObjects objects) {
        this.text = text;
        this.objects = objects;
        this.scopes = loop.scopes().stream().collect(Collectors.groupingBy(Scope::owner));
        text.append('\n').append(loop.name());
        if (loop.thread() != null) {
            text.append(", run by thread \"").append(loop.thread()).append('"');
        }
        text.append('\n');
    }

    void write() {
        push(scopes.getOrDefault(0L, List.of()), scope -> new Item(scope, null, 0));
        for (Item item = left.poll(); item != null; item = left.poll()) {
            int depth = item.depth;
            if (item.scope != null) {
                write(item.scope, indent(depth));
                push(item.scope.tasks(), task -> new Item(null, task, depth + 1));
            } else if (item.task != null) {
                write(item.task, indent(depth));
                push(scopes.getOrDefault(item.task.id(), List.of()), scope -> new Item(scope, null, depth + 1));
            }
        }
    }

    private <T> void push(List<T> items, Function<T, Item> maker) {
        for (int i = items.size() - 1; i >= 0; i--) {
            left.push(maker.apply(items.get(i)));
        }
    }

    private static String indent(int depth) {
        return STEP.repeat(Math.min(depth, DEEPEST));
    }

    private void write(Scope scope, String indent) {
        if (scope.owner() != 0) {
            text.append(indent).append(scope.kind()).append(" of task ").append(scope.owner());
            text.append(scope.cancelled() == null ? "" : ", cancelled (" + scope.cancelled() + ")");
            text.append(scope.tasks().isEmpty() ? ", no tasks\n" : "\n");
        } else if (scope.cancelled() != null) {
            text.append(indent)
                    .append(STEP)
                    .append("cancelled (")
                    .append(scope.cancelled())
                    .append(")\n");
        }
    }

    private void write(Task task, String indent) {
        text.append(indent)
                .append("task ")
                .append(task.id())
                .append(" \"")
                .append(task.name())
                .append("\" ");
        text.append(task.state().toLowerCase(Locale.ROOT));
        Duration age = objects.ageOf(task);
        text.append(age == null ? "" : ", " + DumpText.format(age) + " old");
        text.append(numbers(", runs ", "#", task.coroutines())).append('\n');
        StackTraceElement place = objects.placeOf(task);
        if (place != null) {
            text.append(indent).append(STEP).append("at ").append(place).append('\n');
        }
        if (task.waitsFor() != null) {
            text.append(indent).append(STEP).append("waits for ").append(task.waitsFor());
            text.append(numbers(": ", "task ", task.heldUpBy())).append('\n');
        }
    }

    private static String numbers(String before, String each, List<Long> numbers) {
        return numbers.isEmpty()
                ? ""
                : before
                        + numbers.stream()
                                .limit(MOST_NUMBERS)
                                .map(number -> each + number)
                                .collect(Collectors.joining(", "))
                        + (numbers.size() > MOST_NUMBERS ? ", …" : "");
    }
}
