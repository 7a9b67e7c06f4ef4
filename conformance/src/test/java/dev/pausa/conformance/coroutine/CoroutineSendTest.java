package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertJustStarted;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures.ClosableIterator;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 2.1, rows CO-031 to CO-052: {@code send}. */
class CoroutineSendTest {

    /** A value for a coroutine that has not started is refused; it is untouched and can still be started. */
    @Test
    void co_031_a_first_value_other_than_null_is_refused() {
        Coroutine<Object> c = coroutine(() -> suspend(1));

        assertJustStarted(() -> c.send("spam"));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
        assertThat(c.send(null)).isEqualTo(1);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
    }

    /** {@code send} takes exactly one value; the compiler refuses anything else. */
    @Test
    void co_032_send_takes_exactly_one_argument() {
        assertThat(Arrays.stream(Coroutine.class.getMethods())
                        .filter(method -> method.getName().equals("send")))
                .singleElement()
                .extracting(Method::getParameterTypes)
                .isEqualTo(new Class<?>[] {Object.class});
    }

    /** A sent value is what the suspension gives. */
    @Test
    void co_033_a_sent_value_is_the_value_of_the_suspension() {
        Coroutine<Object> bare = coroutine(() -> List.of("got", suspend(1)));
        assertThat(bare.send(null)).isEqualTo(1);
        assertStop(() -> bare.send("x"), List.of("got", "x"));
        assertThat(stateOf(bare)).isEqualTo(CoroutineState.CLOSED);

        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> outer = coroutine(() -> List.of("got", await(inner)));
        assertThat(outer.send(null)).isEqualTo(1);
        assertStop(() -> outer.send("x"), List.of("got", "x"));
        assertThat(stateOf(outer)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Through three levels the innermost gets the sent value, and both ways pass the very same object. */
    @Test
    void co_034_values_pass_through_all_levels_unchanged() {
        Object out = new Object();
        Object in = new Object();
        Coroutine<Object> a = coroutine(() -> suspend(out));
        Coroutine<Object> b = coroutine(() -> await(a));
        Coroutine<Object> c = coroutine(() -> await(b));

        assertThat(c.send(null)).isSameAs(out);
        assertThat(stopValue(() -> c.send(in))).isSameAs(in);
    }

    /** Null sent to a plain iterator is {@code next()}. */
    @Test
    void co_035_null_to_a_plain_iterator_is_next() {
        var iterator = new PlainIterator(1, 2).returning("R");
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = coroutine(() -> await(awaitable));

        assertThat(c.send(null)).isEqualTo(1);
        assertThat(c.send(null)).isEqualTo(2);
        assertStop(() -> c.send(null), "R");
        assertThat(iterator.calls).containsExactly("next", "next", "next");
    }

    static Stream<Arguments> iteratorsWithoutSend() {
        AwaitIterator<Object> named = new PlainIterator(1, 2);
        AwaitIterator<Object> lambda = () -> 1;
        AwaitIterator<Object> anonymous = new AwaitIterator<>() {
            @Override
            public Object next() {
                return 1;
            }
        };
        String anonymousName =
                anonymous.getClass().getName().replaceAll("^.*\\.", "").replace('$', '.');
        return Stream.of(
                Arguments.of(named, "'CoroutineFixtures.PlainIterator' object has no attribute 'send'"),
                Arguments.of(lambda, "'CoroutineSendTest.<lambda>' object has no attribute 'send'"),
                Arguments.of(anonymous, "'" + anonymousName + "' object has no attribute 'send'"));
    }

    /** A value sent to an iterator that takes none raises "no attribute 'send'" in the body, which ends by it. */
    @ParameterizedTest
    @MethodSource("iteratorsWithoutSend")
    void co_036_a_value_for_a_plain_iterator_ends_the_coroutine(AwaitIterator<Object> iterator, String message) {
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));

        assertThat(thrownBy(() -> c.send("x")))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessage(message)
                .hasNoCause();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** The body can catch that; the iterator is left where it was, and not closed. */
    @Test
    void co_037_the_body_can_catch_that_a_plain_iterator_takes_no_value() {
        var iterator = new ClosableIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (UnsupportedOperationException e) {
                return "caught " + e.getMessage();
            }
        }));

        assertStop(() -> c.send("x"), "caught 'CoroutineFixtures.ClosableIterator' object has no attribute 'send'");
        assertThat(iterator.values).containsExactly(2);
        assertThat(iterator.calls).containsExactly("next");
    }

    /** An iterator with both methods gets {@code next()} for null and {@code send(v)} for a value, never send(null). */
    @Test
    void co_038_null_is_next_and_a_value_is_send() {
        var iterator = new PlainIterator(1, 2, 3) {
            @Override
            public Object send(Object value) {
                calls.add("send(" + value + ")");
                return "sent";
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = coroutine(() -> await(awaitable));

        assertThat(c.send(null)).isEqualTo(1);
        assertThat(c.send(null)).isEqualTo(2);
        assertThat(c.send("x")).isEqualTo("sent");
        assertThat(c.send(null)).isEqualTo(3);
        assertThat(iterator.calls).containsExactly("next", "next", "send(x)", "next");
    }

    /** A StopIteration out of the iterator's {@code send} ends the await with its value. */
    @Test
    void co_039_stop_iteration_from_send_ends_the_await() {
        var iterator = new PlainIterator(1) {
            @Override
            public Object send(Object value) {
                throw new StopIteration(7);
            }
        };
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> List.of("res", await(awaitable))));

        assertStop(() -> c.send("x"), List.of("res", 7));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A body that returns nothing, or null, ends with an empty StopIteration. */
    @Test
    void co_040_a_body_without_a_result_ends_with_null() {
        Coroutine<Void> empty = coroutine(() -> {});
        Coroutine<Object> returnsNull = coroutine(() -> null);
        Coroutine<Void> fallsOff = coroutine(() -> {
            suspend(1);
        });
        fallsOff.send(null);

        for (Coroutine<?> c : List.of(empty, returnsNull, fallsOff)) {
            Throwable end = thrownBy(() -> c.send(null));
            assertThat(end)
                    .isExactlyInstanceOf(StopIteration.class)
                    .hasMessage(null)
                    .hasNoCause();
            assertThat(((StopIteration) end).value()).isNull();
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        }
    }

    /** A body that returns 10 ends with StopIteration(10), whether it paused or not. */
    @Test
    void co_041_the_result_is_the_value_of_the_stop_iteration() {
        Coroutine<Integer> atOnce = coroutine(() -> 10);
        assertStop(() -> atOnce.send(null), 10);

        Coroutine<Integer> later = started(coroutine(() -> {
            suspend(1);
            return 10;
        }));
        assertStop(() -> later.send(null), 10);
    }

    /** A returned list or array is one value, and stays the same object. */
    @Test
    void co_042_a_returned_tuple_is_one_value() {
        List<Integer> list = List.of(1, 2);
        Object[] array = {1, 2};

        assertThat(stopValue(() -> coroutine(() -> list).send(null))).isSameAs(list);
        assertThat(stopValue(() -> coroutine(() -> array).send(null))).isSameAs(array);
    }

    /** A returned exception is a value and is not thrown, even if it is a StopIteration; also through an await. */
    @Test
    void co_043_a_returned_exception_is_a_value() {
        for (Exception returned : List.of(new IOException("x"), new StopIteration(10))) {
            Coroutine<Exception> c = coroutine(() -> returned);
            assertThat(stopValue(() -> c.send(null))).isSameAs(returned);

            Coroutine<Exception> paused = coroutine(() -> {
                suspend(1);
                return returned;
            });
            Coroutine<Exception> outer = started(coroutine(() -> await(paused)));
            assertThat(stopValue(() -> outer.send(null))).isSameAs(returned);

            Coroutine<Exception> inner = coroutine(() -> returned);
            Coroutine<Exception> direct = coroutine(() -> await(inner));
            assertThat(stopValue(() -> direct.send(null))).isSameAs(returned);
        }
    }

    static Stream<Throwable> thrownByBodies() {
        return Stream.of(new IllegalArgumentException("boom"), new IOException("checked"), new AssertionError("error"));
    }

    /** What a body throws comes out as the same object, and the coroutine is CLOSED. */
    @ParameterizedTest
    @MethodSource("thrownByBodies")
    void co_044_the_bodys_exception_comes_out_as_it_is(Throwable boom) {
        Coroutine<Object> atOnce = coroutine(() -> {
            throw asException(boom);
        });
        Coroutine<Object> later = started(coroutine(() -> {
            suspend(1);
            throw asException(boom);
        }));
        Coroutine<Object> inner = coroutine(() -> {
            suspend(1);
            throw asException(boom);
        });
        Coroutine<Object> outer = started(coroutine(() -> await(inner)));

        for (Coroutine<?> c : List.of(atOnce, later, outer)) {
            assertThat(thrownBy(() -> c.send(null))).isSameAs(boom).hasNoCause().hasNoSuppressedExceptions();
            assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
            assertAlreadyAwaited(() -> c.send(null));
        }
    }

    private static Exception asException(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }

    /** A coroutine that has returned refuses every send; it does not end again as a generator does. */
    @Test
    void co_046_send_on_a_finished_coroutine_is_refused() {
        Coroutine<Integer> c = coroutine(() -> 1);

        assertStop(() -> c.send(null), 1);
        assertAlreadyAwaited(() -> c.send(null));
        assertAlreadyAwaited(() -> c.send("x"));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** A coroutine that has thrown does not remember what: a second send is refused. */
    @Test
    void co_048_the_exception_is_not_remembered() {
        int zero = 0;
        Coroutine<Object> c = coroutine(() -> 1 / zero);

        assertThat(thrownBy(() -> c.send(null))).isInstanceOf(ArithmeticException.class);
        assertAlreadyAwaited(() -> c.send(null));
    }

    /** A body that drives itself is refused, and its run goes on undisturbed. */
    @Test
    void co_049_a_running_coroutine_refuses_to_be_driven_from_inside() {
        var self = new AtomicReference<Coroutine<?>>();
        Coroutine<String> c = coroutine(() -> {
            assertAlreadyExecuting(() -> self.get().send(null));
            assertAlreadyExecuting(() -> self.get().send("x"));
            Object got = suspend(1);
            assertAlreadyExecuting(() -> self.get().send(null));
            assertAlreadyExecuting(() -> self.get().send("x"));
            return "ok " + got;
        });
        self.set(c);

        assertThat(c.send(null)).isEqualTo(1);
        assertStop(() -> c.send("then"), "ok then");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Two threads' meeting point inside a body. */
    private static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Called by the body: tells the other side that it is inside, and stays there until released. */
        int pass() throws InterruptedException {
            entered.countDown();
            assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
            return 1;
        }
    }

    /** While one thread runs it, in its first run, after a pause or further down, another thread is refused. */
    @Test
    @Timeout(120)
    void co_050_a_second_thread_is_refused_while_one_drives() throws Exception {
        var first = new Gate();
        assertSecondThreadIsRefused(first, coroutine(first::pass));

        var resumed = new Gate();
        assertSecondThreadIsRefused(resumed, started(coroutine(() -> {
            suspend("pause");
            return resumed.pass();
        })));

        var below = new Gate();
        Coroutine<Integer> inner = coroutine(() -> {
            suspend("pause");
            return below.pass();
        });
        assertSecondThreadIsRefused(below, started(coroutine(() -> await(inner))));
    }

    private static void assertSecondThreadIsRefused(Gate gate, Coroutine<Integer> c) throws Exception {
        var driver = new FutureTask<>(() -> stopValue(() -> c.send(null)));
        new Thread(driver, "driver").start();
        try {
            assertThat(gate.entered.await(1, TimeUnit.MINUTES)).isTrue();
            assertAlreadyExecuting(() -> c.send(null));
            assertThat(stateOf(c)).isEqualTo(CoroutineState.RUNNING);
        } finally {
            gate.released.countDown();
        }
        assertThat(driver.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** Control returns to whoever resumed it last: another caller, and also another thread. */
    @Test
    @Timeout(120)
    void co_051_another_caller_may_resume_it() throws Exception {
        Coroutine<Object> c = started(coroutine(() -> {
            Object a = suspend(1);
            Object b = suspend(2);
            Object d = suspend(3);
            return List.of(a, b, d);
        }));

        assertThat(resumeElsewhere(c, "A")).isEqualTo(2);
        var otherThread = new FutureTask<>(() -> resumeElsewhere(c, "B"));
        new Thread(otherThread, "other").start();
        assertThat(otherThread.get(1, TimeUnit.MINUTES)).isEqualTo(3);
        assertStop(() -> c.send("C"), List.of("A", "B", "C"));
    }

    private static Object resumeElsewhere(Coroutine<?> c, Object value) {
        return c.send(value);
    }

    /** Checks come in this order: a first value that is not null, then running, then closed. */
    @Test
    void co_052_send_checks_just_started_then_running_then_closed() {
        Coroutine<Integer> c = coroutine(() -> 1);
        assertJustStarted(() -> c.send(1));
        c.close();
        assertAlreadyAwaited(() -> c.send(1));

        var self = new AtomicReference<Coroutine<?>>();
        var log = new ArrayList<String>();
        Coroutine<Void> running = coroutine(() -> {
            assertAlreadyExecuting(() -> self.get().send(1));
            log.add("ran");
        });
        self.set(running);
        assertStop(() -> running.send(null), null);
        assertThat(log).containsExactly("ran");
    }
}
