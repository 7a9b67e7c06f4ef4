package dev.pausa.async;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several things. It locks all channels of its cases, in the order of their numbers, and looks;
 * if nothing is possible at once, it waits in all of them, still under the locks. So nobody meets it half registered,
 * it does not meet itself, and one claim decides.
 *
 * @param <R> what its cases give
 */
final class Select<R extends @Nullable Object> extends Operation<Select.Chosen<R>> {
    private final List<Case<? extends R>> cases;
    private @Nullable Waiting waiting;

    /**
     * The case that is done.
     *
     * @param which the case
     * @param value what came
     * @param <R> what its handler gives
     */
    record Chosen<R extends @Nullable Object>(
            Case<? extends R> which, @Nullable Object value) {}

    Select(List<Case<? extends R>> cases) {
        this.cases = cases;
    }

    @Override
    protected void begin(Waker<Chosen<R>> waker) {
        List<Channel<?>> channels = cases.stream()
                .map(each -> each.source().channel())
                .filter(Objects::nonNull)
                .<Channel<?>>map(Objects::requireNonNull)
                .distinct()
                .sorted(Comparator.comparingLong(channel -> channel.id))
                .collect(Collectors.toList());
        Settlement settlement = new Settlement();
        channels.forEach(channel -> channel.lock.lock());
        Chosen<R> chosen;
        try {
            chosen = attempt(settlement);
            if (chosen == null) {
                waiting = new Waiting(waker);
                waiting.enqueue(true);
            }
        } finally {
            channels.forEach(channel -> channel.lock.unlock());
        }
        settlement.run();
        if (chosen != null) {
            waker.complete(chosen);
        } else {
            Objects.requireNonNull(waiting).enqueueRest();
        }
    }

    private @Nullable Chosen<R> attempt(Settlement settlement) {
        for (Case<? extends R> each : cases) {
            Object value = each.source().attempt(settlement);
            if (value != Source.NOTHING) {
                return new Chosen<>(each, value);
            }
        }
        return null;
    }

    /** The claim of all cases, and their places in the queues. */
    private final class Waiting extends Claim {
        private final Waker<Chosen<R>> waker;
        private final Waiter[] waiters;

        Waiting(Waker<Chosen<R>> waker) {
            this.waker = waker;
            this.waiters = new Waiter[cases.size()];
            Arrays.setAll(
                    waiters, i -> new Waiter(this, i, cases.get(i).source().item()));
        }

        /** The cases without a channel may end the wait at once: they come after the locks. */
        void enqueue(boolean inChannels) {
            for (Waiter waiter : waiters) {
                Source source = cases.get(waiter.index).source();
                if (inChannels == (source.channel() != null)) {
                    source.enqueue(waiter);
                }
            }
        }

        void enqueueRest() {
            enqueue(false);
            if (isTaken()) {
                forgetAllBut(null); // one of the channels was quicker, and forgot before these were there
            }
        }

        @Override
        void settle(Waiter waiter, @Nullable Object value, @Nullable Throwable failure) {
            forgetAllBut(waiter);
            if (failure != null) {
                waker.fail(failure);
            } else {
                waker.complete(new Chosen<>(cases.get(waiter.index), value));
            }
        }

        void forgetAllBut(@Nullable Waiter one) {
            for (Waiter waiter : waiters) {
                if (waiter != one) {
                    cases.get(waiter.index).source().forget(waiter);
                }
            }
        }
    }

    @Override
    protected boolean withdraw() {
        Waiting all = waiting;
        if (all == null || !all.take()) {
            return false; // one of the cases is done, and its end is on the way
        }
        all.forgetAllBut(null);
        return true;
    }

    @Override
    protected boolean isExternal() {
        return false;
    }

    @Override
    public String describe() {
        return cases.stream().map(each -> each.source().describe()).collect(Collectors.joining(" or ", "select: ", ""));
    }
}
