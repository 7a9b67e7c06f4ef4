package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/**
 * The values of task-locals that hold somewhere, the innermost first. It never changes, so that tasks share it.
 *
 * @param local what is bound
 * @param value to what
 * @param rest what else is bound
 */
record Locals(
        TaskLocal<?> local,
        @Nullable Object value,
        @Nullable Locals rest) {
    static @Nullable Locals find(@Nullable Locals in, TaskLocal<?> wanted) {
        Locals found = in;
        while (found != null && found.local != wanted) {
            found = found.rest;
        }
        return found;
    }
}
