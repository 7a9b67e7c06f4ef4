package dev.pausa.async;

import dev.pausa.async.ChannelsSpecification.Alternative;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Selects that several threads begin on the same two channels, against one another and against what else is done. */
public class SelectRacesTest {
    private static final List<Alternative> RECEIVE = List.of(new Alternative(1, null), new Alternative(0, null));

    private static List<Alternative> send(int value) {
        return List.of(new Alternative(0, value), new Alternative(1, value));
    }

    private static List<Alternative> passOn(int value) {
        return List.of(new Alternative(0, null), new Alternative(1, value));
    }

    @Test
    void of_channels_that_keep_a_value() {
        Checking.inChosenOrders(Keeping.class, KeepingSpecification.class);
    }

    @Test
    void of_channels_that_keep_nothing() {
        Checking.inChosenOrders(Rendezvous.class, RendezvousSpecification.class);
    }

    /** What threads do with channels of which each keeps a value: see {@link ChannelRacesTest.Keeping}. */
    @Param(name = "channel", gen = IntGen.class, conf = "0:1")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static final class Keeping {
        private final List<Channel<Integer>> channels = List.of(Channel.bounded(1), Channel.bounded(1));

        @org.jetbrains.lincheck.datastructures.Operation
        public boolean trySend(@Param(name = "channel") int channel, @Param(name = "value") int value) {
            return channels.get(channel).trySend(value);
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public @Nullable Integer tryReceive(@Param(name = "channel") int channel) {
            return channels.get(channel).tryReceive();
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public String receiveOrGiveUp() {
            return Waits.shortly(new Cases(channels, RECEIVE));
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public String sendOrGiveUp(@Param(name = "value") int value) {
            return Waits.shortly(new Cases(channels, send(value)));
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public void close(@Param(name = "channel") int channel) {
            channels.get(channel).close();
        }
    }

    /** The same, one after the other. */
    public static final class KeepingSpecification {
        private final ChannelsSpecification channels = new ChannelsSpecification(1, 1);

        public boolean trySend(int channel, int value) {
            return channels.trySend(channel, value);
        }

        public @Nullable Integer tryReceive(int channel) {
            return channels.tryReceive(channel);
        }

        public String receiveOrGiveUp() {
            return channels.shortly(RECEIVE);
        }

        public String sendOrGiveUp(int value) {
            return channels.shortly(send(value));
        }

        public void close(int channel) {
            channels.close(channel);
        }
    }

    /** What threads do with channels that keep nothing: see {@link ChannelRacesTest.Rendezvous}. */
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    @Param(name = "thread", gen = ThreadIdGen.class)
    public static final class Rendezvous {
        private final List<Channel<Integer>> channels = List.of(Channel.rendezvous(), Channel.rendezvous());
        private final Waits waits = new Waits();

        @org.jetbrains.lincheck.datastructures.Operation
        public void receive(@Param(name = "thread") int thread) {
            begin(thread, RECEIVE);
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public void send(@Param(name = "thread") int thread, @Param(name = "value") int value) {
            begin(thread, SelectRacesTest.send(value));
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public void passOn(@Param(name = "thread") int thread, @Param(name = "value") int value) {
            begin(thread, SelectRacesTest.passOn(value));
        }

        private void begin(int thread, List<Alternative> alternatives) {
            if (!waits.has(thread)) {
                waits.begin(thread, new Cases(channels, alternatives));
            }
        }

        @org.jetbrains.lincheck.datastructures.Operation
        public String end(@Param(name = "thread") int thread) {
            return waits.end(thread);
        }
    }

    /** The same, one after the other. */
    public static final class RendezvousSpecification {
        private final ChannelsSpecification channels = new ChannelsSpecification(0, 0);

        public void receive(int thread) {
            channels.begin(thread, RECEIVE);
        }

        public void send(int thread, int value) {
            channels.begin(thread, SelectRacesTest.send(value));
        }

        public void passOn(int thread, int value) {
            channels.begin(thread, SelectRacesTest.passOn(value));
        }

        public String end(int thread) {
            return channels.end(thread);
        }
    }

    /** A select that gives the number of its case. */
    private static final class Cases extends Operation<String> {
        private final List<Case<? extends Integer>> cases = new ArrayList<>();
        private final Select<Integer> select;

        Cases(List<Channel<Integer>> channels, List<Alternative> alternatives) {
            for (Alternative each : alternatives) {
                Channel<Integer> channel = channels.get(each.channel());
                Integer sent = each.value();
                cases.add(sent == null ? channel.onReceive(value -> value) : channel.onSend(sent, () -> sent));
            }
            select = new Select<>(cases);
        }

        @Override
        protected void begin(Waker<String> waker) {
            select.begin(new Waker<>() {
                @Override
                public boolean complete(Select.Chosen<Integer> chosen) {
                    return waker.complete(cases.indexOf(chosen.which()) + ": " + chosen.value());
                }

                @Override
                public boolean fail(Throwable failure) {
                    return waker.fail(failure);
                }
            });
        }

        @Override
        protected boolean withdraw() {
            return select.withdraw();
        }
    }
}
