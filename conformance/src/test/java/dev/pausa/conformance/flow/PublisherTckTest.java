package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.buffer;
import static dev.pausa.async.Async.checkpoint;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.flow.Publishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The Reactive Streams TCK for publishers, on {@code Publishers.publisher}. */
class PublisherTckTest {

    private static ExecutorService executor;
    private static Loop loop;

    @BeforeAll
    static void startExecutor() {
        executor = Executors.newFixedThreadPool(2);
        loop = Loop.onThread("publishers");
    }

    @AfterAll
    static void stopExecutor() {
        loop.close();
        executor.shutdown();
    }

    /** Public, since the TCK's methods are called by reflection. */
    public static final class Verification extends FlowPublisherVerification<Long> {
        private final LongFunction<Flow.Publisher<Long>> publisher;
        private final Flow.Publisher<Long> failed;

        Verification(LongFunction<Flow.Publisher<Long>> publisher, Flow.Publisher<Long> failed) {
            super(Tck.environment(), 1_000);
            this.publisher = publisher;
            this.failed = failed;
        }

        @Override
        public Flow.Publisher<Long> createFlowPublisher(long elements) {
            return publisher.apply(elements);
        }

        @Override
        public Flow.Publisher<Long> createFailedFlowPublisher() {
            return failed;
        }
    }

    private static AsyncGenerator<Long, Void> counting(long elements) {
        return asyncGenerator(g -> {
            for (long i = 0; i < elements; i++) {
                g.yield(i);
            }
        });
    }

    private static AsyncGenerator<Long, Void> waitingAndCounting(long elements) {
        return asyncGenerator(g -> {
            for (long i = 0; i < elements; i++) {
                long next = i;
                g.yield(await(CompletableFuture.supplyAsync(() -> next, executor)));
            }
        });
    }

    private static AsyncGenerator<Long, Void> operatingAndCounting(long elements) {
        return asyncGenerator(g -> {
            for (long i = 0; i < elements; i++) {
                g.yield(await(later(i)));
            }
        });
    }

    private static Coroutine<Long> later(long value) {
        return coroutine(() -> {
            await(checkpoint());
            return value;
        });
    }

    private static AsyncGenerator<Long, Void> failing() {
        throw new IllegalStateException("no iteration");
    }

    @TestFactory
    Stream<DynamicTest> on_the_requesting_thread() {
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(() -> counting(n)), Publishers.publisher(PublisherTckTest::failing)));
    }

    @TestFactory
    Stream<DynamicTest> waiting_for_stages() {
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(() -> waitingAndCounting(n)),
                Publishers.publisher(PublisherTckTest::failing)));
    }

    @TestFactory
    Stream<DynamicTest> on_an_executor() {
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(() -> waitingAndCounting(n), executor),
                Publishers.publisher(PublisherTckTest::failing, executor)));
    }

    @TestFactory
    Stream<DynamicTest> on_a_loop_of_its_own_thread() {
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(() -> operatingAndCounting(n), loop),
                Publishers.publisher(PublisherTckTest::failing, loop)));
    }

    @TestFactory
    Stream<DynamicTest> on_a_loop_of_many_threads() {
        Loop shared = Loop.on(executor);
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(() -> operatingAndCounting(n), shared),
                Publishers.publisher(PublisherTckTest::failing, shared)));
    }

    @TestFactory
    Stream<DynamicTest> with_operators_on_a_loop() {
        return Tck.tests(() -> new Verification(
                n -> Publishers.publisher(
                        () -> buffer(2, counting(Long.MAX_VALUE).filter(i -> i >= 0))
                                .map(i -> await(later(i)))
                                .take(n),
                        loop),
                Publishers.publisher(PublisherTckTest::failing, loop)));
    }

    @TestFactory
    Stream<DynamicTest> round_trip() {
        return Tck.tests(() -> new Verification(
                n -> roundTrip(Publishers.publisher(() -> waitingAndCounting(n), executor), 4),
                Publishers.publisher(PublisherTckTest::failing)));
    }

    private static Flow.Publisher<Long> roundTrip(Flow.Publisher<Long> publisher, int prefetch) {
        return Publishers.publisher(() -> Publishers.asyncGenerator(publisher, prefetch));
    }
}
