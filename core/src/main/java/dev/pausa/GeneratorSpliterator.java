package dev.pausa;

import dev.pausa.trace.Suppressed;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values that are left of a generator, for consumers that are given them. */
final class GeneratorSpliterator<Y extends @Nullable Object> extends Spliterators.AbstractSpliterator<Y> {
    private final Generator<Y, ?, ?> generator;

    GeneratorSpliterator(Generator<Y, ?, ?> generator) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.generator = generator;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Y> action) {
        return generator.giveNext(Objects.requireNonNull(action, "action"));
    }

    /** Gives all of them to a consumer. If that throws, the generator is closed. */
    void giveTo(Consumer<? super Y> action) {
        while (generator.giveNext(value -> acceptOrClose(action, value))) {
            continue;
        }
    }

    private void acceptOrClose(Consumer<? super Y> action, @Nullable Y value) {
        try {
            action.accept(value);
        } catch (Throwable thrown) {
            Suppressed.closeAfter(generator, thrown);
            throw thrown;
        }
    }
}
