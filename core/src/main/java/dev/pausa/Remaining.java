package dev.pausa;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values that are left of a generator, for consumers that are given them. */
final class Remaining<Y> extends Spliterators.AbstractSpliterator<Y> {
    private final Generator<Y, ?, ?> generator;

    Remaining(Generator<Y, ?, ?> generator) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.generator = generator;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Y> action) {
        Objects.requireNonNull(action, "action");
        if (!generator.hasNext()) {
            return false;
        }
        action.accept(generator.next());
        return true;
    }

    /** Gives all of them to a consumer. If that throws, the generator is closed. */
    void giveTo(Consumer<? super Y> action) {
        while (tryAdvance(value -> acceptOrClose(action, value))) {
            continue;
        }
    }

    private void acceptOrClose(Consumer<? super Y> action, @Nullable Y value) {
        try {
            action.accept(value);
        } catch (Throwable thrown) {
            closeAfter(thrown);
            throw thrown;
        }
    }

    private void closeAfter(Throwable thrown) {
        try {
            generator.close();
        } catch (Throwable failure) {
            if (failure != thrown) {
                thrown.addSuppressed(failure);
            }
        }
    }
}
