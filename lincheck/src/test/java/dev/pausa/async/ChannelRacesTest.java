package dev.pausa.async;

import dev.pausa.async.ChannelsSpecification.Alternative;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Channels of each kind, when several threads use one. */
public class ChannelRacesTest {
    @Test
    void one_that_keeps_nothing() {
        Checking.inChosenOrders(Rendezvous.class, RendezvousSpecification.class);
    }

    @Test
    void one_that_keeps_one_value() {
        Checking.inChosenOrders(Bounded.class, BoundedSpecification.class);
    }

    @Test
    void one_that_keeps_everything() {
        Checking.inChosenOrders(Unbounded.class, UnboundedSpecification.class);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One that keeps nothing: a send and its receive are in each other's midst, so that their beginnings and ends are
    // told apart
    // -----------------------------------------------------------------------------------------------------------------

    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static final class Rendezvous extends Uses {
        private final Waits waits = new Waits();

        public Rendezvous() {
            super(Channel.rendezvous());
        }

        @Operation
        public void send(@Param(name = "thread") int thread, @Param(name = "value") int value) {
            if (!waits.has(thread)) {
                waits.begin(thread, new Send<>(channel, value));
            }
        }

        @Operation
        public void receive(@Param(name = "thread") int thread) {
            if (!waits.has(thread)) {
                waits.begin(thread, new Receive<>(channel));
            }
        }

        @Operation
        public String end(@Param(name = "thread") int thread) {
            return waits.end(thread);
        }
    }

    public static final class RendezvousSpecification extends Specification {
        public RendezvousSpecification() {
            super(0);
        }

        public void send(int thread, int value) {
            channels.begin(thread, List.of(new Alternative(0, value)));
        }

        public void receive(int thread) {
            channels.begin(thread, List.of(new Alternative(0, null)));
        }

        public String end(int thread) {
            return channels.end(thread);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Those that keep something: a wait that is given up is over before or after each other one
    // -----------------------------------------------------------------------------------------------------------------

    public abstract static class Keeping extends Uses {
        Keeping(Channel<Integer> channel) {
            super(channel);
        }

        @Operation
        public String sendOrGiveUp(@Param(name = "value") int value) {
            return Waits.shortly(new Send<>(channel, value));
        }

        @Operation
        public String receiveOrGiveUp() {
            return Waits.shortly(new Receive<>(channel));
        }
    }

    public abstract static class KeepingSpecification extends Specification {
        KeepingSpecification(int capacity) {
            super(capacity);
        }

        public String sendOrGiveUp(int value) {
            return channels.shortly(List.of(new Alternative(0, value)));
        }

        public String receiveOrGiveUp() {
            return channels.shortly(List.of(new Alternative(0, null)));
        }
    }

    public static final class Bounded extends Keeping {
        public Bounded() {
            super(Channel.bounded(1));
        }
    }

    public static final class BoundedSpecification extends KeepingSpecification {
        public BoundedSpecification() {
            super(1);
        }
    }

    public static final class Unbounded extends Keeping {
        public Unbounded() {
            super(Channel.unbounded());
        }
    }

    public static final class UnboundedSpecification extends KeepingSpecification {
        public UnboundedSpecification() {
            super(Integer.MAX_VALUE);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What all have
    // -----------------------------------------------------------------------------------------------------------------

    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public abstract static class Uses {
        final Channel<Integer> channel;

        Uses(Channel<Integer> channel) {
            this.channel = channel;
        }

        @Operation
        public boolean trySend(@Param(name = "value") int value) {
            return channel.trySend(value);
        }

        @Operation
        public @Nullable Integer tryReceive() {
            return channel.tryReceive();
        }

        @Operation
        public void close() {
            channel.close();
        }
    }

    /** The same, one after the other. */
    public abstract static class Specification {
        final ChannelsSpecification channels;

        Specification(int capacity) {
            channels = new ChannelsSpecification(capacity);
        }

        public boolean trySend(int value) {
            return channels.trySend(0, value);
        }

        public @Nullable Integer tryReceive() {
            return channels.tryReceive(0);
        }

        public void close() {
            channels.close(0);
        }
    }
}
