package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a refusal tells of the thread that drives the coroutine. Each driver stands in the body until the refusal is
 * there.
 */
@Timeout(60)
class OtherDriverDetailsTest {
    private static final String HERE = OtherDriverDetailsTest.class.getName();

    private final CountDownLatch isRefused = new CountDownLatch(1);
    private final List<FutureTask<Void>> drivers = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        isRefused.countDown();
        for (FutureTask<Void> driver : drivers) {
            driver.get(1, TimeUnit.MINUTES);
        }
    }

    /** Where a body stops. */
    private final class Stop {
        private final CountDownLatch isInside = new CountDownLatch(1);

        void here() {
            isInside.countDown();
            uninterrupted(isRefused);
        }

        /** Has a thread drive a body to this stop. */
        void reachedBy(String thread, Runnable drive) {
            FutureTask<Void> driver = new FutureTask<>(() -> drive(drive), null);
            drivers.add(driver);
            new Thread(driver, thread).start();
            uninterrupted(isInside);
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void drive(Runnable drive) {
        drive.run();
    }

    /** The stacks are looked at for a small part of the time; other tests may have used that up. */
    private static String details(String expected, ThrowingCallable call) {
        String details;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        do {
            CoroutineStateException refusal = (CoroutineStateException) thrownBy(call);
            assertThat(refusal.reason()).isEqualTo(Reason.ALREADY_EXECUTING);
            details = refusal.details();
        } while (!details.contains(expected) && System.nanoTime() < end);
        return TraceText.withoutNumbers(details).replace(".java)", ".java:N)");
    }

    private static String place(String method) {
        return HERE + "." + method + "(OtherDriverDetailsTest.java:N)";
    }

    private static String inFrame(String frame, String method) {
        return HERE + "$" + method + "$" + frame + "1." + method + "(OtherDriverDetailsTest.java:N)";
    }

    private static Coroutine<Object> stopping(Stop stop) {
        return coroutine(() -> {
            Object sent = suspend("pause");
            stop.here();
            return sent;
        });
    }

    private static Coroutine<Object> awaiting(Coroutine<?> awaited) {
        return coroutine(() -> await(awaited));
    }

    @Test
    void thread_and_place_are_named() {
        Stop stop = new Stop();
        Coroutine<Object> task = started(stopping(stop));
        stop.reachedBy("worker-1", () -> task.step(null));

        String expected = "OtherDriverDetailsTest.stopping, running at " + inFrame("coroutine", "stopping")
                + "; driven by thread \"worker-1\", at " + place("lambda$thread_and_place_are_named");
        assertThat(details("worker-1", () -> task.send(null))).isEqualTo(expected);
        assertThat(details("worker-1", () -> task.raise(new IllegalStateException())))
                .isEqualTo(expected);
        assertThat(details("worker-1", task::close)).isEqualTo(expected);
        assertThat(details("worker-1", () -> awaiting(task).send(null))).isEqualTo(expected);
    }

    /** The body is still the plain call of its first step. */
    @Test
    void before_the_first_pause() {
        Stop stop = new Stop();
        Coroutine<Object> task = coroutine(() -> {
            stop.here();
            return suspend("pause");
        });
        stop.reachedBy("worker-1", () -> task.step(null));

        assertThat(details("worker-1", () -> task.send(null)))
                .isEqualTo("OtherDriverDetailsTest.before_the_first_pause, running at "
                        + inFrame("coroutine", "before_the_first_pause") + "; driven by thread \"worker-1\", at "
                        + place("lambda$before_the_first_pause"));
    }

    @Test
    void each_level_of_a_chain_tells_who_drives_it() {
        Stop stop = new Stop();
        Coroutine<Object> leaf = stopping(stop);
        Coroutine<Object> middle = awaiting(leaf);
        Coroutine<Object> root = started(awaiting(middle));
        stop.reachedBy("worker-1", () -> root.step(null));

        String driven =
                "; driven by thread \"worker-1\", at " + place("lambda$each_level_of_a_chain_tells_who_drives_it");
        assertThat(details("worker-1", () -> leaf.send(null))).endsWith(driven);
        String awaits = "OtherDriverDetailsTest.awaiting, which awaits at " + place("awaiting") + " in a running chain"
                + driven;
        assertThat(details("worker-1", () -> middle.send(null))).isEqualTo(awaits);
        assertThat(details("worker-1", () -> root.send(null))).isEqualTo(awaits);
    }

    @Test
    void several_threads_in_one_body_are_all_named() {
        Stop first = new Stop();
        Coroutine<Object> task = started(stopping(first));
        first.reachedBy("worker-1", () -> task.step(null));
        Stop second = new Stop();
        Coroutine<Object> other = started(stopping(second));
        second.reachedBy("worker-2", () -> other.step(null));

        String place = ", at " + place("lambda$several_threads_in_one_body_are_all_named");
        assertThat(details("worker", () -> task.send(null)))
                .startsWith("OtherDriverDetailsTest.stopping, running; its body begins at " + place("stopping")
                        + "; driven by one of 2 threads that run this body now: ")
                .contains("thread \"worker-1\"" + place, "thread \"worker-2\"" + place);
    }

    @Test
    void of_many_threads_three_are_named() {
        List<Coroutine<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Stop stop = new Stop();
            Coroutine<Object> task = started(stopping(stop));
            tasks.add(task);
            stop.reachedBy("worker-" + i, () -> task.step(null));
        }

        String details = details("worker", () -> tasks.get(0).send(null));
        assertThat(details).contains("driven by one of 5 threads").endsWith("; …");
        assertThat(details.split("thread \"worker-")).hasSize(4);
    }

    /** This thread is in a coroutine of the same body: it may be either. */
    @Test
    void this_thread_is_one_of_several() {
        Stop stop = new Stop();
        Coroutine<?>[] task = new Coroutine<?>[1];
        String[] details = new String[1];
        task[0] = started(calling(stop::here));
        stop.reachedBy("worker-1", () -> task[0].step(null));
        started(calling(() -> details[0] = details("worker-1", () -> task[0].send(null))))
                .step(null);

        assertThat(details[0])
                .contains("driven by one of 2 threads that run this body now: this thread, at "
                        + place("this_thread_is_one_of_several") + "; thread \"worker-1\", at "
                        + place("lambda$this_thread_is_one_of_several"));
    }

    private static Coroutine<Object> calling(Runnable call) {
        return coroutine(() -> {
            suspend("calling");
            call.run();
            return null;
        });
    }

    @Test
    void once_the_driver_has_left_nothing_is_refused() throws Exception {
        Stop stop = new Stop();
        Coroutine<Object> task = started(coroutine(() -> {
            suspend("pause");
            stop.here();
            return suspend("after");
        }));
        stop.reachedBy("worker-1", () -> assertThat(task.send(null)).isEqualTo("after"));
        assertThat(details("worker-1", () -> task.send(null))).contains("worker-1");
        end();
        assertThat(task.isSuspended()).isTrue();
        assertThat(task.step("end").toString()).isEqualTo("Returned[value=end]");
    }

    /** It is not woven, so that no class is its own; its method tells. */
    @Test
    void in_a_body_that_never_pauses() {
        Stop stop = new Stop();
        Coroutine<Void> task = coroutine(() -> stop.here());
        stop.reachedBy("worker-1", () -> task.step(null));

        assertThat(details("worker-1", () -> task.send(null)))
                .isEqualTo("OtherDriverDetailsTest.in_a_body_that_never_pauses, running at "
                        + place("in_a_body_that_never_pauses") + "; driven by thread \"worker-1\", at "
                        + place("lambda$in_a_body_that_never_pauses"));
        assertThat(textOf(task)).endsWith(", running, driven by thread \"worker-1\">");
    }

    /** Its code is a method that another thread calls for itself. */
    @Test
    void in_a_method_that_is_a_body() {
        Stop stop = new Stop();
        Coroutine<Void> task = coroutine(stop::here);
        new Thread(() -> uninterrupted(isRefused), "waiting").start();
        Stop other = new Stop();
        other.reachedBy("worker-2", other::here);
        stop.reachedBy("worker-1", () -> task.step(null));

        assertThat(details("worker-1", () -> task.send(null)))
                .startsWith("OtherDriverDetailsTest.Stop.here, running at ")
                .endsWith("; driven by thread \"worker-1\", at " + place("lambda$in_a_method_that_is_a_body"));
    }

    @Test
    void the_text_of_an_object_names_the_thread() {
        Stop stop = new Stop();
        Coroutine<Object> leaf = stopping(stop);
        Coroutine<Object> root = started(awaiting(leaf));
        stop.reachedBy("worker-1", () -> root.step(null));

        assertThat(textOf(root)).endsWith(", running, driven by thread \"worker-1\">");
        assertThat(textOf(leaf)).endsWith(", running, driven by thread \"worker-1\">");
    }

    /** As {@link #details}: the stacks are not looked at while other looks have used up the time for it. */
    private static String textOf(Object object) {
        String text;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        do {
            text = object.toString();
        } while (!text.contains("worker-1") && System.nanoTime() < end);
        return text;
    }

    @Test
    void the_text_that_a_body_sees_of_its_own_object_names_none() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        self[0] = coroutine(() -> self[0].toString());

        assertThat(self[0].step(null).toString()).endsWith(", running>]");
    }

    /** A foreign iterator is in no frame of a body. */
    @Test
    void within_a_foreign_iterator_it_is_another_thread() {
        Stop stop = new Stop();
        Coroutine<Object> task = coroutine(() -> await(() -> new AwaitIterator<Object>() {
            @Override
            public Object next() {
                return "pause";
            }

            @Override
            public Object send(Object value) {
                stop.here();
                return value;
            }
        }));
        task.send(null);
        stop.reachedBy("worker-1", () -> task.step("sent"));
        CoroutineStateException refusal = (CoroutineStateException) thrownBy(() -> task.send(null));
        assertThat(refusal.details())
                .contains("within_a_foreign_iterator_it_is_another_thread, which awaits at ")
                .endsWith("; driven by another thread");
    }

    @Test
    void of_a_generator() {
        Stop stop = new Stop();
        Generator<Object, Object, Void> items = items(stop);
        items.send(null);
        stop.reachedBy("worker-1", () -> items.hasNext());

        String expected = "OtherDriverDetailsTest.items, running at " + inFrame("generator", "items")
                + "; driven by thread \"worker-1\", at " + place("lambda$of_a_generator");
        assertThat(details("worker-1", items::next)).isEqualTo(expected);
        assertThat(details("worker-1", items::close)).isEqualTo(expected);
    }

    private static Generator<Object, Object, Void> items(Stop stop) {
        return generator(g -> {
            g.yield(1);
            stop.here();
        });
    }

    @Test
    void of_a_step_of_an_async_generator() {
        Stop stop = new Stop();
        AsyncGenerator<Object, Object> rows = rows(stop);
        AwaitIterator<Object> step = rows.anext().awaitIterator();
        step.next();
        stop.reachedBy("worker-1", () -> assertThat(step.next()).isEqualTo("last pause"));

        String driven = ", running at " + inFrame("asyncgenerator", "rows") + "; driven by thread \"worker-1\", at "
                + place("lambda$of_a_step_of_an_async_generator");
        assertThat(details("worker-1", step::next))
                .isEqualTo("the step anext()/asend() of OtherDriverDetailsTest.rows" + driven);
        CoroutineStateException other = (CoroutineStateException)
                thrownBy(() -> rows.anext().awaitIterator().next());
        assertThat(other).hasMessage("anext(): asynchronous generator is already running");
        assertThat(details("worker-1", () -> rows.anext().awaitIterator().next()))
                .isEqualTo("OtherDriverDetailsTest.rows" + driven
                        + "; a step that began before has not ended; await one step after the other");
    }

    private static AsyncGenerator<Object, Object> rows(Stop stop) {
        return asyncGenerator(g -> {
            suspend("pause");
            stop.here();
            suspend("last pause");
            g.yield(1);
        });
    }
}
