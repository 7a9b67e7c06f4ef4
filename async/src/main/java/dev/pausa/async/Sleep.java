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
        private final Wait<Void> wait;

        Alarm(long due, Wait<Void> wait) {
            super(due);
            this.wait = wait;
        }

        @Override
        void expire() {
            wait.complete(Typed.nothing());
        }
    }

    @Override
    protected void begin(Waker<Void> waker) {
        Timers timers = SerialLoop.running().timers();
        Alarm set = new Alarm(timers.due(Duration.ofNanos(nanos)), (Wait<Void>) waker);
        alarm = set;
        timers.add(set);
    }

    @Override
    protected boolean withdraw() {
        Alarm set = alarm;
        if (set != null) {
            set.wait.loop().timers().remove(set);
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
