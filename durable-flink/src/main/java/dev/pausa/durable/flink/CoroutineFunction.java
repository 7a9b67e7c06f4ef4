package dev.pausa.durable.flink;

import dev.pausa.durable.Packing;
import dev.pausa.durable.Snapshots;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link KeyedProcessFunction} that is a coroutine for each key.
 *
 * <pre>{@code
 * payments.keyBy(Payment::account)
 *         .process(CoroutineFunction.of("fraud", Payment.class, Alert.class, snapshots -> snapshots
 *                 .host("fraud", Fraud.class)
 *                 .type("payment", Payment.class)
 *                 .register("fraud", 1, Fraud::fraud)))
 *         .uid("fraud");
 * }</pre>
 *
 * <p>The first event of a key begins the body, which gets the key as its argument and awaits what is in {@link Keyed}.
 * When it returns, nothing is left of it, and the next event begins it again. While it waits it is state of Flink: part
 * of each checkpoint and savepoint, moved when the job is rescaled, and loaded by a newer version of the body as
 * {@code docs/durable.md} tells.
 *
 * <p>What the body throws, and what cannot be saved or loaded, fails the job, unless {@link #deadLetters} says
 * otherwise. Errors that are no exceptions, and failures of functions that get what it emits, always do.
 *
 * @param <K> the type of keys
 * @param <I> the type of events
 * @param <O> the type of results
 */
public final class CoroutineFunction<K, I, O> extends KeyedProcessFunction<K, I, O>
        implements CheckpointedFunction, ResultTypeQueryable<O> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CoroutineFunction.class);

    /** The key of the registered body. */
    private final String name;
    /** The type of the events. */
    private final TypeInformation<I> events;
    /** The type of the results. */
    private final TypeInformation<O> results;
    /** What is registered where the job runs. */
    private final Registration registration;
    /** How many events may be queued for a key. */
    private int mostQueued = 1000;
    /** Where failures go, or null if they fail the job. */
    private @Nullable OutputTag<DeadLetter> deadLetters;

    private transient @Nullable ListState<String> shapes;
    private transient @Nullable Packing packing;
    private transient @Nullable ValueState<Paused> state;
    private transient @Nullable Body<I> body;
    private transient Turn.@Nullable Running running;
    private transient boolean isBackendKnown;
    private transient boolean keepsObjects;

    private CoroutineFunction(
            String name, TypeInformation<I> events, TypeInformation<O> results, Registration registration) {
        this.name = Objects.requireNonNull(name, "name");
        this.events = Objects.requireNonNull(events, "events");
        this.results = Objects.requireNonNull(results, "results");
        this.registration = Objects.requireNonNull(registration, "registration");
    }

    /**
     * Makes a function of a body.
     *
     * @param name what the body is registered as
     * @param events the class of events
     * @param results the class of results
     * @param registration registers the body, and what may be saved with it
     * @param <K> the type of keys
     * @param <I> the type of events
     * @param <O> the type of results
     * @return a new function
     */
    public static <K, I, O> CoroutineFunction<K, I, O> of(
            String name, Class<I> events, Class<O> results, Registration registration) {
        return of(name, TypeInformation.of(events), TypeInformation.of(results), registration);
    }

    /**
     * Makes a function of a body, for events or results of generic types.
     *
     * @param name what the body is registered as
     * @param events the type of events
     * @param results the type of results
     * @param registration registers the body, and what may be saved with it
     * @param <K> the type of keys
     * @param <I> the type of events
     * @param <O> the type of results
     * @return a new function
     */
    public static <K, I, O> CoroutineFunction<K, I, O> of(
            String name, TypeInformation<I> events, TypeInformation<O> results, Registration registration) {
        return new CoroutineFunction<>(name, events, results, registration);
    }

    /**
     * Bounds how many events of a key may wait to be awaited; one more is a failure. It is 1000 unless set.
     *
     * @param most how many
     * @return this
     */
    public CoroutineFunction<K, I, O> queue(int most) {
        mostQueued = most;
        return this;
    }

    /**
     * Has a failure not fail the job: the coroutine is let go of, as it is described in a side output, and the next
     * event of its key begins a new one. What it has emitted before stays. Its {@code finally} blocks run as far as an
     * exception that it threw makes them; where it could not be saved or loaded, none does.
     *
     * @param output the side output
     * @return this
     */
    public CoroutineFunction<K, I, O> deadLetters(OutputTag<DeadLetter> output) {
        deadLetters = Objects.requireNonNull(output, "output");
        return this;
    }

    /** For Flink. */
    @Override
    public TypeInformation<O> getProducedType() {
        return results;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The life of an instance
    // -----------------------------------------------------------------------------------------------------------------

    /** For Flink. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        shapes = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("pausa-shapes", Types.STRING));
    }

    /** For Flink. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        Objects.requireNonNull(shapes).update(Objects.requireNonNull(packing).shapes());
    }

    /** For Flink. */
    @Override
    public void open(OpenContext context) throws Exception {
        Snapshots snapshots = registration
                .register(Snapshots.builder().type("flink:wait", Wait.class))
                .build();
        Set<String> known = new LinkedHashSet<>();
        Objects.requireNonNull(shapes).get().forEach(known::add);
        packing = snapshots.packing(name, known);
        state = getRuntimeContext().getState(state());
        Pending<I> pending = new Pending<>(
                getRuntimeContext()
                        .getListState(new ListStateDescriptor<>("pausa-pending", Types.TUPLE(Types.LONG, events))),
                mostQueued);
        body = new Body<>(name, snapshots, packing, pending);
    }

    /** Without a time to live: who wants to forget a key awaits its next event no longer than so. */
    static ValueStateDescriptor<Paused> state() {
        return new ValueStateDescriptor<>("pausa-coroutine", new PausedSerializer());
    }

    /** For Flink. */
    @Override
    public void close() {
        Turn.forget();
        isBackendKnown = false;
        packing = null;
        body = null;
        running = null;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Turns
    // -----------------------------------------------------------------------------------------------------------------

    /** For Flink. */
    @Override
    public void processElement(I event, Context context, Collector<O> out) throws Exception {
        turn(Objects.requireNonNull(state).value(), event, context, out);
    }

    /** For Flink. Timers that no coroutine waits for any more are ignored. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        Paused before = Objects.requireNonNull(state).value();
        boolean isProcessingTime = context.timeDomain() == TimeDomain.PROCESSING_TIME;
        if (before != null && before.due == timestamp && before.wait.isProcessingTime() == isProcessingTime) {
            turn(before, null, context, out);
        }
    }

    private void turn(@Nullable Paused before, @Nullable I event, Context context, Collector<O> out) throws Exception {
        Turn<K, I, O> turn = new Turn<>(context, out, running());
        Active<K, I, O> active = new Active<>(Objects.requireNonNull(body), turn, before);
        try {
            Paused after = run(active, event, turn);
            turn.throwFailureDownstream();
            keep(before, after, event == null, context);
        } catch (Exception failure) {
            turn.throwFailureDownstream();
            active.discard();
            failed(failure, before, event, context, turn.timestamp());
        } finally {
            turn.end();
        }
    }

    private Turn.Running running() {
        Turn.Running known = running;
        if (known == null || !known.isHere()) {
            known = Turn.running();
            running = known;
        }
        return known;
    }

    private @Nullable Paused run(Active<K, I, O> active, @Nullable I event, Turn<K, I, O> turn) throws Exception {
        if (event != null) {
            active.event(event, turn.timestamp());
        } else {
            active.timer();
        }
        if (turn.context().timerService().currentWatermark() == Long.MAX_VALUE) {
            active.end();
        }
        return active.pause();
    }

    private void keep(@Nullable Paused before, @Nullable Paused after, boolean isTimerSpent, Context context)
            throws Exception {
        boolean isSameTimer = !isTimerSpent
                && before != null
                && after != null
                && before.due == after.due
                && before.wait.isProcessingTime() == after.wait.isProcessingTime();
        if (before != null && !isSameTimer) {
            Timers.delete(before, context.timerService());
        }
        if (after != null && !isSameTimer) {
            Timers.register(after, context.timerService());
        }
        update(Objects.requireNonNull(state), before, after);
    }

    private void update(ValueState<Paused> kept, @Nullable Paused before, @Nullable Paused after) throws Exception {
        if (after == null) {
            kept.clear();
        } else if (keepsObjects || before == null || !after.isSame(before)) {
            kept.update(after);
            if (!isBackendKnown) {
                isBackendKnown = true;
                keepsObjects = kept.value() == after;
                Objects.requireNonNull(body).keep(keepsObjects, deadLetters != null);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failures
    // -----------------------------------------------------------------------------------------------------------------

    private void failed(Exception failure, @Nullable Paused before, @Nullable I event, Context context, long time)
            throws Exception {
        OutputTag<DeadLetter> output = deadLetters;
        if (output == null) {
            throw new IllegalStateException(
                    "the coroutine " + name + " of the key " + context.getCurrentKey() + " failed, and so does the job"
                            + " as long as deadLetters(…) is not set: " + failure,
                    failure);
        }
        if (before != null) {
            Timers.delete(before, context.timerService());
        }
        Objects.requireNonNull(state).clear();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        context.output(
                output,
                new DeadLetter(
                        context.getCurrentKey().toString(),
                        time,
                        DeadLetter.text(event),
                        failure.toString(),
                        trace.toString(),
                        before == null ? "" : snapshot(before)));
    }

    private String snapshot(Paused before) {
        try {
            return Objects.requireNonNull(packing)
                    .snapshot(before.chain(), before.wait)
                    .toJson();
        } catch (RuntimeException unreadable) {
            LOG.warn("a coroutine that failed cannot be shown in its dead letter", unreadable);
            return "";
        }
    }
}
