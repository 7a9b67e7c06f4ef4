package dev.pausa.vertx;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.async.Async.timeoutOr;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams as iterations and sinks. */
class StreamsTest extends VertxFixture {

    // -----------------------------------------------------------------------------------------------------------------
    // Reading
    // -----------------------------------------------------------------------------------------------------------------

    /** Gives what a test has it give, and notes what is done with it. */
    private static final class Numbers implements ReadStream<Integer> {
        final List<String> calls = new ArrayList<>();
        Handler<Integer> handler;
        Handler<Void> endHandler;
        Handler<Throwable> exceptionHandler;

        @Override
        public Numbers handler(Handler<Integer> to) {
            handler = to;
            return noted(to == null, "handler");
        }

        @Override
        public Numbers endHandler(Handler<Void> to) {
            endHandler = to;
            return noted(to == null, "endHandler");
        }

        @Override
        public Numbers exceptionHandler(Handler<Throwable> to) {
            exceptionHandler = to;
            return noted(to == null, "exceptionHandler");
        }

        private Numbers noted(boolean isTaken, String what) {
            calls.add((isTaken ? "no " : "") + what);
            return this;
        }

        @Override
        public Numbers pause() {
            return noted(false, "pause");
        }

        @Override
        public Numbers resume() {
            return noted(false, "resume");
        }

        @Override
        public Numbers fetch(long amount) {
            return noted(false, "fetch " + amount);
        }
    }

    private final Numbers numbers = new Numbers();

    private static Coroutine<List<Integer>> all(ReadStream<Integer> stream) {
        return coroutine(() -> {
            List<Integer> all = new ArrayList<>();
            await(items(stream).forEach(all::add));
            return all;
        });
    }

    @Test
    void items_are_fetched_one_by_one_as_they_are_awaited() throws Exception {
        List<Integer> all = Loop.run(() -> {
            var reading = Loop.current().start(all(numbers));
            await(Async.checkpoint());
            assertThat(numbers.calls).containsExactly("pause", "exceptionHandler", "endHandler", "handler", "fetch 1");
            numbers.handler.handle(1);
            await(Async.checkpoint());
            assertThat(numbers.calls).hasSize(6).endsWith("fetch 1");
            numbers.handler.handle(2);
            await(Async.checkpoint());
            numbers.endHandler.handle(null);
            return await(reading);
        });
        assertThat(all).containsExactly(1, 2);
        assertThat(numbers.calls).endsWith("no handler", "no endHandler", "no exceptionHandler");
    }

    @Test
    void nothing_happens_before_the_first_step() {
        assertThat(items(numbers).aclose()).isNotNull();
        assertThat(numbers.calls).isEmpty();
    }

    @Test
    void leaving_early_stops_reading_and_takes_the_handlers_away() throws Exception {
        Integer first = Loop.run(() -> {
            Integer[] got = {null};
            numbersOnFetch(5);
            await(with(closing(items(numbers)), number -> {
                await(number.advance());
                got[0] = number.current();
            }));
            return got[0];
        });
        assertThat(first).isEqualTo(5);
        assertThat(numbers.calls).endsWith("pause", "no handler", "no endHandler", "no exceptionHandler");
        assertThat(numbers.handler).isNull();
    }

    private void numbersOnFetch(int number) {
        Loop.current().start(coroutine(() -> {
            numbers.handler.handle(number);
        }));
    }

    @Test
    void a_cancel_stops_reading_too() {
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(1), all(numbers)))))
                .isInstanceOf(TimeoutException.class);
        assertThat(numbers.calls).endsWith("pause", "no handler", "no endHandler", "no exceptionHandler");
    }

    /** The step is taken back by a timeout, after the stream was asked. */
    @Test
    void an_item_that_comes_after_a_step_was_cancelled_is_kept_for_the_next_one() throws Exception {
        StreamReader<Integer> reader = new StreamReader<>(numbers);
        List<Integer> got = Loop.run(() -> {
            reader.takeOver();
            List<Integer> all = new ArrayList<>();
            all.add(await(timeoutOr(Duration.ofMillis(1), reader.next(), -1)));
            numbers.handler.handle(7);
            all.add(await(reader.next()));
            return all;
        });
        assertThat(got).containsExactly(-1, 7);
        assertThat(numbers.calls).containsOnlyOnce("fetch 1");
    }

    @Test
    void the_streams_failure_comes_out_as_it_is() {
        IOException failure = new IOException("connection reset");
        assertThatThrownBy(() -> Loop.run(() -> {
                    var reading = Loop.current().start(all(numbers));
                    await(Async.checkpoint());
                    numbers.exceptionHandler.handle(failure);
                    return await(reading);
                }))
                .isSameAs(failure);
    }

    @Test
    void a_file_is_read_to_its_end(@TempDir Path folder) throws Exception {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) content[i] = (byte) (i * 31);
        Path file = Files.write(folder.resolve("file"), content);
        Buffer read = run(coroutine(() -> {
            var stream = await(future(vertx.fileSystem().open(file.toString(), new OpenOptions())));
            Buffer all = Buffer.buffer();
            AsyncGenerator<Buffer, Void> part = items(stream);
            while (await(part.advance())) {
                all.appendBuffer(part.current());
            }
            await(future(stream.close()));
            return all;
        }));
        assertThat(read.getBytes()).isEqualTo(content);
    }

    @Test
    void a_file_that_was_closed_meanwhile_can_be_left(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[300_000]);
        int length = run(coroutine(() -> {
            var stream = await(future(vertx.fileSystem().open(file.toString(), new OpenOptions())));
            int[] first = {0};
            await(with(closing(items(stream)), part -> {
                await(part.advance());
                first[0] = part.current().length();
                await(future(stream.close()));
            }));
            return first[0];
        }));
        assertThat(length).isPositive();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Writing
    // -----------------------------------------------------------------------------------------------------------------

    /** Takes two items, then it is full until it is drained. */
    private static final class Pipe implements WriteStream<String> {
        final List<String> written = new ArrayList<>();
        int queued;
        Handler<Void> drained;
        Handler<Throwable> failed;
        final Promise<Void> ended = Promise.promise();

        @Override
        public Pipe exceptionHandler(Handler<Throwable> to) {
            failed = to;
            return this;
        }

        @Override
        public Future<Void> write(String item) {
            written.add(item);
            queued++;
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            return ended.future();
        }

        @Override
        public Pipe setWriteQueueMaxSize(int size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean writeQueueFull() {
            return queued >= 2;
        }

        @Override
        public Pipe drainHandler(Handler<Void> to) {
            drained = to;
            return this;
        }

        void drain() {
            queued = 0;
            drained.handle(null);
        }
    }

    private final Pipe pipe = new Pipe();

    private static Coroutine<Void> writeAll(Sink<String> sink, String... items) {
        return coroutine(() -> {
            for (String item : items) {
                await(sink.write(item));
            }
        });
    }

    @Test
    void a_write_waits_while_the_queue_is_full() throws Exception {
        Loop.run(() -> {
            var writing = Loop.current().start(writeAll(Sink.of(pipe), "a", "b", "c", "d", "e"));
            await(Async.checkpoint());
            assertThat(pipe.written).containsExactly("a", "b");
            pipe.drain();
            await(Async.checkpoint());
            assertThat(pipe.written).containsExactly("a", "b", "c", "d");
            pipe.drain();
            await(writing);
        });
        assertThat(pipe.written).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void several_tasks_write_in_the_order_in_which_they_began_to_wait() throws Exception {
        Sink<String> sink = Sink.of(pipe);
        Loop.run(() -> await(scope(scope -> {
            scope.start(writeAll(sink, "a", "b", "c"));
            scope.start(writeAll(sink, "d"));
            scope.start(writeAll(sink, "e"));
            await(Async.checkpoint());
            pipe.drain();
            await(Async.checkpoint());
            pipe.drain();
        })));
        assertThat(pipe.written).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_write_that_was_cancelled_while_it_waited_is_not_written() throws Exception {
        Sink<String> sink = Sink.of(pipe);
        String outcome = Loop.run(() -> {
            await(writeAll(sink, "a", "b"));
            try {
                await(timeout(Duration.ofMillis(1), sink.write("c")));
                return "written";
            } catch (TimeoutException late) {
                pipe.drain();
                await(sink.write("d"));
                return "cancelled";
            }
        });
        assertThat(outcome).isEqualTo("cancelled");
        assertThat(pipe.written).containsExactly("a", "b", "d");
    }

    @Test
    void a_failure_of_the_stream_ends_the_wait_and_all_later_writes() throws Exception {
        IOException failure = new IOException("broken pipe");
        Sink<String> sink = Sink.of(pipe);
        Loop.run(() -> {
            var writing = Loop.current().start(writeAll(sink, "a", "b", "c"));
            await(Async.checkpoint());
            pipe.failed.handle(failure);
            assertThat(await(writing.ended())).isEqualTo(new Outcome.Failed<>(failure));
        });
        assertThatThrownBy(() -> Loop.run(writeAll(sink, "d"))).isSameAs(failure);
        assertThat(pipe.written).containsExactly("a", "b");
    }

    @Test
    void ending_ends_the_wait_of_writes_and_refuses_later_ones() throws Exception {
        Sink<String> sink = Sink.of(pipe);
        Loop.run(() -> {
            var writing = Loop.current().start(writeAll(sink, "a", "b", "c"));
            await(Async.checkpoint());
            var ending = Loop.current().start(sink.end());
            assertThat(await(timeout(Duration.ofSeconds(30), writing.ended())))
                    .asString()
                    .contains("the stream was ended before this was written");
            pipe.drain();
            pipe.ended.complete();
            await(ending);
        });
        assertThatThrownBy(() -> Loop.run(writeAll(sink, "d"))).isInstanceOf(IllegalStateException.class);
        assertThat(pipe.written).containsExactly("a", "b");
    }

    @Test
    void ending_waits_until_all_is_written() throws Exception {
        Sink<String> sink = Sink.of(pipe);
        Loop.run(() -> {
            var ending = Loop.current().start(sink.end());
            await(Async.checkpoint());
            assertThat(ending.outcome()).isNull();
            pipe.ended.complete();
            await(ending);
        });
    }
}
