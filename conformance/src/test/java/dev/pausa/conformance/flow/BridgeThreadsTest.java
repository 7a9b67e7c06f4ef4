package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import dev.pausa.flow.Publishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both bridges across real threads. Order comes from latches and barriers; a race is run many times, and may end in any
 * order.
 */
@Timeout(300)
class BridgeThreadsTest {
    private static final int COUNT = 20_000;

    private final List<Unraisable> unraisable = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService producers = Executors.newFixedThreadPool(2);
    private final ExecutorService consumers = Executors.newFixedThreadPool(2);

    @BeforeEach
    void catchUnraisable() {
        Diagnostics.setUnraisableHandler(unraisable::add);
    }

    @AfterEach
    void stop() throws InterruptedException {
        producers.shutdown();
        consumers.shutdown();
        assertThat(producers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(consumers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        Diagnostics.setUnraisableHandler(null);
        assertThat(unraisable).isEmpty();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /** Counts, with a pause on another thread before each element. */
    private AsyncGenerator<Integer, Void> counting(int end) {
        return asyncGenerator(g -> {
            for (int i = 0; i < end; i++) {
                int next = i;
                g.yield(await(CompletableFuture.supplyAsync(() -> next, producers)));
            }
        });
    }

    /**
     * A publisher with a small buffer, which blocks the submitting thread: nothing may be lost and nobody may wait for
     * good.
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 16", "16, 1", "16, 256", "256, 16"})
    void elements_of_a_submission_publisher_arrive_in_order(int capacity, int prefetch) throws Exception {
        try (SubmissionPublisher<Integer> source = new SubmissionPublisher<>(producers, capacity)) {
            CountDownLatch subscribed = new CountDownLatch(1);
            Flow.Publisher<Integer> watched = subscriber -> {
                source.subscribe(subscriber);
                subscribed.countDown();
            };
            Recorder<Integer> recorder = Recorder.oneByOne();
            Publishers.<Integer>publisher(() -> Publishers.asyncGenerator(watched, prefetch), consumers)
                    .subscribe(recorder);
            assertThat(subscribed.await(1, TimeUnit.MINUTES)).isTrue();
            for (int i = 0; i < COUNT; i++) {
                source.submit(i);
            }
            source.close();
            assertThat(recorder.join().elements).isEqualTo(upTo(COUNT));
            assertThat(recorder.isComplete()).isTrue();
        }
    }

    /**
     * There and back, each side on threads of its own; the far side never runs ahead of the near one by more than the
     * prefetch.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void a_round_trip_keeps_the_order_and_the_bound(int prefetch) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Flow.Publisher<Integer> far = Publishers.publisher(
                () -> asyncGenerator(g -> {
                    for (int i = 0; i < COUNT; i++) {
                        int ahead = begun.incrementAndGet() - taken.get();
                        worst.accumulateAndGet(ahead, Math::max);
                        g.yield(i);
                    }
                }),
                producers);
        Flow.Publisher<Integer> near = Publishers.publisher(() -> Publishers.asyncGenerator(far, prefetch), consumers);
        Recorder<Integer> recorder = new Recorder<>(self -> self.request(1), self -> {
            taken.incrementAndGet();
            self.request(1);
        });
        near.subscribe(recorder);
        assertThat(recorder.join().elements).isEqualTo(upTo(COUNT));
        assertThat(recorder.failure()).isNull();
        // a step is begun for what was requested only, and that is what was used up, and the prefetch
        assertThat(worst.get()).isBetween(1, prefetch);
    }

    @Test
    void a_body_that_waits_for_threads_goes_a_round_trip() throws Exception {
        Flow.Publisher<Integer> far = Publishers.publisher(() -> counting(COUNT));
        Recorder<Integer> recorder = Recorder.oneByOne();
        Publishers.<Integer>publisher(() -> Publishers.asyncGenerator(far, 4)).subscribe(recorder);
        assertThat(recorder.join().elements).isEqualTo(upTo(COUNT));
        assertThat(recorder.isComplete()).isTrue();
    }

    /**
     * Many threads request at once: as many elements come as were requested, and one thread at a time is in the body.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_from_many_threads_add_up(boolean onExecutor) throws Exception {
        int threads = 4;
        int each = 2_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * each);
        Recorder<Integer> recorder = new Recorder<>(self -> {}, self -> all.countDown());
        Publishers.<Integer>publisher(
                        () -> asyncGenerator(g -> {
                            for (int i = 0; ; i++) {
                                assertThat(inside.incrementAndGet()).isEqualTo(1);
                                steps.incrementAndGet();
                                inside.decrementAndGet();
                                g.yield(i);
                            }
                        }),
                        onExecutor ? consumers : Runnable::run)
                .subscribe(recorder);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> requesting = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    meet(start);
                    for (int n = 0; n < each; n++) {
                        recorder.request(1);
                    }
                }))
                .toList();
        requesting.forEach(Thread::start);
        for (Thread thread : requesting) {
            thread.join();
        }
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(recorder.elements).isEqualTo(upTo(threads * each));
        assertThat(steps).hasValue(threads * each);
        recorder.cancel();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /**
     * One thread completes the awaited stage, another cancels: the cleanup runs once, whoever is first, and nobody
     * hears of the end.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancel_against_the_completion_of_a_stage(boolean onExecutor) throws Exception {
        AtomicLong cleanups = new AtomicLong();
        int rounds = 3_000;
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<CompletableFuture<Integer>> stages = IntStream.range(0, rounds)
                .mapToObj(i -> new CompletableFuture<Integer>())
                .toList();
        Thread completing = new Thread(() -> {
            for (CompletableFuture<Integer> stage : stages) {
                meet(barrier);
                stage.complete(1);
            }
        });
        completing.start();
        for (CompletableFuture<Integer> stage : stages) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch clean = new CountDownLatch(1);
            Recorder<Integer> recorder = new Recorder<>();
            Publishers.<Integer>publisher(
                            () -> asyncGenerator(g -> {
                                begun.countDown();
                                try {
                                    g.yield(await(stage));
                                    g.yield(2);
                                } finally {
                                    cleanups.incrementAndGet();
                                    clean.countDown();
                                }
                            }),
                            onExecutor ? consumers : Runnable::run)
                    .subscribe(recorder);
            recorder.request(1);
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            meet(barrier);
            recorder.cancel();
            assertThat(clean.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(recorder.elements).isIn(List.of(), List.of(1));
            assertThat(recorder.hasEnded()).isFalse();
        }
        completing.join();
        assertThat(cleanups).hasValue(rounds);
    }

    /**
     * The consumer goes away while the publisher gives: the subscription is cancelled once, and what comes late is
     * dropped.
     */
    @Test
    void cancel_against_the_elements_of_a_publisher() throws Exception {
        int rounds = 3_000;
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Hand<Integer>> hands =
                IntStream.range(0, rounds).mapToObj(i -> new Hand<Integer>()).toList();
        Thread giving = new Thread(() -> {
            for (Hand<Integer> hand : hands) {
                meet(barrier);
                hand.give(1, 2, 3);
                meet(barrier);
            }
        });
        giving.start();
        for (Hand<Integer> hand : hands) {
            Recorder<Integer> recorder = new Recorder<>();
            Publishers.<Integer>publisher(() -> Publishers.asyncGenerator(hand, 3))
                    .subscribe(recorder);
            recorder.request(3);
            assertThat(hand.requests).containsExactly(3L);
            meet(barrier);
            recorder.cancel();
            meet(barrier);
            assertThat(recorder.elements).isIn(List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3));
            assertThat(hand.cancellations).isEqualTo(1);
            assertThat(hand.requested()).isEqualTo(3);
            assertThat(recorder.hasEnded()).isFalse();
        }
        giving.join();
    }

    private static final int ROUNDS = 20_000;

    /** Runs a step on another thread in each round, and one here at the same moment. */
    private static void race(Runnable there, Runnable here, Runnable after) throws InterruptedException {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread other = new Thread(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                meet(barrier);
                there.run();
            }
        });
        other.start();
        for (int i = 0; i < ROUNDS; i++) {
            meet(barrier);
            here.run();
            after.run();
        }
        other.join();
    }

    private static void acquire(Semaphore semaphore) {
        try {
            assertThat(semaphore.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An element comes while the body finds that there is none, and begins to wait for it. */
    @Test
    void an_element_against_the_wait_for_it() throws Exception {
        Semaphore arrived = new Semaphore(0);
        Hand<Integer> hand = new Hand<>();
        Recorder<Integer> recorder = new Recorder<>(self -> {}, self -> arrived.release());
        Publishers.<Integer>publisher(() -> Publishers.asyncGenerator(hand, ROUNDS + 1))
                .subscribe(recorder);
        recorder.request(1);
        hand.give(-1);
        acquire(arrived);
        race(() -> hand.give(1), () -> recorder.request(1), () -> acquire(arrived));
        assertThat(recorder.elements).hasSize(ROUNDS + 1);
    }

    /** A request comes while the subscription finds that there is no demand, and begins to wait for it. */
    @Test
    void a_request_against_the_wait_for_demand() throws Exception {
        Semaphore arrived = new Semaphore(0);
        AtomicReference<CompletableFuture<Integer>> stage = new AtomicReference<>(new CompletableFuture<>());
        Recorder<Integer> recorder = new Recorder<>(self -> self.request(1), self -> arrived.release());
        Publishers.<Integer>publisher(() -> asyncGenerator(g -> {
                    while (true) {
                        CompletableFuture<Integer> next = stage.get();
                        int element = await(next);
                        stage.set(new CompletableFuture<>());
                        g.yield(element);
                    }
                }))
                .subscribe(recorder);
        race(() -> stage.get().complete(1), () -> acquire(arrived), () -> recorder.request(1));
        assertThat(recorder.elements).hasSize(ROUNDS);
        recorder.cancel();
    }

    /** What a stage's thread and a requesting thread did before is seen by the body, which uses plain fields. */
    @Test
    void bodies_see_what_happened_before() throws Exception {
        int[] plain = new int[1];
        Recorder<Integer> recorder = new Recorder<>(self -> {}, self -> {});
        Publishers.<Integer>publisher(
                        () -> asyncGenerator(g -> {
                            for (int i = 0; i < COUNT; i++) {
                                await(CompletableFuture.runAsync(() -> plain[0]++, producers));
                                g.yield(plain[0]++);
                            }
                        }),
                        consumers)
                .subscribe(recorder);
        recorder.request(Long.MAX_VALUE);
        recorder.join();
        assertThat(recorder.elements)
                .isEqualTo(IntStream.range(0, COUNT).map(i -> 2 * i + 1).boxed().toList());
    }
}
