package dev.pausa.durable.flink;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.util.Objects;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coroutine of the key whose turn it is: gets an event, or is told that time is up, and runs to where it waits for
 * the next one. It is unpacked only if it has to run. There is one for each turn.
 */
final class Active<K, I, O> {
    /** So often one coroutine may wait once more after the last watermark; one that goes on for ever is discarded. */
    static final int MOST_AFTER_THE_END = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Active.class);

    private final Body<I> body;
    private final Turn<K, I, O> turn;
    private final @Nullable Paused before;

    private @Nullable Coroutine<?> coroutine;
    private @Nullable Wait wait;
    private long due;
    private int queued;

    /** Takes up the state of the present key; null if there is none. */
    Active(Body<I> body, Turn<K, I, O> turn, @Nullable Paused state) {
        this.body = body;
        this.turn = turn;
        before = state;
        wait = state == null ? null : state.wait;
        due = state == null ? Paused.NO_TIME : state.due;
        queued = state == null ? 0 : state.queued;
    }

    void event(I event, long timestamp) throws Exception {
        if (wait == null) {
            start();
        }
        while (isPast(timestamp)) {
            timeIsUp();
            feed();
            turn.setTimestamp(timestamp);
            if (wait == null) {
                start();
            }
        }
        if (body.types.takes(Objects.requireNonNull(wait), event)) {
            resume(event);
        } else {
            body.pending.add(event, timestamp, queued);
            queued++;
        }
        feed();
    }

    void timer() throws Exception {
        timeIsUp();
        feed();
    }

    /** Once all events have come, time passes at once. */
    void end() throws Exception {
        for (int ends = 0; wait != null && wait.isTimed() && !wait.isProcessingTime(); ends++) {
            if (ends == MOST_AFTER_THE_END) {
                LOG.warn(
                        "the coroutine {} of the key {} still waits for time after all events have come and {} of its"
                                + " waits have ended: it is discarded",
                        body.name,
                        turn.context().getCurrentKey(),
                        ends);
                discard();
                return;
            }
            timer();
        }
    }

    void discard() {
        if (coroutine != null) {
            body.packing.discard(coroutine);
        }
        coroutine = null;
        wait = null;
        due = Paused.NO_TIME;
        queued = 0;
        body.pending.clear();
    }

    /** Returns the state to keep, and lets go of the coroutine; null if it has ended. */
    @Nullable
    Paused pause() {
        if (wait == null) {
            return null;
        }
        Coroutine<?> ran = coroutine;
        if (ran == null) {
            return Objects.requireNonNull(before).withQueued(queued);
        }
        Paused paused = body.paused(wait, due, queued, ran);
        coroutine = null;
        return paused;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Events and time
    // -----------------------------------------------------------------------------------------------------------------

    /** Whether an event is too late for what is awaited: its time-out comes first. */
    private boolean isPast(long timestamp) {
        return wait != null && wait.isForEvents() && timestamp > latest();
    }

    private long latest() {
        return wait != null && wait.isTimed() && !wait.isProcessingTime() ? due : Long.MAX_VALUE;
    }

    private void timeIsUp() throws Exception {
        if (!Objects.requireNonNull(wait).isProcessingTime()) {
            turn.setTimestamp(due);
        }
        resume(Wait.TIME_IS_UP);
    }

    /** Gives what is queued to whoever awaits it now. */
    private void feed() throws Exception {
        while (queued > 0) {
            if (wait == null) {
                start();
            }
            Wait present = Objects.requireNonNull(wait);
            Tuple2<Long, I> first = present.isForEvents() ? body.pending.first(present, body.types, latest()) : null;
            if (first == null) {
                return;
            }
            if (first.f0 > latest()) {
                timeIsUp();
            } else {
                queued--;
                turn.setTimestamp(Math.max(first.f0, turn.timestamp()));
                resume(first.f1);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Running
    // -----------------------------------------------------------------------------------------------------------------

    private void start() throws Exception {
        coroutine = body.snapshots.begin(body.name, turn.context().getCurrentKey());
        run(coroutine, null);
        if (wait == null) {
            throw new IllegalStateException(
                    "the body " + body.name + " has returned without awaiting the event for which it"
                            + " was begun: await(next()) before it returns, or each event would begin it for nothing");
        }
    }

    private void resume(Object value) throws Exception {
        if (coroutine == null) {
            coroutine = Objects.requireNonNull(before).coroutine(body.packing);
        }
        run(coroutine, value);
    }

    private void run(Coroutine<?> running, @Nullable Object value) throws Exception {
        Step<?> step;
        try {
            step = running.step(value);
        } finally {
            turn.throwFailureDownstream();
        }
        if (step instanceof Step.Yielded<?> yielded) {
            wait = required(running, yielded.value());
            due = dueOf(wait);
        } else {
            coroutine = null;
            wait = null;
            due = Paused.NO_TIME;
        }
    }

    private Wait required(Coroutine<?> running, @Nullable Object awaited) {
        if (awaited instanceof Wait known) {
            return known;
        }
        throw new UnsupportedOperationException("the body " + body.name + " awaits "
                + (awaited == null
                        ? "nothing that is known here"
                        : "a " + awaited.getClass().getName()) + ", at "
                + running.trace().get(0) + ": a body on Flink awaits next() and sleep(), and coroutines that do. There"
                + " are no steps that have effects outside, since nothing is committed before the effect: emit what is"
                + " to be done, and do it behind a sink or in an AsyncFunction, whose answer comes back as an event");
    }

    private long dueOf(Wait next) {
        if (!next.isTimed()) {
            return Paused.NO_TIME;
        }
        TimerService timers = turn.context().timerService();
        long now = next.isProcessingTime() ? timers.currentProcessingTime() : turn.timestamp();
        if (now == Paused.NO_TIME) {
            throw new IllegalStateException("the body " + body.name + " waits for event time, and its events have no"
                    + " timestamps: assign them with assignTimestampsAndWatermarks, or wait by"
                    + " TimeDomain.PROCESSING_TIME");
        }
        long until = now + next.millis();
        return until < now ? Long.MAX_VALUE - 1 : until;
    }
}
