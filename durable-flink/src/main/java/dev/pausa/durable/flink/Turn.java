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
    private static final ThreadLocal<Running> RUNNING = ThreadLocal.withInitial(Running::new);

    /** What runs on a thread; looked for once by each function, which has one thread. */
    static final class Running {
        private final Thread thread = Thread.currentThread();
        private @Nullable Turn<?, ?, ?> turn;

        boolean isHere() {
            return thread == Thread.currentThread();
        }
    }

    static Running running() {
        return RUNNING.get();
    }

    private final Running running;
    private final @Nullable Turn<?, ?, ?> outer;
    private final KeyedProcessFunction<K, I, O>.Context context;
    private final Collector<O> out;
    private @Nullable Exception failedDownstream;
    private long timestamp;

    @SuppressWarnings("unchecked") // the function's results are what its body emits; who emits another type is told
    static Turn<?, ?, Object> current() {
        Turn<?, ?, ?> current = RUNNING.get().turn;
        if (current == null) {
            throw new IllegalStateException("nothing can be emitted here: only a body that a CoroutineFunction runs has"
                    + " somewhere to emit to, and only while it runs");
        }
        return (Turn<?, ?, Object>) current;
    }

    static void forget() {
        RUNNING.remove();
    }

    /** Begins. */
    Turn(KeyedProcessFunction<K, I, O>.Context context, Collector<O> out, Running running) {
        this.context = context;
        this.out = out;
        this.running = running;
        Long known = context.timestamp();
        timestamp = known == null ? Paused.NO_TIME : known;
        outer = running.turn;
        running.turn = this;
    }

    void end() {
        running.turn = outer;
    }

    KeyedProcessFunction<K, I, O>.Context context() {
        return context;
    }

    long timestamp() {
        return timestamp;
    }

    void setTimestamp(long millis) {
        timestamp = millis;
    }

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
            context.output(output, value);
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
