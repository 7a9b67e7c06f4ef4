package dev.pausa.durable.flink;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Fails once in this process, when some checkpoints are complete and some more events have passed. */
final class FailingOnce<T> implements MapFunction<T, T>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    /** Whether it has. One for the process: a restarted job has other objects. */
    static final AtomicBoolean HAS_FAILED = new AtomicBoolean();

    private transient long completed;
    private transient long passed;

    @Override
    public T map(T value) {
        if (completed >= 2 && ++passed > 100 && HAS_FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("the failure that this test wants");
        }
        return value;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        completed++;
    }
}
