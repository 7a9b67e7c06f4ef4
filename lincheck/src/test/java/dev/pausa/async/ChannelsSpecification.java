package dev.pausa.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What channels do when one thing happens after the other. */
final class ChannelsSpecification {
    private final List<Queue> queues;
    private final Map<Integer, String> ends = new HashMap<>();

    /** Who waits in a queue: a thread, with a value if it sends, and what its end says if this is it. */
    private record Waiting(int thread, @Nullable Integer value, String prefix) {}

    /** One channel. */
    private static final class Queue {
        final int capacity;
        final Deque<Integer> kept = new ArrayDeque<>();
        final List<Waiting> receivers = new ArrayList<>();
        final List<Waiting> senders = new ArrayList<>();
        boolean isClosed;

        Queue(int capacity) {
            this.capacity = capacity;
        }
    }

    ChannelsSpecification(int... capacities) {
        queues = IntStream.of(capacities).mapToObj(Queue::new).toList();
    }

    private boolean put(Queue queue, int value) {
        if (!queue.receivers.isEmpty()) {
            end(queue.receivers.get(0), String.valueOf(value));
            return true;
        }
        return queue.kept.size() < queue.capacity && queue.kept.add(value);
    }

    private @Nullable Integer take(Queue queue) {
        if (!queue.senders.isEmpty()) {
            Waiting sender = queue.senders.get(0);
            end(sender, "null");
            queue.kept.add(sender.value());
        }
        return queue.kept.poll();
    }

    private void end(Waiting ended, String how) {
        ends.put(ended.thread(), ended.prefix() + how);
        forget(ended.thread());
    }

    private void forget(int thread) {
        for (Queue queue : queues) {
            queue.receivers.removeIf(each -> each.thread() == thread);
            queue.senders.removeIf(each -> each.thread() == thread);
        }
    }

    private boolean isBusy(int thread) {
        return ends.containsKey(thread)
                || queues.stream()
                        .flatMap(queue -> Stream.concat(queue.receivers.stream(), queue.senders.stream()))
                        .anyMatch(each -> each.thread() == thread);
    }

    boolean trySend(int channel, int value) {
        Queue queue = queues.get(channel);
        return !queue.isClosed && put(queue, value);
    }

    @Nullable
    Integer tryReceive(int channel) {
        Queue queue = queues.get(channel);
        Integer value = take(queue);
        if (value == null && queue.isClosed) {
            throw new ChannelClosedException("closed", null);
        }
        return value;
    }

    void close(int channel) {
        Queue queue = queues.get(channel);
        queue.isClosed = true;
        List<Waiting> refused =
                Stream.concat(queue.receivers.stream(), queue.senders.stream()).toList();
        for (Waiting each : refused) {
            ends.put(each.thread(), "ChannelClosedException");
            forget(each.thread());
        }
    }

    /** One case of a select: a send if there is a value. */
    record Alternative(int channel, @Nullable Integer value) {}

    /** Begins a wait for the first of some alternatives. */
    void begin(int thread, List<Alternative> alternatives) {
        if (isBusy(thread)) {
            return;
        }
        for (Alternative each : alternatives) {
            String end = attempt(queues.get(each.channel()), each.value());
            if (end != null) {
                ends.put(thread, end.startsWith("Channel") ? end : prefix(alternatives, each) + end);
                return;
            }
        }
        for (Alternative each : alternatives) {
            Queue queue = queues.get(each.channel());
            (each.value() == null ? queue.receivers : queue.senders)
                    .add(new Waiting(thread, each.value(), prefix(alternatives, each)));
        }
    }

    private static String prefix(List<Alternative> alternatives, Alternative one) {
        return alternatives.size() == 1 ? "" : alternatives.indexOf(one) + ": ";
    }

    private @Nullable String attempt(Queue queue, @Nullable Integer sent) {
        if (sent == null) {
            Integer value = take(queue);
            return value != null ? value.toString() : queue.isClosed ? "ChannelClosedException" : null;
        }
        return queue.isClosed ? "ChannelClosedException" : put(queue, sent) ? "null" : null;
    }

    /** Begins and ends a wait, with nothing in between. */
    String shortly(List<Alternative> alternatives) {
        begin(-1, alternatives);
        return end(-1);
    }

    String end(int thread) {
        if (!isBusy(thread)) {
            return "nothing";
        }
        forget(thread);
        String end = ends.remove(thread);
        return end == null ? "withdrawn" : end;
    }
}
