package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.now;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    /** Four tasks that wait for all sorts of things and for each other. */
    private static Coroutine<List<String>> program() {
        return coroutine("program", () -> {
            List<String> log = new ArrayList<>();
            Promise<String> promise = new Promise<>();
            await(scope(tasks -> {
                for (int i = 0; i < 3; i++) {
                    tasks.start("task " + i, task(i, promise, log));
                }
                tasks.start("last", coroutine(() -> {
                    await(sleep(Duration.ofMillis(2)));
                    promise.complete("go");
                    log.add("completed");
                }));
            }));
            return log;
        });
    }

    private static Coroutine<Void> task(int i, Promise<String> promise, List<String> log) {
        return coroutine(() -> {
            log.add(i + " begins");
            await(checkpoint());
            log.add(i + " after a checkpoint");
            await(sleep(Duration.ofMillis(i)));
            log.add(i + " after a sleep");
            log.add(i + " " + await(promise));
        });
    }

    @Test
    void the_order_without_a_seed_is_that_of_any_loop() throws Exception {
        assertThat(TestLoop.<List<String>>run(() -> await(program()))).isEqualTo(Loop.run(program()));
    }

    @Test
    void a_seed_gives_an_order() throws Exception {
        List<String> five = TestLoop.with().seed(5).run(() -> await(program()));
        assertThat(TestLoop.with().seed(5).<List<String>>run(() -> await(program())))
                .isEqualTo(five);
        assertThat(TestLoop.with().seed(6).<List<String>>run(() -> await(program())))
                .isNotEqualTo(five);
    }

    /** On all machines and JDKs: else a seed that failed there would not fail here. */
    @Test
    void a_seed_gives_the_same_order_in_each_jvm() throws Exception {
        assertThat(List.of(hash(Seed.fifo(5)), hash(Seed.walk(5)), hash(Seed.pct(5, 3, 20))))
                .containsExactly("1bde0d84dc5f3a91", "54627bae12b96bbd", "8f1f85dda74bc377");
    }

    private static String hash(Seed seed) throws InterruptedException {
        Trial trial = Trial.of(TestLoop.with(), seed, seed.order(), loop -> loop.drive(() -> await(program())));
        return Long.toHexString(Event.hash(trial.events()));
    }

    @Test
    void clock_random_numbers_and_ids_follow_from_the_seed() throws Exception {
        String five = TestLoop.with().seed(5).run(() -> await(sample()));
        assertThat(TestLoop.with().seed(5).<String>run(() -> await(sample()))).isEqualTo(five);
        assertThat(TestLoop.with().seed(6).<String>run(() -> await(sample()))).isNotEqualTo(five);
    }

    private static Coroutine<String> sample() {
        return coroutine(() -> {
            TestLoop loop = TestLoop.current();
            await(sleep(Duration.ofMillis(loop.random().nextInt(1000))));
            assertThat(loop.clock().instant()).isEqualTo(now());
            UUID id = loop.newId();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(loop.newId()).isNotEqualTo(id);
            return now() + " " + id;
        });
    }

    @Test
    void outside_of_a_test_loop_there_is_no_current_one() {
        assertThatThrownBy(TestLoop::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not running a test loop");
    }

    @Test
    void what_follows_from_the_seed_is_the_same_twice() {
        assertThatCode(() -> TestLoop.with().twice().explore(100, () -> await(program())))
                .doesNotThrowAnyException();
    }

    @Test
    @Rule("T1")
    void what_does_not_is_reported_with_the_event_where_runs_part() {
        AtomicInteger left = new AtomicInteger(); // state that the run before has left
        assertThatThrownBy(() -> TestLoop.with().seed(3).twice().run(() -> {
                    await(scope(tasks -> {
                        tasks.start("odd", checkpoints(1));
                        tasks.start("even", checkpoints(left.incrementAndGet()));
                    }));
                }))
                .isInstanceOf(DivergenceError.class)
                .hasMessageMatching(
                        "two runs with the seed 3 differ \\(event hashes [0-9a-f]+ and [0-9a-f]+\\), at event \\d+:"
                                + " first '.*', then 'wait even dev.pausa.async.Checkpoint', after '.*'\\. Either .*");
    }

    private static Coroutine<Void> checkpoints(int number) {
        return coroutine(() -> {
            for (int i = 0; i < number; i++) {
                await(checkpoint());
            }
        });
    }

    @Test
    @Rule("T1")
    void identities_are_no_part_of_what_is_compared() {
        assertThatCode(() -> TestLoop.with().seed(3).twice().run(() -> {
                    Object fresh = new Object();
                    await(dev.pausa.async.Async.blocking(() -> fresh)); // described by the class of its lambda
                    await(scope(tasks -> tasks.start(coroutine(() -> fresh))));
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void a_run_that_does_not_end_is_an_error() {
        assertThatThrownBy(() -> TestLoop.with().limit(1000).run(() -> {
                    while (true) {
                        await(checkpoint());
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the run has not ended after 1000 resumes");
    }
}
