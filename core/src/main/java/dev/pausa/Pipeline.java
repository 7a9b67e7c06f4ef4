package dev.pausa;

import dev.pausa.Generator.Yielder;
import org.jspecify.annotations.Nullable;

/**
 * The body of a generator that makes something of another generator's values, and closes that one on every way out. An
 * operator on such a generator that has not begun becomes one more stage of the same body, so a chain of operators is
 * one generator, however long it is.
 *
 * @param <R> what it gives
 */
final class Pipeline<R extends @Nullable Object> implements Generator.Body<R, Void> {
    private final Generator<?, ?, ?> source;

    /** The stages before the last one; null if there are none. */
    private final @Nullable Pipeline<?> before;

    private final Stage last;
    private final int length;

    private Pipeline(Generator<?, ?, ?> source, @Nullable Pipeline<?> before, Stage last) {
        this.source = source;
        this.before = before;
        this.last = last;
        this.length = before == null ? 1 : before.length + 1;
    }

    /** Returns a body with a stage after a generator, whose own body this is if it has not begun. */
    static <R extends @Nullable Object> Pipeline<R> of(
            Generator<?, ?, ?> upstream, @Nullable Object unbegun, Stage stage) {
        return unbegun instanceof Pipeline<?> before
                ? new Pipeline<>(before.source, before, stage)
                : new Pipeline<>(upstream, null, stage);
    }

    @Override
    public void run(Yielder<R, Void> g) {
        try (source) {
            Stages values = new Stages(source, stages());
            while (values.advance()) {
                g.yield(Typed.as(values.current()));
            }
        }
    }

    private Stage[] stages() {
        Stage[] stages = new Stage[length];
        for (Pipeline<?> each = this; each != null; each = each.before) {
            stages[each.length - 1] = each.last;
        }
        return stages;
    }

    /** Closes what it would have read from, which may have begun before. */
    void closeUnbegun() {
        source.close();
    }
}
