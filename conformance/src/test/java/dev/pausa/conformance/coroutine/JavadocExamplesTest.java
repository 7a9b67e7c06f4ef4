package dev.pausa.conformance.coroutine;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.*;
import dev.pausa.flow.*;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples in the Javadoc of the core and of the drivers, compiled and asserted. Each stands here, or in another
 * class whose name ends with this one's, line by line as it stands there; the last test of this class checks that none
 * is missing.
 */
class JavadocExamplesTest {

    // Coroutine: making two that await

    static Coroutine<Integer> add(Awaitable<Integer> a, Awaitable<Integer> b) {
        return coroutine(() -> await(a) + await(b));
    }

    static Coroutine<Integer> ask(String question) {
        return coroutine(() -> (Integer) suspend(question));
    }

    @Test
    void coroutine_drives_a_chain() {
        var sum = add(ask("first?"), ask("second?"));
        Object first = sum.send(null); // "first?"
        Object second = sum.send(20); // "second?"
        Step<Integer> last = sum.step(22); // Returned[value=42]
        assertThat(first).isEqualTo("first?");
        assertThat(second).isEqualTo("second?");
        assertThat(last).isEqualTo(new Step.Returned<>(42)).hasToString("Returned[value=42]");
    }

    private final List<Object> seen = new ArrayList<>();

    private void report(IOException io) {
        seen.add(io);
    }

    @Test
    void coroutine_catches_a_checked_exception() {
        IOException failure = new IOException("disk");
        Coroutine<Void> coroutine = coroutine(() -> {
            throw failure;
        });
        try {
            coroutine.send(null);
        } catch (Exception e) {
            if (e instanceof IOException io) report(io);
            else throw e;
        }
        assertThat(seen).containsExactly(failure);
    }

    @Test
    void awaitable_written_by_hand() {
        Awaitable<String> question = () -> new AwaitIterator<>() {
            private boolean asked;

            public Object next() {
                if (asked) throw new StopIteration("no answer");
                asked = true;
                return "what is your name?"; // goes to the driver
            }

            public Object send(Object answer) {
                throw new StopIteration(answer); // the await is over, with this value
            }
        };
        Coroutine<String> answered = coroutine(() -> await(question));
        assertThat(answered.send(null)).isEqualTo("what is your name?");
        assertThat(answered.step("Ada")).isEqualTo(new Step.Returned<>("Ada"));
        Coroutine<String> unanswered = coroutine(() -> await(question));
        unanswered.send(null);
        assertThat(unanswered.step(null)).isEqualTo(new Step.Returned<>("no answer"));
    }

    private void handle(Object value) {
        seen.add(value);
    }

    private void done(Integer value) {
        seen.add("done " + value);
    }

    @Test
    void step_tells_yielded_from_returned() {
        Coroutine<Integer> coroutine = coroutine(() -> {
            suspend("one");
            return 2;
        });
        for (int i = 0; i < 2; i++) {
            Step<Integer> step = coroutine.step(null);
            if (step instanceof Step.Yielded<Integer> yielded) {
                handle(yielded.value());
            } else if (step instanceof Step.Returned<Integer> returned) {
                done(returned.value());
            }
        }
        assertThat(seen).containsExactly("one", "done 2");
    }

    @Test
    void package_greeting() {
        Coroutine<String> greeting = coroutine(() -> {
            Object name = suspend("who is there?"); // pauses; the driver gets the question
            return "hello, " + name; // the driver's answer came back as the suspend's value
        });
        Object question = greeting.send(null); // "who is there?"
        Step<String> end = greeting.step("Ada"); // Returned[value=hello, Ada]
        assertThat(question).isEqualTo("who is there?");
        assertThat(end).hasToString("Returned[value=hello, Ada]");
    }

    // Publishers

    static Coroutine<Integer> total(Flow.Publisher<Integer> prices) {
        return coroutine(() -> {
            int sum = 0;
            var price = Publishers.asyncGenerator(prices, 16);
            while (await(price.advance())) {
                sum += price.current();
            }
            return sum;
        });
    }

    static Flow.Publisher<String> pages(Function<Integer, CompletionStage<String>> fetch) {
        return Publishers.publisher(() -> asyncGenerator(g -> {
            for (int page = 1; ; page++) {
                String text = await(fetch.apply(page)); // whoever completes this stage runs what follows
                if (text.isEmpty()) return;
                g.yield(text); // onNext; goes on when more is requested
            }
        }));
    }

    @Test
    void publishers_bridge_both_ways() {
        Flow.Publisher<String> pages =
                pages(page -> CompletableFuture.completedStage(page > 3 ? "" : "1".repeat(page)));
        Flow.Publisher<Integer> prices = Publishers.publisher(() -> asyncGenerator(g -> {
            var page = Publishers.asyncGenerator(pages, 1);
            while (await(page.advance())) {
                g.yield(Integer.valueOf(page.current()));
            }
        }));
        assertThat(total(prices).step(null)).isEqualTo(new Step.Returned<>(123));
    }

    // -----------------------------------------------------------------------------------------------------------------

    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>\\n", Pattern.DOTALL);

    static Stream<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (String module : List.of("core", "async")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src/main/java"))) {
                sources.filter(path -> path.toString().endsWith(".java"))
                        .flatMap(JavadocExamplesTest::snippetsIn)
                        .forEach(examples::add);
            }
        }
        return examples.stream();
    }

    private static Stream<String> snippetsIn(Path source) {
        try {
            Matcher matcher = SNIPPET.matcher(Files.readString(source));
            return matcher.results().map(result -> result.group(1)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_javadoc_example_stands_in_a_test(String snippet) throws IOException {
        assertThat(testSources()).contains(normalised(snippet.replaceAll("(?m)^ +\\* ?", "")));
    }

    /** The test classes of this module, and of the drivers', whose names end like that of this one. */
    private static String testSources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("../async/src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith("JavadocExamplesTest.java"))
                        .sorted()
                        .toList()) {
                    sources.append(normalised(Files.readString(file)));
                }
            }
        }
        return sources.toString();
    }

    private static String normalised(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> a + b + "\n");
    }
}
