package dev.pausa.async;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.buffer;
import static dev.pausa.async.Async.merge;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each operator on each way out: what it reads from is closed at once, and exactly once, and may await meanwhile. */
class OperatorsTest {
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @RegisterExtension
    final Reported reported = new Reported();

    /** Gives 0, 1, 2, 3, one each millisecond; its clean-up takes three more. Counts how often it is closed. */
    private static final class Source implements AsyncIterator<Integer>, AsyncCloseable {
        private final AsyncGenerator<Integer, Void> elements;
        private int closes;
        private boolean isCleanedUp;

        Source(IOException failure) {
            elements = asyncGenerator(g -> {
                try {
                    for (int i = 0; i < 4; i++) {
                        await(sleep(MILLISECOND));
                        if (failure != null && i == 2) {
                            throw failure;
                        }
                        g.yield(i);
                    }
                } finally {
                    await(shield(Duration.ofSeconds(1), sleep(MILLISECOND.multipliedBy(3))));
                    isCleanedUp = true;
                }
            });
        }

        @Override
        public Awaitable<Integer> anext() {
            return elements.anext();
        }

        @Override
        public Awaitable<Void> aclose() {
            closes++;
            return elements.aclose();
        }
    }

    private enum Operator {
        MAP(1, sources -> sources[0].map(each -> await(later(each)))),
        FILTER(1, sources -> sources[0].filter(each -> await(later(true)))),
        TAKE(1, sources -> sources[0].take(3)),
        CHUNK(1, sources -> sources[0].chunk(1)),
        BUFFER(1, sources -> buffer(2, sources[0])),
        BUFFER_OF_ONE(1, sources -> buffer(1, sources[0])),
        MERGE(2, sources -> merge(sources)),
        CHAIN(
                2,
                sources -> merge(sources[0].map(each -> each), buffer(1, sources[1]))
                        .filter(each -> true)
                        .map(each -> await(later(each)))
                        .chunk(1)
                        .take(3));

        private final int sources;
        private final Function<Source[], AsyncGenerator<?, Void>> make;

        Operator(int sources, Function<Source[], AsyncGenerator<?, Void>> make) {
            this.sources = sources;
            this.make = make;
        }

        private static <T> Coroutine<T> later(T value) {
            return coroutine(() -> {
                await(sleep(MILLISECOND));
                return value;
            });
        }
    }

    private static final IOException FAILURE = new IOException("failure");

    private enum WayOut {
        THE_END {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return elements.forEach(each -> {});
            }
        },
        THE_SOURCE_FAILS {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return elements.forEach(each -> {});
            }
        },
        LEFT_EARLY {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return with(
                        closing(elements),
                        same -> assertThat(await(same.advance())).isTrue());
            }
        },
        CLOSED {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return coroutine(() -> {
                    await(elements.advance());
                    await(elements.aclose());
                });
            }
        },
        RAISED_INTO {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return coroutine(() -> {
                    await(elements.advance());
                    await(elements.araise(FAILURE));
                });
            }
        },
        THE_CONSUMER_FAILS {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return with(
                        closing(elements),
                        same -> await(same.forEach(each -> {
                            await(sleep(MILLISECOND));
                            throw FAILURE;
                        })));
            }
        },
        CANCELLED_IN_A_STEP {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return cancelled(Duration.ofNanos(2_500_000), elements, Duration.ZERO);
            }
        },
        CANCELLED_IN_THE_FIRST_STEP {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return cancelled(Duration.ofNanos(500_000), elements, Duration.ZERO);
            }
        },
        CANCELLED_BETWEEN_STEPS {
            @Override
            Coroutine<Void> take(AsyncGenerator<?, Void> elements) {
                return cancelled(Duration.ofMillis(50), elements, Duration.ofMillis(100));
            }
        };

        abstract Coroutine<Void> take(AsyncGenerator<?, Void> elements);

        private static Coroutine<Void> cancelled(
                Duration after, AsyncGenerator<?, Void> elements, Duration forEachElement) {
            return coroutine(() -> await(scope(s -> {
                s.start(with(closing(elements), same -> await(same.forEach(each -> await(sleep(forEachElement))))));
                await(sleep(after));
                s.cancel("enough");
            })));
        }
    }

    @TestFactory
    Stream<DynamicTest> closes_what_it_reads_from() {
        return Stream.of(Operator.values())
                .flatMap(operator -> Stream.of(WayOut.values())
                        .map(way -> DynamicTest.dynamicTest(operator + ": " + way, () -> check(operator, way))));
    }

    private void check(Operator operator, WayOut way) throws Exception {
        IOException failure = way == WayOut.THE_SOURCE_FAILS ? FAILURE : null;
        Source[] sources = Stream.generate(() -> new Source(failure))
                .limit(operator.sources)
                .toArray(Source[]::new);
        AsyncGenerator<?, Void> elements = operator.make.apply(sources);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        VirtualLoop.run(() -> {
            try {
                await(way.take(elements));
            } catch (IOException failed) {
                thrown.set(failed);
            }
            assertThat(SerialLoop.running().root().size())
                    .as("tasks, with this one")
                    .isEqualTo(1);
            assertThat(sources).allSatisfy(source -> {
                assertThat(source.closes).isEqualTo(1);
                assertThat(source.isCleanedUp).isTrue();
            });
        });
        boolean fails = List.of(WayOut.THE_SOURCE_FAILS, WayOut.RAISED_INTO, WayOut.THE_CONSUMER_FAILS)
                .contains(way);
        assertThat(thrown.get()).isSameAs(fails ? FAILURE : null);
        assertThat(reported.messages()).isEmpty();
    }
}
