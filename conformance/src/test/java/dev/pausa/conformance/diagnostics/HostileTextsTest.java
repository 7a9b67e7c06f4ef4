package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.diagnostics.CoroutineDump;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever names and values an application has: in dumps and messages they are one line of printable text. */
@Timeout(60)
@SuppressWarnings({"pausa:blocking-call", "pausa:dropped"})
@ExtendWith(Tracked.class)
class HostileTextsTest {
    private static final String CONTROLS = "a\0\u0007\b\t\n\f\r\u001b[2J\u007f\u0085\u009b2Jb";
    private static final String LINES = "#9 coroutine \"fake\" suspended\u2028\u2029\n    at Fake.java:1";
    private static final String DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069gpj.exe";
    private static final String HALVES = "\ud83d-\ude00\ud83d";
    private static final String MARKUP = "</script><!--<script>]]>\"\\'&amp;@DATA@";

    static List<String> hostile() {
        return List.of(
                CONTROLS,
                LINES,
                DIRECTIONS,
                HALVES,
                MARKUP,
                "x".repeat(99) + "😀",
                "x".repeat(999) + "😀",
                "",
                "é😀👩‍👧");
    }

    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

    static void assertFit(String line) {
        assertThat(line).doesNotContainPattern(UNFIT);
    }

    static List<String> assertFitJson(CoroutineDump dump) throws IOException {
        String json = dump.toJson();
        assertThat(json).matches("[ -~&&[^<>&]]+");
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                }
            }
        }
        assertThat(texts).allSatisfy(HostileTextsTest::assertFit);
        return texts;
    }

    static void assertFitText(CoroutineDump dump, int lines) {
        String text = dump.toText();
        assertThat(text.split("\n", -1)).hasSize(lines + 1).allSatisfy(HostileTextsTest::assertFit);
        assertThat(dump.chains().toString()).satisfies(HostileTextsTest::assertFit);
    }

    private static Coroutine<Object> holding(String value) {
        return coroutine(() -> {
            String kept = value;
            suspend("s");
            return kept;
        });
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void names_and_values(String hostile) throws Exception {
        Coroutine<Object> c = holding(hostile);
        c.setName(hostile);
        Coroutine<Object> outer = started(coroutine(() -> await(c)));
        CoroutineDump dump = CoroutineDump.takeWithLocals();

        assertFitJson(dump);
        assertFitText(dump, 7);
        assertFit(c.toString());
        assertFit(outer.toString());
        assertThat(c.name()).isEqualTo(hostile);
        Reference.reachabilityFence(outer);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void messages(String hostile) {
        Coroutine<Object> c = started(holding("v"));
        c.setName(hostile);
        Coroutine<Object> awaiting = coroutine(() -> await(c));
        assertFit(thrownBy(() -> awaiting.send(null)).toString());

        Generator<Object, Object, Void> g = generator(y -> {
            y.yield(1);
            y.yield(2);
        });
        g.setName(hostile);
        g.hasNext();
        assertFit(thrownBy(() -> g.send(1)).toString());
    }

    @Test
    void what_is_unfit_is_shown_as_source_would_have_it() {
        Coroutine<Object> c = started(holding("\ud83d\u202e\n\t\u001b\\n"));

        assertThat(CoroutineDump.takeWithLocals().toText()).contains(" = \"\ufffd\\u202e\\n\\t\\u001b\\n\"\n");
        Reference.reachabilityFence(c);
    }

    @Test
    void what_is_long_is_cut_between_characters() {
        Coroutine<Object> c = started(holding("x".repeat(99) + "😀"));
        c.setName("y".repeat(3_000_000));

        assertThat(CoroutineDump.takeWithLocals().toText())
                .contains(" \"" + "y".repeat(1_000) + "…\" suspended", " = \"" + "x".repeat(99) + "…\"\n");
        assertThat(c.toString()).hasSizeLessThan(1_200);
    }

    @Test
    void thread_names() throws Exception {
        var isInside = new CountDownLatch(1);
        var isSeen = new CountDownLatch(1);
        Coroutine<Object> c = coroutine(() -> {
            isInside.countDown();
            isSeen.await();
            return suspend("s");
        });
        Thread driver = new Thread(() -> c.send(null), CONTROLS + DIRECTIONS + HALVES);
        driver.start();
        isInside.await();
        try {
            CoroutineDump dump = CoroutineDump.take();
            assertThat(assertFitJson(dump)).anyMatch(text -> text.startsWith("a\\u0000"));
            assertFitText(dump, 4);
            assertFit(thrownBy(() -> c.send(null)).toString());
            assertFit(c.toString());
        } finally {
            isSeen.countDown();
            driver.join();
        }
    }
}
