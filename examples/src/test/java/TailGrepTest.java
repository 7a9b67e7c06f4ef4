import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailGrepTest {
    private static final String TEXT = "one\n\nzwei Bäume\r\n€ three\n\ud83d\ude00 four\nlast: ö";

    private final Printed out = new Printed();
    private final Printed err = new Printed();

    @TempDir
    private Path folder;

    private int run(InputStream stdin, PrintStream to, String... args) {
        TailGrep.Idle never = () -> {
            throw new AssertionError("there is nothing to wait for");
        };
        return new TailGrep(stdin, to, err, never).run(args);
    }

    private int run(String stdin, String... args) {
        return run(new ByteArrayInputStream(utf8(stdin)), out, args);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The sink at the end, for tests: keeps what it is sent, and notes that it is left. */
    private static Generator<Void, String, Void> collector(List<String> to) {
        return TailGrep.started(Generator.generator(g -> {
            try {
                while (true) {
                    to.add(g.yield(null));
                }
            } finally {
                to.add("closed");
            }
        }));
    }

    /** The lines of a text, without generators; and the note of the collector. */
    private static List<String> expected(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) lines.remove(lines.size() - 1);
        lines.add("closed");
        return lines;
    }

    private static List<String> linesOf(byte[] text, int... cuts) {
        List<String> collected = new ArrayList<>();
        Generator<Void, byte[], Void> lines = TailGrep.lines(collector(collected));
        int from = 0;
        for (int cut : cuts) {
            lines.send(Arrays.copyOfRange(text, from, cut));
            from = cut;
        }
        lines.send(Arrays.copyOfRange(text, from, text.length));
        lines.close();
        return collected;
    }

    @Test
    void lines_are_the_same_however_the_bytes_are_cut() {
        for (String text : List.of(TEXT, TEXT + "\n", "", "\n", "x")) {
            byte[] bytes = utf8(text);
            for (int i = 0; i <= bytes.length; i++) {
                for (int j = i; j <= bytes.length; j++) {
                    assertThat(linesOf(bytes, i, j))
                            .as("%s cut at %d and %d", text, i, j)
                            .isEqualTo(expected(text));
                }
            }
            int[] everywhere = IntStream.range(0, bytes.length).toArray();
            assertThat(linesOf(bytes, everywhere)).isEqualTo(expected(text));
        }
    }

    @Test
    void random_texts_are_filtered() {
        long seed = System.nanoTime();
        System.out.println("TailGrepTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            List<String> characters = List.of("a", "b", "€", "\ud83d\ude00", "\n");
            random.ints(random.nextInt(300), 0, 5).mapToObj(characters::get).forEach(text::append);
            byte[] bytes = utf8(text.toString());
            List<String> collected = new ArrayList<>();
            var pipeline = TailGrep.lines(TailGrep.grep(Pattern.compile("a.*b"), collector(collected)));
            for (int at = 0; at < bytes.length; ) {
                int size = Math.min(random.nextInt(20), bytes.length - at);
                pipeline.send(Arrays.copyOfRange(bytes, at, at + size));
                at += size;
            }
            pipeline.close();
            List<String> expected = expected(text.toString());
            expected.removeIf(line -> !line.equals("closed") && !line.matches(".*a.*b.*"));
            assertThat(collected).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void a_line_comes_out_as_soon_as_it_is_complete() {
        List<String> collected = new ArrayList<>();
        try (var lines = TailGrep.lines(collector(collected))) {
            lines.send(utf8("one\ntw"));
            assertThat(collected).containsExactly("one");
            lines.send(utf8("o"));
            assertThat(collected).containsExactly("one");
            lines.send(utf8("\n"));
            assertThat(collected).containsExactly("one", "two");
        }
        assertThat(collected).containsExactly("one", "two", "closed");
    }

    @Test
    void closing_the_first_closes_all() {
        List<String> a = new ArrayList<>();
        List<String> b = new ArrayList<>();
        var sinks = List.of(collector(a), collector(b));
        var greps = List.of(
                TailGrep.grep(Pattern.compile("a"), sinks.get(0)), TailGrep.grep(Pattern.compile("b"), sinks.get(1)));
        var broadcast = TailGrep.broadcast(greps);
        var lines = TailGrep.lines(broadcast);
        lines.send(utf8("a\nb\nab"));
        lines.close();
        assertThat(a).containsExactly("a", "ab", "closed");
        assertThat(b).containsExactly("b", "ab", "closed");
        assertThat(List.of(lines, broadcast, greps.get(0), greps.get(1), sinks.get(0), sinks.get(1)))
                .extracting(Generator::state)
                .containsOnly(CoroutineState.CLOSED);
    }

    @Test
    void an_exception_comes_up_through_all_and_closes_all() {
        List<String> a = new ArrayList<>();
        Generator<Void, String, Void> failing = TailGrep.started(Generator.generator(g -> {
            throw new IOException("cannot take " + g.yield(null));
        }));
        var broadcast = TailGrep.broadcast(List.of(collector(a), failing));
        var lines = TailGrep.lines(broadcast);
        assertThatThrownBy(() -> lines.send(utf8("one\ntwo\nthree")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot take one");
        assertThat(a).containsExactly("one", "closed");
        assertThat(List.of(lines, broadcast, failing))
                .extracting(CoroutineObject::state)
                .containsOnly(CoroutineState.CLOSED);
    }

    @Test
    void program_filters_the_standard_input() {
        assertThat(run(TEXT, "-", "r|w")).isZero();
        assertThat(out.text()).isEqualTo("zwei Bäume\n€ three\n\ud83d\ude00 four\n");
        assertThat(err.text()).isEqualTo("3 lines\n");
    }

    @Test
    void program_prints_a_line_once_for_each_pattern() {
        assertThat(run("ab\nb\na", "-", "a", "b", "c")).isZero();
        assertThat(out.text()).isEqualTo("a: ab\nb: ab\nb: b\na: a\n");
        assertThat(err.text()).isEqualTo("a: 2 lines\nb: 2 lines\nc: 0 lines\n");
    }

    @Test
    void program_reads_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "x1\ny2\nx3");
        assertThat(run("", file.toString(), "x")).isZero();
        assertThat(out.text()).isEqualTo("x1\nx3\n");
        assertThat(run("", file.toString(), "z")).isEqualTo(1);
    }

    /** The file grows while the program waits; what stops the program is an interrupt at the third time. */
    @Test
    void program_follows_a_file_until_it_is_interrupted() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "error 1\nok\nerr");
        List<String> before = new ArrayList<>();
        TailGrep.Idle idle = () -> {
            before.add(out.text() + err.text());
            append(file, before.size() == 1 ? "or 2\n" : "error 3");
            if (before.size() == 3) throw new InterruptedException("stopped");
        };
        assertThat(new TailGrep(InputStream.nullInputStream(), out, err, idle)
                        .run("--follow", file.toString(), "error"))
                .isEqualTo(2);
        assertThat(before).containsExactly("error 1\n", "error 1\nerror 2\n", "error 1\nerror 2\n");
        assertThat(out.text()).isEqualTo("error 1\nerror 2\nerror 3\n");
        assertThat(err.text()).isEqualTo("3 lines\nTailGrep: stopped\n");
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void program_ends_its_pipeline_when_nobody_reads() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }
        };
        assertThat(run(endless, Printed.brokenAfter(10), "-", "$")).isEqualTo(2);
        assertThat(err.text()).endsWith(" lines\nTailGrep: nobody reads the output any more\n");
    }

    @Test
    void program_names_what_cannot_be_read() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThat(run(broken, out, "-", "x")).isEqualTo(2);
        assertThat(err.text()).isEqualTo("0 lines\nTailGrep: connection reset\n");
        assertThat(run("", folder.resolve("missing").toString(), "x")).isEqualTo(2);
        assertThat(err.text()).contains("TailGrep: " + folder.resolve("missing") + " (");
    }

    @ParameterizedTest
    @CsvSource({
        "-, give it a file and a pattern",
        "--follow - x, --follow needs a file",
        "- x (, Unclosed group near index 1",
        "--help, give it a file and a pattern"
    })
    void program_refuses_what_it_does_not_understand(String args, String message) {
        assertThat(run("", args.split(" "))).isEqualTo(2);
        assertThat(err.text()).startsWith("TailGrep: " + message).contains("\nusage: TailGrep ");
        assertThat(out.text()).isEmpty();
    }
}
