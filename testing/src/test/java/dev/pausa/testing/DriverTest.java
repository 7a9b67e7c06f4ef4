package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.after;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.select;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Channel;
import dev.pausa.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver promises, in many orders, with cancels and deadlines at any point. */
class DriverTest {
    private static final int EACH = 4;

    private static Channel<Integer> channel(int capacity) {
        return capacity == 0 ? Channel.rendezvous() : Channel.bounded(capacity);
    }

    /**
     * Who sends and who receives is cancelled at any moment: what was sent, and only that, is received once, or still
     * there.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void nothing_that_was_sent_is_lost_or_doubled(int capacity) throws Exception {
        TestLoop.with().twice().explore(500, () -> {
            Channel<Integer> channel = channel(capacity);
            List<Integer> sent = new ArrayList<>();
            List<Integer> received = new ArrayList<>();
            Random random = TestLoop.current().random();
            await(scope(tasks -> {
                List<Task<Void>> all = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    all.add(tasks.start("sender", sender(channel, i * EACH, sent)));
                    all.add(tasks.start("receiver", receiver(channel, received)));
                }
                for (int i = 0; i < all.size(); i++) {
                    await(checkpoint());
                    all.get(random.nextInt(all.size())).cancel("chance");
                }
                all.forEach(task -> task.cancel("the end"));
            }));
            for (Integer left = channel.tryReceive(); left != null; left = channel.tryReceive()) {
                received.add(left);
            }
            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        });
    }

    private static Coroutine<Void> sender(Channel<Integer> channel, int first, List<Integer> sent) {
        return coroutine(() -> {
            for (int i = first; i < first + EACH; i++) {
                await(channel.send(i));
                sent.add(i);
            }
        });
    }

    private static Coroutine<Void> receiver(Channel<Integer> channel, List<Integer> received) {
        return coroutine(() -> {
            while (true) {
                received.add(await(channel.receive()));
            }
        });
    }

    /** A select takes from one of two channels, or from none when its time is up first. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_select_takes_one_or_none(int capacity) throws Exception {
        TestLoop.with().stalls(Duration.ofMillis(5)).explore(500, () -> {
            Channel<Integer> left = channel(capacity);
            Channel<Integer> right = channel(capacity);
            List<Integer> sent = new ArrayList<>();
            List<Integer> received = new ArrayList<>();
            await(scope(tasks -> {
                List<Task<Void>> senders =
                        List.of(tasks.start("left", late(left, 0, sent)), tasks.start("right", late(right, 100, sent)));
                Task<Void> selecting = tasks.start("selecting", coroutine(() -> {
                    for (int i = 0; i < 2 * EACH; i++) {
                        int value = await(select(
                                left.onReceive(got -> got),
                                right.onReceive(got -> got),
                                after(Duration.ofMillis(1), () -> -1)));
                        if (value >= 0) {
                            received.add(value);
                        }
                    }
                }));
                await(selecting);
                senders.forEach(sender -> sender.cancel("nobody listens"));
            }));
            for (Channel<Integer> channel : List.of(left, right)) {
                for (Integer rest = channel.tryReceive(); rest != null; rest = channel.tryReceive()) {
                    received.add(rest);
                }
            }
            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        });
    }

    private static Coroutine<Void> late(Channel<Integer> channel, int first, List<Integer> sent) {
        return coroutine(() -> {
            for (int i = first; i < first + EACH; i++) {
                await(sleep(Duration.ofMillis(1)));
                await(channel.send(i));
                sent.add(i);
            }
        });
    }

    /** Permits are held by at most so many, and come back whoever is cancelled, or late. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void permits_come_back(int permits) throws Exception {
        TestLoop.with().stalls(Duration.ofMillis(5)).explore(500, () -> {
            AsyncSemaphore semaphore = new AsyncSemaphore(permits);
            int[] holding = {0};
            Random random = TestLoop.current().random();
            await(scope(tasks -> {
                List<Task<Void>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    all.add(tasks.start("holder", holder(semaphore, holding, permits)));
                }
                await(checkpoint());
                all.get(random.nextInt(all.size())).cancel("chance");
            }));
            for (int i = 0; i < permits; i++) {
                assertThat(semaphore.tryAcquire()).isNotNull();
            }
            assertThat(semaphore.tryAcquire()).isNull();
        });
    }

    @Test
    void what_never_gets_its_permit_is_closed() throws Exception {
        TestLoop.explore(20, () -> {
            AsyncSemaphore semaphore = new AsyncSemaphore(1);
            Coroutine<Void> first = coroutine(() -> await(sleep(Duration.ofMillis(1))));
            Coroutine<Void> second = coroutine(() -> await(sleep(Duration.ofMillis(1))));
            await(scope(tasks -> {
                tasks.start("holds", semaphore.holding(first));
                tasks.start("waits", semaphore.holding(second));
                await(checkpoint());
                tasks.cancel("before there is a permit for both");
            }));
            assertThat(List.of(first.state(), second.state())).containsOnly(CoroutineState.CLOSED);
        });
    }

    private static Coroutine<Void> holder(AsyncSemaphore semaphore, int[] holding, int permits) {
        return coroutine(() -> {
            try {
                await(timeout(Duration.ofMillis(2), semaphore.holding(coroutine(() -> {
                    holding[0]++;
                    try {
                        assertThat(holding[0]).isLessThanOrEqualTo(permits);
                        await(sleep(Duration.ofMillis(1)));
                    } finally {
                        holding[0]--;
                    }
                }))));
            } catch (TimeoutException late) {
                await(checkpoint()); // others were quicker
            }
        });
    }
}
