import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program: what it prints, and its exit status. */
class JsonEventsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(InputStream stdin, boolean terminal, String... args) {
        return new JsonEvents(stdin, print(out), print(err), terminal).run(args);
    }

    private int run(String stdin, String... args) {
        return run(new ByteArrayInputStream(JsonSupport.utf8(stdin)), false, args);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private String file(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), JsonSupport.utf8(content)).toString();
    }

    @Test
    void wellFormed_isSummarised() {
        assertThat(run("{\"a\":[1,true,false,null,\"\ud83d\ude00b\"],\"long name\":\"cd\"}"))
                .isZero();
        assertThat(text(out)).matches("""
            -: well-formed
              START_OBJECT                 1
              END_OBJECT                   1
              START_ARRAY                  1
              END_ARRAY                    1
              NAME                         2
              STRING                       2
              NUMBER                       1
              TRUE                         1
              FALSE                        1
              NULL                         1
              depth                        2
              longest string               2 characters, at byte 24
              bytes                       50 \\([0-9]+\\.[0-9] MB/s\\)
            """);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void malformed_isSummarisedUpToItsError() {
        assertThat(run("[[1,2],\n01]", "-")).isEqualTo(1);
        assertThat(text(out))
                .startsWith("-: MALFORMED, byte 9: found '1', expected no digit after a leading 0\n")
                .containsPattern("START_ARRAY +2\n")
                .containsPattern("END_ARRAY +1\n")
                .containsPattern("NUMBER +2\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void noInput_isMalformed() {
        assertThat(run("")).isEqualTo(1);
        assertThat(text(out)).startsWith("-: MALFORMED, byte 0: found the end of the input, expected a value\n");
    }

    @Test
    void files_areSummarisedOneAfterAnother() throws IOException {
        String good = file("good.json", "[]");
        String bad = file("bad.json", "[");
        assertThat(run("7", good, bad, "-", good)).isEqualTo(1);
        assertThat(text(out).lines().filter(line -> !line.startsWith(" ")))
                .containsExactly(
                        good + ": well-formed",
                        bad + ": MALFORMED, byte 1: found the end of the input, expected a value",
                        "-: well-formed",
                        good + ": well-formed");
    }

    @Test
    void unreadableFiles_areNamedAndTheOthersRead() throws IOException {
        String good = file("good.json", "1");
        String missing = folder.resolve("missing.json").toString();
        assertThat(run("", missing, folder.toString(), "nul\0", good)).isEqualTo(2);
        assertThat(text(out)).startsWith(good + ": well-formed\n");
        assertThat(text(err).lines()).hasSize(3);
        assertThat(text(err))
                .contains("JsonEvents: " + missing + " (")
                .contains("JsonEvents: " + folder + " (")
                .contains("JsonEvents: Invalid file path\n");
    }

    @Test
    void brokenStream_isNamed() {
        assertThat(run(failing(new IOException("connection reset")), false)).isEqualTo(2);
        assertThat(text(err)).isEqualTo("JsonEvents: connection reset\n");
    }

    @Test
    void fullMemory_isNamed() {
        assertThat(run(failing(new OutOfMemoryError("for the test")), false)).isEqualTo(2);
        assertThat(text(out)).startsWith("-: TOO LARGE for java's memory, see its option -Xmx\n");
    }

    private static InputStream failing(Throwable failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof Error error) throw error;
                throw (IOException) failure;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000, 65536})
    void chunkSize_changesNothing(int size) throws IOException {
        String path = Files.write(folder.resolve("a.json"), JsonSupport.resource("css-at-rules.json"))
                .toString();
        assertThat(run("", path)).isZero();
        String whole = withoutSpeed();
        out.reset();
        assertThat(run("", "--chunk", "" + size, "--", path)).isZero();
        assertThat(withoutSpeed()).isEqualTo(whole);
    }

    private String withoutSpeed() {
        return text(out).replaceAll("\\([0-9.]+ MB/s\\)", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1.5", "67108865", "99999999999999999999"})
    void chunkSize_outOfRange_isRefused(String size) {
        assertThat(run("1", "--chunk", size)).isEqualTo(2);
        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .startsWith("JsonEvents: --chunk needs a number from 1 to 67108864, got '" + size + "'\nusage: ");
    }

    @Test
    void chunkSize_missing_isRefused() {
        assertThat(run("1", "--chunk")).isEqualTo(2);
        assertThat(text(err)).contains("got ''").contains("usage: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chunks", "-x", "--"})
    void option_unknown_isRefused(String option) {
        boolean endOfOptions = option.equals("--");
        assertThat(run("1", option)).isEqualTo(endOfOptions ? 0 : 2);
        if (!endOfOptions) assertThat(text(err)).startsWith("JsonEvents: no such option: " + option + "\nusage: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void help_isPrinted(String option) {
        assertThat(run("", option)).isZero();
        assertThat(text(out)).startsWith("usage: JsonEvents ");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void longInput_showsABar_onATerminalOnly() throws IOException {
        String path = file("long.json", "[" + "\"0123456789\",".repeat(1_000_000) + "0]");
        assertThat(run("", path)).isZero();
        assertThat(text(err)).isEmpty();
        assertThat(run(InputStream.nullInputStream(), true, path)).isZero();
        String[] drawn = text(err).split("\r");
        assertThat(drawn).hasSizeGreaterThan(50).contains("[" + "#".repeat(50) + "] 12 MiB of 12");
        assertThat(drawn[drawn.length - 1]).isBlank();
    }

    @Test
    void longInput_ofUnknownLength_showsHowMuchIsRead() throws IOException {
        String document = "[" + "\"0123456789\",".repeat(1_000_000) + "0]";
        assertThat(run(new ByteArrayInputStream(JsonSupport.utf8(document)), true))
                .isZero();
        assertThat(text(err)).contains("\r8 MiB\r9 MiB\r10 MiB\r");
    }

    @Test
    void shortInput_showsNoBar() throws IOException {
        assertThat(run(InputStream.nullInputStream(), true, file("short.json", "[]")))
                .isZero();
        assertThat(text(err)).isEmpty();
    }
}
