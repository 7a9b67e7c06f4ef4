package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.async.Async.checkpoint;

import dev.pausa.async.Loop;
import dev.pausa.reactor.ReactorAsync;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import reactor.core.publisher.Flux;

/** The Reactive Streams TCK for publishers, on what {@code ReactorAsync} makes of bodies. */
class ReactorTckTest {
    private static Loop loop;

    @BeforeAll
    static void open() {
        loop = Loop.onThread("tck");
    }

    @AfterAll
    static void close() {
        loop.close();
    }

    /** Public, since the TCK's methods are called by reflection. */
    public static final class Verification extends PublisherVerification<Long> {
        private final LongFunction<Publisher<Long>> publisher;
        private final Publisher<Long> failed;
        private final long most;

        Verification(LongFunction<Publisher<Long>> publisher, Publisher<Long> failed, long most) {
            super(Tck.environment(), 1_000);
            this.publisher = publisher;
            this.failed = failed;
            this.most = most;
        }

        @Override
        public Publisher<Long> createPublisher(long elements) {
            return publisher.apply(elements);
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return failed;
        }

        @Override
        public long maxElementsFromPublisher() {
            return most;
        }
    }

    private static Flux<Long> counting(long elements) {
        return ReactorAsync.fluxOf(
                loop,
                () -> asyncGenerator(g -> {
                    for (long i = 0; i < elements; i++) {
                        await(checkpoint());
                        g.yield(i);
                    }
                }));
    }

    private static Flux<Long> failing() {
        return ReactorAsync.fluxOf(loop, () -> {
            throw new IllegalStateException("no iteration");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_flux() {
        return Tck.tests(() -> new Verification(ReactorTckTest::counting, failing(), Long.MAX_VALUE - 1));
    }
}
