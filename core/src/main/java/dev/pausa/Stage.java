package dev.pausa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What becomes of values at one stage of a {@link Pipeline}. */
interface Stage {
    /** Stands for no value. */
    Object NOTHING = new Object();

    /** Takes a value, and returns what becomes of it, or {@link #NOTHING}. */
    @Nullable
    Object apply(@Nullable Object value);

    /** Whether it takes no more values. */
    default boolean isFull() {
        return false;
    }

    /** Returns what it has kept when no more values come, or {@link #NOTHING}. */
    default @Nullable Object rest() {
        return NOTHING;
    }

    /** See {@link Generator#map}. */
    static <Y extends @Nullable Object> Stage map(Function<? super Y, ?> mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return value -> mapper.apply(Typed.<Y>as(value));
    }

    /** See {@link Generator#filter}. */
    static <Y extends @Nullable Object> Stage filter(Predicate<? super Y> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return value -> predicate.test(Typed.<Y>as(value)) ? value : NOTHING;
    }

    /** See {@link Generator#take}. */
    final class Take implements Stage {
        private long left;

        Take(long most) {
            left = requireMost(most);
        }

        static long requireMost(long most) {
            if (most < 0) {
                throw new IllegalArgumentException(
                        "take(" + most + "): the number of elements must not be negative; 0 takes none");
            }
            return most;
        }

        @Override
        public @Nullable Object apply(@Nullable Object value) {
            left--;
            return value;
        }

        @Override
        public boolean isFull() {
            return left == 0;
        }
    }

    /** See {@link Generator#chunk}. */
    final class Chunk implements Stage {
        private final int size;
        private List<@Nullable Object> chunk = new ArrayList<>();

        Chunk(int size) {
            this.size = requireSize(size);
        }

        static int requireSize(int size) {
            if (size < 1) {
                throw new IllegalArgumentException("chunk(" + size
                        + "): a list must have room for at least 1 element, or none would ever be full");
            }
            return size;
        }

        @Override
        public @Nullable Object apply(@Nullable Object value) {
            chunk.add(value);
            return chunk.size() == size ? rest() : NOTHING;
        }

        @Override
        public @Nullable Object rest() {
            List<@Nullable Object> given = chunk;
            chunk = new ArrayList<>();
            return given.isEmpty() ? NOTHING : Collections.unmodifiableList(given);
        }
    }
}
