package dev.pausa.testing.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** A queue of values, and two of those who wait. */
final class ModelChannel {
    final int capacity;
    final Deque<Integer> kept = new ArrayDeque<>();
    final List<Waiting> receivers = new ArrayList<>();
    final List<Waiting> senders = new ArrayList<>();
    boolean isClosed;

    ModelChannel(int capacity) {
        this.capacity = capacity;
    }

    /**
     * One who waits.
     *
     * @param operation what for
     * @param value what is sent
     * @param result what the operation gives, of what came
     */
    record Waiting(Operation operation, Integer value, Function<Object, Object> result) {
        void complete(Object came) {
            operation.complete(result.apply(came));
        }
    }

    /** Hands a value over or keeps it; false if that is not possible. */
    boolean put(int value) {
        if (!receivers.isEmpty()) {
            receivers.get(0).complete(value);
            return true;
        }
        return kept.size() < capacity && kept.add(value);
    }

    /** Takes a value; null if there is none. */
    Integer take() {
        if (!senders.isEmpty()) {
            Waiting sender = senders.get(0);
            kept.add(sender.value());
            sender.complete(null);
        }
        return kept.poll();
    }

    void close() {
        isClosed = true;
        while (!receivers.isEmpty()) {
            receivers.get(0).operation().fail(ModelExceptions.closed());
        }
        while (!senders.isEmpty()) {
            senders.get(0).operation().fail(ModelExceptions.closed());
        }
    }

    /**
     * One of several things that an operation waits for.
     *
     * @param channel where
     * @param value what is sent; null to receive
     * @param result what the operation gives, of what came
     */
    record Alternative(ModelChannel channel, Integer value, Function<Object, Object> result) {
        /** Does it if that is possible, or fails. Returns whether the operation is over. */
        boolean attempt(Operation by) {
            Integer came = value == null ? channel.take() : null;
            if (came != null) {
                by.complete(result.apply(came));
            } else if (channel.isClosed) {
                by.fail(ModelExceptions.closed());
            } else if (value != null && channel.put(value)) {
                by.complete(result.apply(null));
            } else {
                return false;
            }
            return true;
        }

        void waitFor(Operation by) {
            (value == null ? channel.receivers : channel.senders).add(new Waiting(by, value, result));
        }

        void forget(Operation by) {
            channel.receivers.removeIf(each -> each.operation() == by);
            channel.senders.removeIf(each -> each.operation() == by);
        }
    }

    /** Waits for the first of several alternatives. */
    static class FirstOf extends Operation {
        private final List<Alternative> alternatives;

        FirstOf(List<Alternative> alternatives) {
            this.alternatives = alternatives;
        }

        @Override
        final void begin() {
            for (Alternative each : alternatives) {
                if (each.attempt(this)) {
                    return;
                }
            }
            alternatives.forEach(each -> each.waitFor(this));
            waits();
        }

        /** Told that none of them is possible. */
        void waits() {}

        @Override
        void forget() {
            alternatives.forEach(each -> each.forget(this));
        }
    }
}
