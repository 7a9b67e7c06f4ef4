package dev.pausa.durable.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/** A source that emits what it is told, watermarks too, one after the other. */
final class Script implements SourceFunction<Event> {
    private static final long serialVersionUID = 1L;
    private static final String WATERMARK = "watermark";

    /** Counted down when a script that stays has emitted all. One for the process, in which the job runs. */
    static volatile CountDownLatch emitted = new CountDownLatch(1);

    private final ArrayList<Event> steps = new ArrayList<>();
    private final boolean hasTimestamps;
    private boolean stays;
    private transient volatile CountDownLatch cancelled;

    private Script(boolean hasTimestamps) {
        this.hasTimestamps = hasTimestamps;
    }

    static Script timed() {
        return new Script(true);
    }

    static Script untimed() {
        return new Script(false);
    }

    Script event(String key, String text, long millis) {
        steps.add(new Event(key, text, millis));
        return this;
    }

    Script watermark(long millis) {
        steps.add(new Event(WATERMARK, "", millis));
        return this;
    }

    /** Does not end, but waits to be stopped. */
    Script staying() {
        stays = true;
        emitted = new CountDownLatch(1);
        return this;
    }

    KeyedStream<Event, String> in(StreamExecutionEnvironment environment) {
        environment.setParallelism(1);
        return environment
                .addSource(this, "script", TypeInformation.of(Event.class))
                .uid("script")
                .keyBy(Event::key);
    }

    @Override
    public void run(SourceContext<Event> context) throws Exception {
        cancelled = new CountDownLatch(1);
        for (Event each : List.copyOf(steps)) {
            synchronized (context.getCheckpointLock()) {
                emit(each, context);
            }
        }
        if (stays) {
            emitted.countDown();
            cancelled.await();
        }
    }

    private void emit(Event step, SourceContext<Event> context) {
        if (step.key().equals(WATERMARK)) {
            context.emitWatermark(new Watermark(step.millis()));
        } else if (hasTimestamps) {
            context.collectWithTimestamp(step, step.millis());
        } else {
            context.collect(step);
        }
    }

    @Override
    public void cancel() {
        if (cancelled != null) {
            cancelled.countDown();
        }
    }
}
