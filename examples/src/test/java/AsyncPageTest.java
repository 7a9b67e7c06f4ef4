import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.async.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.*;
import dev.pausa.async.*;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/async.md shows is what is compiled and run, and what it names is there. */
class AsyncPageTest {
    static Coroutine<String> translated(String word) {
        return coroutine(() -> word.equals("hello") ? "salve" : word);
    }

    static Awaitable<String> greet(String name) {
        return scopeReturning(scope -> {
            var hello = scope.start(translated("hello")); // runs beside this block, and never longer
            await(sleep(Duration.ofMillis(1)));
            return await(hello) + ", " + name;
        });
    }

    static Awaitable<Integer> totalLength(List<String> words) {
        Channel<String> channel = Channel.bounded(2);
        return scopeReturning(scope -> {
            scope.start(channel.closeAfter(coroutine(() -> {
                for (String word : words) await(channel.send(word));
            })));
            int[] total = {0};
            await(channel.forEach(word -> total[0] += word.length()));
            return total[0];
        });
    }

    static CompletionStage<Integer> length(Loop loop, Supplier<CompletionStage<String>> fetch) {
        Task<Integer> task = loop.start(coroutine(() -> await(fetch.get()).length()));
        return task.toStage();
    }

    static Coroutine<Integer> parsed(String line) {
        return coroutine(() -> {
            await(checkpoint());
            return Integer.valueOf(line);
        });
    }

    static Coroutine<Void> load(AsyncGenerator<String, Void> lines, Channel<List<Integer>> batches) {
        var numbers = lines.filter(line -> !line.isBlank()).map(line -> await(parsed(line))); // a block may await
        return with(
                closing(buffer(16, numbers.chunk(100))),
                chunks -> { // reads and parses ahead
                    await(chunks.forEach(chunk -> await(batches.send(chunk))));
                }); // lines is closed here, also if a send fails
    }

    @Test
    void a_pipeline_closes_what_it_reads_from() throws Exception {
        Channel<List<Integer>> batches = Channel.unbounded();
        AsyncGenerator<String, Void> lines = asyncGenerator(g -> {
            for (int i = 0; i < 150; i++) {
                g.yield(i % 2 == 0 ? "" + i : " ");
            }
        });
        Loop.run(() -> await(load(lines, batches)));
        assertThat(batches.tryReceive()).hasSize(75).startsWith(0, 2, 4);
        assertThat(batches.tryReceive()).isNull();
        batches.close();
        AsyncGenerator<String, Void> endless = asyncGenerator(g -> {
            while (true) {
                g.yield("1");
            }
        });
        assertThatThrownBy(() -> Loop.run(() -> await(load(endless, batches))))
                .isInstanceOf(ChannelClosedException.class);
        assertThat(endless.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void the_examples_work() throws Exception {
        assertThat(Loop.run(() -> await(greet("munde")))).isEqualTo("salve, munde");
        assertThat(Loop.run(() -> await(totalLength(List.of("a", "bc", "", "def", "g")))))
                .isEqualTo(7);
        CompletableFuture<String> text = new CompletableFuture<>();
        try (Loop loop = Loop.onThread("page")) {
            CompletableFuture<Integer> length = length(loop, () -> text).toCompletableFuture();
            text.complete("four");
            assertThat(length.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    static Stream<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_here(String block) throws IOException {
        assertThat(Files.readString(Path.of("src/test/java/AsyncPageTest.java")).replace("\n    ", "\n"))
                .contains(block);
    }

    /** The names in the right columns of the tables, as in {@code `scope(s -> …)`}. */
    static List<String> names() throws IOException {
        List<String> rows = page().lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(line.indexOf('|', 1)))
                .toList();
        return rows.stream()
                .flatMap(row ->
                        Pattern.compile("`[^`]*?(\\w+)\\([^`]*`").matcher(row).results())
                .map((MatchResult call) -> call.group(1))
                .distinct()
                .toList();
    }

    @Test
    void what_the_tables_call_is_there() throws IOException {
        List<Class<?>> api = List.of(
                Async.class,
                Loop.class,
                Task.class,
                TaskScope.class,
                Channel.class,
                AsyncSemaphore.class,
                Promise.class,
                Coroutine.class,
                AsyncResource.class,
                AsyncIterable.class,
                Publishers.class);
        List<String> methods = Stream.concat(
                        api.stream()
                                .flatMap(type -> Stream.of(type.getMethods()))
                                .map(method -> method.getName()),
                        Stream.of("AsyncSemaphore", "f", "work", "call"))
                .toList();
        assertThat(names()).hasSizeGreaterThan(20).isSubsetOf(methods);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/async.md"));
    }
}
