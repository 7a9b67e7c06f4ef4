package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Generator;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link Diagnostics#addDriver}: what a driver drove is closed by that one, if it takes it. */
@Timeout(120)
class ForgottenByDriversTest {
    private static final int ATTEMPTS = 500;

    /** Who drives on this thread. */
    private static final ThreadLocal<Driver> HERE = new ThreadLocal<>();

    private final BlockingQueue<Runnable> first = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> second = new LinkedBlockingQueue<>();
    private final List<Awaitable<Void>> closings = new ArrayList<>();
    private final List<Object> log = new ArrayList<>();
    private Forgetting forgetting;

    @BeforeAll
    static void add() throws InterruptedException {
        Forgetting.settle();
        Diagnostics.addDriver(HERE::get);
    }

    @BeforeEach
    void begin() throws InterruptedException {
        forgetting = new Forgetting();
    }

    @AfterEach
    void end() {
        HERE.remove();
        forgetting.close();
    }

    private Generator<Integer, Void, Void> cleaning(String name) {
        return generator(g -> {
            try {
                g.yield(1);
            } finally {
                log.add(name);
            }
        });
    }

    private AsyncGenerator<Integer, Void> awaiting() {
        return asyncGenerator(g -> {
            try {
                g.yield(1);
            } finally {
                log.add(await(coroutine(() -> suspend("on the way out"))));
            }
        });
    }

    private static Runnable next(BlockingQueue<Runnable> queue) throws InterruptedException {
        Runnable task = queue.poll();
        for (int i = 0; i < ATTEMPTS && task == null; i++) {
            System.gc();
            task = queue.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(task).as("what was noticed in " + ATTEMPTS + " collections").isNotNull();
        return task;
    }

    @Test
    void each_driver_closes_what_it_drove() throws Exception {
        HERE.set(new Driver(first::add, closings::add));
        cleaning("of the first").next();
        HERE.set(new Driver(second::add, closings::add));
        cleaning("of the second").next();
        HERE.remove();

        Runnable byFirst = next(first);
        Runnable bySecond = next(second);
        assertThat(log).isEmpty();
        byFirst.run();
        assertThat(log).containsExactly("of the first");
        bySecond.run();
        assertThat(log).containsExactly("of the first", "of the second");
    }

    /** Whoever drives it later, in mid-course. */
    @Test
    void it_belongs_to_who_drove_it_into_the_first_guarded_pause() throws Exception {
        HERE.set(new Driver(first::add, closings::add));
        startTwice();
        next(first).run();
        assertThat(log).containsExactly("moved");
        assertThat(second).isEmpty();
    }

    private void startTwice() {
        Generator<Integer, Void, Void> moved = generator(g -> {
            try {
                g.yield(1);
                g.yield(2);
            } finally {
                log.add("moved");
            }
        });
        moved.next();
        HERE.set(new Driver(second::add, closings::add));
        moved.next();
        HERE.remove();
    }

    @Test
    void the_driver_of_an_asynchronous_generator_drives_its_way_out() throws Exception {
        HERE.set(new Driver(first::add, closings::add));
        assertThat(awaiting().anext().awaitIterator()).satisfies(step -> {
            try {
                step.next();
            } catch (dev.pausa.StopIteration yielded) {
                log.add(yielded.value());
            }
        });
        HERE.remove();
        next(first).run();

        assertThat(closings).hasSize(1);
        var way = closings.get(0).awaitIterator();
        assertThat(way.next()).isEqualTo("on the way out");
        try {
            way.send("sent");
        } catch (dev.pausa.StopIteration closed) {
            log.add("closed");
        }
        assertThat(log).containsExactly(1, "sent", "closed");
        assertThat(forgetting.unraisable).isEmpty();
    }

    /**
     * A generator is forgotten together with the one that reads from it, and its turn comes while that one's way out is
     * just closing it. Which of the two is noticed first is the JVM's affair, so it is tried until it is the reader.
     */
    @Test
    void what_is_being_closed_by_its_reader_is_let_finish() throws Exception {
        boolean wasReaderFirst = false;
        for (int attempt = 0; attempt < ATTEMPTS && !wasReaderFirst; attempt++) {
            closings.clear();
            log.clear();
            HERE.set(new Driver(first::add, closings::add));
            readOnce();
            HERE.remove();
            List<Runnable> tasks = new ArrayList<>(List.of(next(first)));
            if (!Forgetting.isByPhantoms()) { // else the reader holds the other one until it has ended
                tasks.add(next(first));
            }
            tasks.remove(attempt % tasks.size()).run();
            AwaitIterator<Void> way = closings.get(0).awaitIterator();
            assertThat(way.next()).isEqualTo("on the way out");
            wasReaderFirst = log.contains("reader");
            tasks.forEach(Runnable::run);
            end(way, "sent");
            for (Awaitable<Void> other : closings.subList(1, closings.size())) {
                end(other.awaitIterator(), null);
            }
        }
        assertThat(wasReaderFirst).isTrue();
        assertThat(log).containsExactly("reader", "sent", "closed");
        assertThat(forgetting.unraisable).isEmpty();
    }

    private void readOnce() {
        AsyncGenerator<Integer, Void> source = awaiting();
        AsyncGenerator<Integer, Void> reader = asyncGenerator(g -> {
            try {
                await(source.advance());
                g.yield(1);
            } finally {
                log.add("reader");
                await(source.aclose());
                log.add("closed");
            }
        });
        end(reader.anext().awaitIterator(), null);
    }

    private static void end(AwaitIterator<?> way, Object sent) {
        try {
            assertThat(way.send(sent)).as("no end").isNull();
        } catch (dev.pausa.StopIteration ended) {
            assertThat(ended.value()).isIn(1, null);
        }
    }

    @Test
    void what_the_driver_refuses_is_closed_all_the_same() throws Exception {
        BlockingQueue<Object> closed = new LinkedBlockingQueue<>();
        HERE.set(new Driver(
                task -> {
                    throw new RejectedExecutionException("the loop is closed");
                },
                closings::add));
        Generator<Integer, Void, Void> refused = generator(g -> {
            try {
                g.yield(1);
            } finally {
                closed.add("closed");
            }
        });
        refused.next();
        refused = null;
        HERE.remove();
        for (int i = 0; i < ATTEMPTS && closed.isEmpty(); i++) {
            System.gc();
            forgetting.dropUnnoticed(() -> {});
        }
        assertThat(closed).containsExactly("closed");
    }

    /** As if there were no driver: the application's handler is next. */
    @Test
    void what_the_driver_does_not_drive_goes_to_the_application() throws Exception {
        HERE.set(new Driver(first::add, step -> {
            throw new RejectedExecutionException("the loop is closed");
        }));
        Diagnostics.setAsyncGeneratorCloser(closings::add);
        startAwaiting();
        HERE.remove();
        next(first).run();
        assertThat(closings).hasSize(1);
    }

    private void startAwaiting() {
        try {
            awaiting().anext().awaitIterator().next();
        } catch (dev.pausa.StopIteration yielded) {
            assertThat(yielded.value()).isEqualTo(1);
        }
    }

    @Test
    void a_question_that_fails_is_reported_and_the_drive_goes_on() {
        IllegalStateException failure = new IllegalStateException("no idea");
        ThreadLocal<Boolean> isFailing = ThreadLocal.withInitial(() -> false);
        Diagnostics.addDriver(() -> {
            if (isFailing.get()) {
                throw failure;
            }
            return null;
        });
        isFailing.set(true);
        try (Generator<Integer, Void, Void> driven = cleaning("closed")) {
            assertThat(driven.next()).isEqualTo(1);
        } finally {
            isFailing.remove();
        }
        assertThat(log).containsExactly("closed");
        assertThat(forgetting.unraisable).hasSize(1);
        assertThat(forgetting.unraisable.get(0).message())
                .isEqualTo("Exception ignored while asking who drives on this thread");
        assertThat(forgetting.unraisable.get(0).exception()).isSameAs(failure);
    }
}
