package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.ChannelClosedException;
import org.junit.jupiter.api.Test;

/**
 * Two replicas of a register that take writes both, and tell each other. The newer version wins; of two with the same
 * number the one that arrives last, so that the replicas swap their values and differ for good. That is how
 * last-write-wins fails without a tie-break.
 */
class TwoReplicasTest {
    private record Write(int version, String by, String value) {}

    private static class Replica {
        final String name;
        final Channel<Write> inbox = Channel.bounded(10);
        Write last = new Write(0, "", "nothing");

        Replica(String name) {
            this.name = name;
        }

        boolean isNewer(Write write) {
            return write.version >= last.version;
        }

        Coroutine<Void> write(String value, Replica other) {
            return coroutine("write", () -> {
                last = new Write(last.version + 1, name, value);
                await(other.inbox.send(last));
            });
        }

        Coroutine<Void> listen() {
            return coroutine("listen", () -> {
                try {
                    while (true) {
                        Write write = await(inbox.receive());
                        if (isNewer(write)) {
                            last = write;
                        }
                    }
                } catch (ChannelClosedException end) {
                    return; // all is said
                }
            });
        }
    }

    /** Of two with the same number, the one by the replica with the higher name is the newer. */
    private static final class RepairedReplica extends Replica {
        RepairedReplica(String name) {
            super(name);
        }

        @Override
        boolean isNewer(Write write) {
            return write.version > last.version || write.version == last.version && write.by.compareTo(last.by) > 0;
        }
    }

    /** Two clients write, the second one when it has read the news; then both replicas hear all that was sent. */
    private static Coroutine<Void> protocol(Replica a, Replica b) {
        return coroutine("protocol", () -> {
            await(scope(replicas -> {
                replicas.start("replica a", a.listen());
                replicas.start("replica b", b.listen());
                await(scope(clients -> {
                    clients.start("client 1", a.write("one", b));
                    clients.start("client 2", coroutine(() -> {
                        await(dev.pausa.async.Async.checkpoint());
                        await(b.write("two", a));
                    }));
                }));
                a.inbox.close();
                b.inbox.close();
            }));
            assertThat(a.last).isEqualTo(b.last);
        });
    }

    private static ExplorationError found() {
        return catchThrowableOfType(
                ExplorationError.class,
                () -> TestLoop.explore(1000, () -> await(protocol(new Replica("a"), new Replica("b")))));
    }

    @Test
    void the_order_of_a_loop_does_not_show_it() {
        assertThatCode(() -> TestLoop.run(() -> await(protocol(new Replica("a"), new Replica("b")))))
                .doesNotThrowAnyException();
    }

    @Test
    void it_is_found_replayed_and_shrunk() throws Exception {
        ExplorationError error = found();
        assertThat(error.getCause()).hasMessageContaining("value=one").hasMessageContaining("value=two");
        assertThat(error.deviations()).isBetween(1, 2);
        assertThat(error.order()).contains("client 1", "client 2", "replica a", "replica b");
        ExplorationError again = Properties.with(Exploration.SEED, error.seed(), TwoReplicasTest::found);
        assertThat(again.getCause()).hasMessage(error.getCause().getMessage());
        assertThat(again.order()).isEqualTo(error.order());
    }

    @Test
    void the_repaired_protocol_passes() throws Exception {
        TestLoop.explore(1000, () -> await(protocol(new RepairedReplica("a"), new RepairedReplica("b"))));
    }
}
