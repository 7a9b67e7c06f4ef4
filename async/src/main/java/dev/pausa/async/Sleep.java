package dev.pausa.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** See {@link Async#sleep}. */
final class Sleep extends Operation<Void> {
    private final long nanos;
    private @Nullable Alarm alarm;

    Sleep(Duration duration) {
        this.nanos = Timers.nanos(duration);
    }

    /** What wakes it. */
    private static final class Alarm extends Timer {
        private final Waker<Void> waker;
        private final Timers timers;

        Alarm(long due, Waker<Void> waker, Timers timers) {
            super(due);
            this.waker = waker;
            this.timers = timers;
        }

        @Override
        void expire() {
            waker.complete(Typed.nothing());
        }
    }

    @Override
    protected void begin(Waker<Void> waker) {
        Timers timers = SerialLoop.running().timers();
        Alarm set = new Alarm(timers.due(Duration.ofNanos(nanos)), waker, timers);
        alarm = set;
        timers.add(set);
    }

    @Override
    protected boolean withdraw() {
        Alarm set = alarm;
        if (set != null) {
            set.timers.remove(set);
        }
        return true;
    }

    @Override
    protected boolean isExternal() {
        return false;
    }

    @Override
    public String describe() {
        return "sleep " + Duration.ofNanos(nanos);
    }
}
