package dev.pausa.service.orders;

import dev.pausa.async.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells listeners of changes of orders, on all event loops of this process. Each listener has a channel of its own for
 * so many events; one that is further behind is dropped: its channel is closed, and it must begin anew.
 */
public final class OrderEvents {
    private final int mostBehind;
    private final Set<Channel<Buffer>> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean isClosed;

    /**
     * Makes one without listeners.
     *
     * @param mostBehind how many events a listener may be behind
     */
    public OrderEvents(int mostBehind) {
        this.mostBehind = mostBehind;
    }

    Channel<Buffer> listen() {
        Channel<Buffer> channel = Channel.bounded(mostBehind);
        listeners.add(channel);
        if (isClosed) {
            close();
        }
        return channel;
    }

    void leave(Channel<Buffer> channel) {
        listeners.remove(channel);
    }

    void changed(Order order) {
        publish("order", order.toJson());
    }

    /**
     * Tells all listeners of something.
     *
     * @param type the type of the event
     * @param data what happened
     */
    public void publish(String type, JsonObject data) {
        Buffer event = Buffer.buffer(
                "id: " + numbers.incrementAndGet() + "\nevent: " + type + "\ndata: " + data.encode() + "\n\n");
        for (Channel<Buffer> listener : listeners) {
            if (!listener.trySend(event)) {
                listener.close();
                listeners.remove(listener);
            }
        }
    }

    /**
     * Returns how many listen.
     *
     * @return how many channels there are
     */
    public int listenerCount() {
        return listeners.size();
    }

    /** Ends what all listeners hear, also those that come later. */
    public void close() {
        isClosed = true;
        listeners.forEach(Channel::close);
        listeners.clear();
    }
}
