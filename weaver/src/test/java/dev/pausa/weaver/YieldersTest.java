package dev.pausa.weaver;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.AsyncGenerator;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A yielder works in the body that got it, and nowhere else; a refused yield leaves its generator as it was. */
class YieldersTest {
    private static final String REST = ": only the lambda or run method that got this yielder as its argument can yield"
            + " through it, not a method that it calls, a lambda inside it, or another body; ";

    private static final String REMEDY = "make this code a generator of its own and give it to yieldFrom, or pass a"
            + " collection, iterator or stream to yieldAll";

    private static final String ASYNC_REMEDY =
            "make this code an asynchronous generator of its own, and yield what it gives in a loop";

    private static final Generator.Body<Object, Object> EMPTY = g -> g.yield(1);

    private static Generator.Yielder<Object, Object> leaked;

    private static void helper(Generator.Yielder<Object, Object> g) {
        g.yield(1);
    }

    private static void helper(AsyncGenerator.AsyncYielder<Object, Object> g) {
        g.yield(1);
    }

    /** A yielder whose generator is paused at its first yield. */
    private static Generator.Yielder<Object, Object> ofAnother() {
        generator((Generator.Yielder<Object, Object> g) -> {
                    leaked = g;
                    g.yield("first");
                })
                .next();
        return leaked;
    }

    /** Written by a user, though nobody should. */
    private static final class Foreign implements Generator.Yielder<Object, Object> {
        @Override
        public Object yield(Object value) {
            throw new AssertionError();
        }

        @Override
        public <T> T yieldFrom(Generator<?, ? super Object, ? extends T> inner) {
            throw new AssertionError();
        }

        @Override
        public void yieldAll(Generator<?, ?, ?> values) {
            throw new AssertionError();
        }

        @Override
        public void yieldAll(Iterable<?> values) {
            throw new AssertionError();
        }

        @Override
        public void yieldAll(Iterator<?> values) {
            throw new AssertionError();
        }

        @Override
        public void yieldAll(Stream<?> values) {
            throw new AssertionError();
        }
    }

    /** A body that yields where it must not, and the operation that the error names. */
    private record Misuse(String name, String operation, Generator.Body<Object, Object> body) {}

    private static List<Misuse> misuses() {
        return List.of(
                new Misuse("in a helper", "yield", g -> helper(g)),
                new Misuse("in an anonymous class", "yield", g -> {
                    Consumer<Object> consumer = new Consumer<>() {
                        @Override
                        public void accept(Object value) {
                            g.yield(value);
                        }
                    };
                    consumer.accept(1);
                }),
                new Misuse("by a method reference", "yield", g -> List.of(1).forEach(g::yield)),
                new Misuse("delegating in a local class", "yieldFrom", g -> {
                    class Local {
                        void all() {
                            g.yieldFrom(generator(EMPTY));
                        }
                    }
                    new Local().all();
                }),
                new Misuse("in a local class", "yieldAll", g -> {
                    class Local {
                        void all() {
                            g.yieldAll(List.of(1));
                        }
                    }
                    new Local().all();
                }),
                new Misuse("all of a generator", "yieldAll", g -> {
                    class Local {
                        void all() {
                            g.yieldAll(generator(EMPTY));
                        }
                    }
                    new Local().all();
                }),
                new Misuse("all of an iterator", "yieldAll", g -> {
                    class Local {
                        void all() {
                            g.yieldAll(List.of(1).iterator());
                        }
                    }
                    new Local().all();
                }),
                new Misuse("all of a stream", "yieldAll", g -> {
                    class Local {
                        void all() {
                            g.yieldAll(Stream.of(1));
                        }
                    }
                    new Local().all();
                }),
                new Misuse(
                        "in a coroutine",
                        "yield",
                        g -> coroutine(() -> g.yield(1)).send(null)),
                new Misuse("in an inner generator", "yield", g -> g.yieldFrom(generator(h -> g.yield(1)))),
                new Misuse(
                        "delegating in an inner generator",
                        "yieldFrom",
                        g -> g.yieldFrom(generator(h -> g.yieldFrom(generator(EMPTY))))),
                new Misuse("by another's yielder", "yield", g -> {
                    g = ofAnother();
                    g.yield(1);
                }),
                new Misuse("by another's yielder, sometimes", "yieldAll", g -> {
                    var other = ofAnother();
                    for (var one : List.of(other, g)) {
                        one.yieldAll(List.of(1));
                    }
                }),
                new Misuse("by a yielder of the user's own", "yield", g -> {
                    Generator.Yielder<Object, Object> foreign = new Foreign();
                    g = foreign;
                    g.yield(1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aYieldElsewhereIsRefused() {
        return misuses().stream()
                .map(misuse -> DynamicTest.dynamicTest(misuse.name, () -> {
                    CoroutineStateException error = catchThrowableOfType(
                            CoroutineStateException.class,
                            () -> generator(misuse.body).next());
                    assertThat(error.reason()).isEqualTo(Reason.NOT_IN_BODY);
                    assertThat(error.getMessage())
                            .startsWith(misuse.operation + " outside a generator's own body, at "
                                    + YieldersTest.class.getName())
                            .contains("(YieldersTest.java:")
                            .endsWith(")" + REST + REMEDY);
                }));
    }

    @Test
    void theErrorNamesThePlaceOfTheYield() {
        Throwable error = catchThrowable(() ->
                generator((Generator.Yielder<Object, Object> g) -> helper(g)).next());
        StackTraceElement place = Arrays.stream(error.getStackTrace())
                .filter(element -> element.getClassName().equals(YieldersTest.class.getName()))
                .findFirst()
                .orElseThrow();
        assertThat(place.getMethodName()).isEqualTo("helper");
        assertThat(error).hasMessageStartingWith("yield outside a generator's own body, at " + place + ": only");
    }

    @Test
    void aRefusedYieldLeavesBothGeneratorsAsTheyWere() {
        Generator<Object, Object, Object> other = generatorReturning(g -> {
            leaked = g;
            return g.yield("first") + "" + g.yield("second");
        });
        other.next();
        Generator<Object, Object, Object> generator = generatorReturning(g -> {
            try {
                leaked.yield("not mine");
            } catch (CoroutineStateException refused) {
                return g.yield("caught " + refused.reason());
            }
            return "not refused";
        });
        assertThat(generator.next()).isEqualTo("caught NOT_IN_BODY");
        assertThat(other.send("a")).isEqualTo("second");
        assertThatThrownBy(() -> other.send("b"))
                .isInstanceOfSatisfying(
                        StopIteration.class, end -> assertThat(end.value()).isEqualTo("ab"));
        assertThatThrownBy(() -> generator.send("sent"))
                .isInstanceOfSatisfying(
                        StopIteration.class, end -> assertThat(end.value()).isEqualTo("sent"));
    }

    @Test
    void aYielderIsOfNoUseAfterTheEnd() {
        Generator<Object, Object, Void> generator = generator(g -> leaked = g);
        assertThat(generator.hasNext()).isFalse();
        assertThatThrownBy(() -> leaked.yield(1)).hasMessageStartingWith("yield outside a generator's own body, at ");
        Generator<Object, Object, Void> woven = generator(g -> {
            leaked = g;
            g.yield(1);
        });
        woven.next();
        woven.close();
        assertThatThrownBy(() -> leaked.yieldAll(List.of()))
                .hasMessageStartingWith("yieldAll outside a generator's own");
        assertThat(woven.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void theYielderOfAnotherGeneratorOfTheSameBody() {
        Generator<Object, Object, Void> first = taking(true);
        first.next();
        Generator<Object, Object, Void> second = taking(false);
        assertThat(catchThrowable(second::next))
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_IN_BODY));
        assertThat(first.isSuspended()).isTrue();
    }

    private static Generator<Object, Object, Void> taking(boolean isFirst) {
        return generator(g -> {
            leaked = isFirst ? g : leaked;
            leaked.yield(1);
        });
    }

    @Test
    void anAsynchronousYielderElsewhere() {
        List<AsyncGenerator.Body<Object, Object>> bodies = List.of(
                g -> helper(g),
                g -> List.of(1).forEach(g::yield),
                g -> await(coroutine(() -> g.yield(1))),
                g -> await(asyncGenerator(h -> g.yield(1)).anext()),
                g -> generator((Generator.Yielder<Object, Object> h) -> h.yield(g.yield(1)))
                        .next());
        for (AsyncGenerator.Body<Object, Object> body : bodies) {
            CoroutineStateException error = catchThrowableOfType(
                    CoroutineStateException.class,
                    () -> asyncGenerator(body).anext().awaitIterator().next());
            assertThat(error.reason()).isEqualTo(Reason.NOT_IN_BODY);
            assertThat(error.getMessage())
                    .startsWith("yield outside an async generator's own body, at " + YieldersTest.class.getName())
                    .endsWith(")" + REST + ASYNC_REMEDY);
        }
    }

    @Test
    void aNullYielder() {
        Generator<Object, Object, Void> generator = generator(g -> {
            g = null;
            g.yield(1);
        });
        assertThatThrownBy(generator::next)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the yielder is null");
    }
}
