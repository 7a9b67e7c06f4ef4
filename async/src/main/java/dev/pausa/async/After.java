package dev.pausa.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** See {@link Async#after}. */
final class After implements Source {
    private final Duration duration;
    private @Nullable SerialLoop loop;
    private @Nullable Timer timer;

    After(Duration duration) {
        this.duration = duration;
    }

    @Override
    public @Nullable Object attempt(Settlement settlement) {
        return duration.isZero() || duration.isNegative() ? null : NOTHING;
    }

    @Override
    public void enqueue(Waiter waiter) {
        SerialLoop here = SerialLoop.running();
        Timer set = new Timer(here.timers().due(duration)) {
            @Override
            void expire() {
                if (waiter.claim.take()) {
                    waiter.claim.settle(waiter, null, null);
                }
            }
        };
        loop = here;
        timer = set;
        here.timers().add(set);
    }

    @Override
    public void forget(Waiter waiter) {
        SerialLoop owner = loop;
        Timer set = timer;
        if (owner != null && set != null) {
            owner.whenOnLoop(() -> owner.timers().remove(set));
        }
    }

    @Override
    public String describe() {
        return "after " + duration;
    }
}
