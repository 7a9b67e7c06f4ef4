package dev.pausa.durable.flink;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What a body reaches while it runs: where it emits, and what time it is. Functions may be chained, so that a body that
 * emits has another one run on the same thread: the turns are nested.
 */
final class Turn<K, I, O> {
    private static final ThreadLocal<@Nullable Turn<?, ?, ?>> CURRENT = new ThreadLocal<>();

    private KeyedProcessFunction<K, I, O>.@Nullable Context context;
    private @Nullable Collector<O> out;
    private @Nullable Exception failedDownstream;
    private long timestamp;

    @SuppressWarnings("unchecked") // the function's results are what its body emits; who emits another type is told
    static Turn<?, ?, Object> current() {
        Turn<?, ?, ?> current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("nothing can be emitted here: only a body that a CoroutineFunction runs has"
                    + " somewhere to emit to, and only while it runs");
        }
        return (Turn<?, ?, Object>) current;
    }

    static @Nullable Turn<?, ?, ?> swap(@Nullable Turn<?, ?, ?> next) {
        Turn<?, ?, ?> before = CURRENT.get();
        CURRENT.set(next);
        return before;
    }

    static void forget() {
        CURRENT.remove();
    }

    void begin(KeyedProcessFunction<K, I, O>.Context context, Collector<O> out) {
        this.context = context;
        this.out = out;
        this.failedDownstream = null;
        Long known = context.timestamp();
        timestamp = known == null ? Paused.NO_TIME : known;
    }

    KeyedProcessFunction<K, I, O>.Context context() {
        return java.util.Objects.requireNonNull(context);
    }

    long timestamp() {
        return timestamp;
    }

    void setTimestamp(long millis) {
        timestamp = millis;
    }

    @SuppressWarnings("NullAway") // it is there while the turn lasts
    void emit(O value) {
        try {
            out.collect(value);
        } catch (RuntimeException thrown) {
            failedDownstream = thrown;
            throw thrown;
        }
    }

    <T> void emit(OutputTag<T> output, T value) {
        try {
            context().output(output, value);
        } catch (RuntimeException thrown) {
            failedDownstream = thrown;
            throw thrown;
        }
    }

    /** What failed behind the body is not the body's to handle. */
    void throwFailureDownstream() throws Exception {
        if (failedDownstream != null) {
            throw failedDownstream;
        }
    }
}
