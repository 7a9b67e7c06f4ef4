import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.Step;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each malformed input gives an error with its offset and reason, however it is cut. */
class JsonMalformedTest {
    private static final String NOTHING = "found the end of the input, expected ";
    private static final String A_VALUE = "expected a value";
    private static final String A_NAME = "expected a name in double quotes";
    private static final String AN_ESCAPE =
            "expected an escape like \\u0000: control characters may not stand in a string";
    private static final String AFTER_BACKSLASH = "expected one of \"\\/bfnrtu after a backslash";
    private static final String FOUR_DIGITS = "expected four hexadecimal digits after \\u";
    private static final String NO_MORE = "expected nothing but white space after the document";

    /** Input (each char a byte), offset of the error, reason. */
    static Stream<Arguments> malformed() {
        return Stream.of(
                // no value
                row("", 0, NOTHING + "a value"),
                row(" \t\r\n", 4, NOTHING + "a value"),
                row(",", 0, "found ',', " + A_VALUE),
                row("]", 0, "found ']', " + A_VALUE),
                row("'a'", 0, "found ''', " + A_VALUE),
                row("True", 0, "found 'T', " + A_VALUE),
                row("NaN", 0, "found 'N', " + A_VALUE),
                row("Infinity", 0, "found 'I', " + A_VALUE),
                row("+1", 0, "found '+', " + A_VALUE),
                row(".5", 0, "found '.', " + A_VALUE),
                row("// no\n1", 0, "found '/', " + A_VALUE),
                row("\u00001", 0, "found byte 0x00, " + A_VALUE),
                row("\u000b1", 0, "found byte 0x0B, " + A_VALUE),
                row("\u00a01", 0, "found byte 0xA0, " + A_VALUE),
                row("\u00ff\u00fe1\u0000", 0, "found byte 0xFF, " + A_VALUE),
                row("\u00ef", 1, NOTHING + "the byte order mark EF BB BF"),
                row("\u00ef\u00bb", 2, NOTHING + "the byte order mark EF BB BF"),
                row("\u00ef\u00bb\u00bf", 3, NOTHING + "a value"),
                row("\u00ef\u00bf\u00bf1", 1, "found byte 0xBF, expected the byte order mark EF BB BF"),
                row("\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf1", 3, "found byte 0xEF, " + A_VALUE),
                row(" \u00ef\u00bb\u00bf1", 1, "found byte 0xEF, " + A_VALUE),
                // more than one
                row("1 2", 2, "found '2', " + NO_MORE),
                row("{}{}", 2, "found '{', " + NO_MORE),
                row("[]]", 2, "found ']', " + NO_MORE),
                row("null,", 4, "found ',', " + NO_MORE),
                row("truex", 4, "found 'x', " + NO_MORE),
                row("\"a\"\u0000", 3, "found byte 0x00, " + NO_MORE),
                row("1\u001a", 1, "found byte 0x1A, " + NO_MORE),
                // words
                row("tru", 3, NOTHING + "true"),
                row("[trUe]", 3, "found 'U', expected true"),
                row("fals ", 4, "found byte 0x20, expected false"),
                row("nul\u00ff", 3, "found byte 0xFF, expected null"),
                // numbers
                row("-", 1, NOTHING + "a digit after '-'"),
                row("--1", 1, "found '-', expected a digit after '-'"),
                row("-a", 1, "found 'a', expected a digit after '-'"),
                row("[-]", 2, "found ']', expected a digit after '-'"),
                row("-Infinity", 1, "found 'I', expected a digit after '-'"),
                row("-.5", 1, "found '.', expected a digit after '-'"),
                row("00", 1, "found '0', expected no digit after a leading 0"),
                row("-01", 2, "found '1', expected no digit after a leading 0"),
                row("1.", 2, NOTHING + "a digit after the decimal point"),
                row("[1.]", 3, "found ']', expected a digit after the decimal point"),
                row("1.e5", 2, "found 'e', expected a digit after the decimal point"),
                row("1e", 2, NOTHING + "a digit in the exponent"),
                row("1e+", 3, NOTHING + "a digit in the exponent"),
                row("1E-x", 3, "found 'x', expected a digit in the exponent"),
                row("1e1.5", 3, "found '.', " + NO_MORE),
                row("1.5.2", 3, "found '.', " + NO_MORE),
                row("0x10", 1, "found 'x', " + NO_MORE),
                row("1_000", 1, "found '_', " + NO_MORE),
                row("-1-", 2, "found '-', " + NO_MORE),
                // arrays
                row("[", 1, NOTHING + "a value"),
                row("[1", 2, NOTHING + "',' or ']' in the array that began at byte 0"),
                row("[1,", 3, NOTHING + "a value"),
                row("[1,]", 3, "found ']', " + A_VALUE),
                row("[,1]", 1, "found ',', " + A_VALUE),
                row("[1,,2]", 3, "found ',', " + A_VALUE),
                row("[1 2]", 3, "found '2', expected ',' or ']' in the array that began at byte 0"),
                row("[0, [1}", 6, "found '}', expected ',' or ']' in the array that began at byte 4"),
                row("[1:2]", 2, "found ':', expected ',' or ']' in the array that began at byte 0"),
                row("[\"a\"\"b\"]", 4, "found '\"', expected ',' or ']' in the array that began at byte 0"),
                // objects
                row("{", 1, NOTHING + "a name in double quotes"),
                row("{]", 1, "found ']', " + A_NAME),
                row("{a:1}", 1, "found 'a', " + A_NAME),
                row("{'a':1}", 1, "found ''', " + A_NAME),
                row("{1:1}", 1, "found '1', " + A_NAME),
                row("{,}", 1, "found ',', " + A_NAME),
                row("{\"a\"", 4, NOTHING + "':' after the name"),
                row("{\"a\"}", 4, "found '}', expected ':' after the name"),
                row("{\"a\",1}", 4, "found ',', expected ':' after the name"),
                row("{\"a\":", 5, NOTHING + "a value"),
                row("{\"a\":}", 5, "found '}', " + A_VALUE),
                row("{\"a\"::1}", 5, "found ':', " + A_VALUE),
                row("{\"a\":1", 6, NOTHING + "',' or '}' in the object that began at byte 0"),
                row("{\"a\":1]", 6, "found ']', expected ',' or '}' in the object that began at byte 0"),
                row("{\"a\":1 \"b\":2}", 7, "found '\"', expected ',' or '}' in the object that began at byte 0"),
                row("{\"a\":1,", 7, NOTHING + "a name in double quotes"),
                row("{\"a\":1,}", 7, "found '}', " + A_NAME),
                row("[{\"a\":{\"b\":1", 12, NOTHING + "',' or '}' in the object that began at byte 6"),
                // strings
                row("\"", 1, NOTHING + "'\"' to end the string that began at byte 0"),
                row("[1,\"ab", 6, NOTHING + "'\"' to end the string that began at byte 3"),
                row("{\"ab", 4, NOTHING + "'\"' to end the string that began at byte 1"),
                row("\"a\nb\"", 2, "found byte 0x0A, " + AN_ESCAPE),
                row("\"\t\"", 1, "found byte 0x09, " + AN_ESCAPE),
                row("\"\u0000\"", 1, "found byte 0x00, " + AN_ESCAPE),
                row("\"\u001f\"", 1, "found byte 0x1F, " + AN_ESCAPE),
                row("\"\\", 2, NOTHING + "one of \"\\/bfnrtu after a backslash"),
                row("\"\\x41\"", 2, "found 'x', " + AFTER_BACKSLASH),
                row("\"\\'\"", 2, "found ''', " + AFTER_BACKSLASH),
                row("\"\\U0041\"", 2, "found 'U', " + AFTER_BACKSLASH),
                row("\"\\\n\"", 2, "found byte 0x0A, " + AFTER_BACKSLASH),
                row("\"\\u", 3, NOTHING + "four hexadecimal digits after \\u"),
                row("\"\\u12", 5, NOTHING + "four hexadecimal digits after \\u"),
                row("\"\\u12g4\"", 5, "found 'g', " + FOUR_DIGITS),
                row("\"\\u12\"", 5, "found '\"', " + FOUR_DIGITS),
                row("\"\\u+123\"", 3, "found '+', " + FOUR_DIGITS),
                row("\"\\u\u00b2000\"", 3, "found byte 0xB2, " + FOUR_DIGITS),
                // UTF-8
                row("\"\u0080\"", 1, "found byte 0x80, expected a character in UTF-8"),
                row("\"\u00bf\"", 1, "found byte 0xBF, expected a character in UTF-8"),
                row("\"\u00c0\u00af\"", 1, "found byte 0xC0, expected a character in UTF-8"),
                row("\"\u00c1\u00bf\"", 1, "found byte 0xC1, expected a character in UTF-8"),
                row("\"\u00f5\u0080\u0080\u0080\"", 1, "found byte 0xF5, expected a character in UTF-8"),
                row("\"\u00ff\"", 1, "found byte 0xFF, expected a character in UTF-8"),
                row("\"\u00e9\"", 2, "found '\"', " + continuation(0x80, 0xBF, 0xE9)),
                row("\"\u00c3", 2, NOTHING + continuation(0x80, 0xBF, 0xC3).substring("expected ".length())),
                row("\"\u00c3\u00c3\"", 2, "found byte 0xC3, " + continuation(0x80, 0xBF, 0xC3)),
                row("\"\u00e0\u009f\u00bf\"", 2, "found byte 0x9F, " + continuation(0xA0, 0xBF, 0xE0)),
                row("\"\u00ed\u00a0\u0080\"", 2, "found byte 0xA0, " + continuation(0x80, 0x9F, 0xED)),
                row("\"\u00e2\u0082\"", 3, "found '\"', " + continuation(0x80, 0xBF, 0xE2)),
                row("\"\u00f0\u008f\u00bf\u00bf\"", 2, "found byte 0x8F, " + continuation(0x90, 0xBF, 0xF0)),
                row("\"\u00f4\u0090\u0080\u0080\"", 2, "found byte 0x90, " + continuation(0x80, 0x8F, 0xF4)),
                row("\"\u00f0\u009f\u0098\"", 4, "found '\"', " + continuation(0x80, 0xBF, 0xF0)),
                row("\"\u00f0\u009f\u0098\u00ff\"", 4, "found byte 0xFF, " + continuation(0x80, 0xBF, 0xF0)),
                row("[\u00e9]", 1, "found byte 0xE9, " + A_VALUE));
    }

    private static Arguments row(String input, int offset, String reason) {
        return Arguments.of(input, offset, reason);
    }

    private static String continuation(int lowest, int highest, int lead) {
        return String.format(
                "expected a byte from 0x%02X to 0x%02X in a UTF-8 character that begins with 0x%02X",
                lowest, highest, lead);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void offsetAndReason_howeverCut(String input, int offset, String reason) {
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        JsonSupport.Outcome whole = JsonSupport.outcome(bytes);
        assertThat(whole.error()).isEqualTo("byte " + offset + ": " + reason);
        for (int cut = 0; cut <= bytes.length; cut++)
            assertThat(JsonSupport.outcome(bytes, cut)).isEqualTo(whole);
        assertThat(JsonSupport.outcome(bytes, JsonSupport.cuts(bytes.length, 1, 1)))
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void error_comesWithItsByte(String input, int offset, String reason) {
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        for (int i = 0; i < offset; i++) JsonEvents.feed(parser, new byte[] {bytes[i]}, event -> {});
        assertThatThrownBy(() -> {
                    if (offset < bytes.length) JsonEvents.feed(parser, new byte[] {bytes[offset]}, event -> {});
                    else JsonEvents.finish(parser, event -> {});
                })
                .isInstanceOfSatisfying(JsonEvents.JsonError.class, error -> {
                    assertThat(error.offset).isEqualTo(offset);
                    assertThat(error.reason).isEqualTo(reason);
                });
        assertThat(parser.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void prefixOfADocument_endsTooEarly() {
        endsTooEarly(
                JsonSupport.EVERY_RULE,
                JsonSupport.outcome(JsonSupport.EVERY_RULE).events());
        byte[] small = JsonSupport.resource("css-at-rules.json");
        endsTooEarly(small, JsonSupport.outcome(small).events());
    }

    private static void endsTooEarly(byte[] document, List<JsonEvents.Event> all) {
        long complete = all.get(all.size() - 1).offset() + 1;
        for (int length = 0; length < complete; length++) {
            JsonSupport.Outcome outcome = JsonSupport.outcome(Arrays.copyOf(document, length));
            assertThat(outcome.error()).startsWith("byte " + length + ": " + NOTHING);
            checkBeginning(all, outcome.events());
        }
    }

    /** A number may be shorter in the prefix: there its first digits are one. */
    private static void checkBeginning(List<JsonEvents.Event> all, List<JsonEvents.Event> events) {
        int last = events.size() - 1;
        if (last >= 0 && events.get(last).kind() == JsonEvents.Kind.NUMBER) {
            assertThat(all.get(last).text()).startsWith(events.get(last).text());
            events = events.subList(0, last);
        }
        assertThat(events).isEqualTo(all.subList(0, events.size()));
    }

    @Test
    void eventsBeforeTheError_areGiven() {
        JsonSupport.Outcome outcome = JsonSupport.outcome(JsonSupport.utf8("[true,{\"a\":\"b\",}"));
        assertThat(outcome.events()).extracting(JsonEvents.Event::text).containsExactly("[", "true", "{", "a", "b");
        assertThat(outcome.error()).startsWith("byte 15: ");
    }

    @Test
    void exceptionOfTheDriver_comesOutAsItself() {
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        JsonEvents.feed(parser, JsonSupport.utf8("[{\"a\":\"b"), event -> {});
        IOException broken = new IOException("connection reset");
        assertThatThrownBy(() -> parser.raise(broken)).isSameAs(broken);
        assertThat(parser.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void chunkInPlaceOfNull_isRefused() {
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        assertThat(parser.send(JsonSupport.utf8("[1"))).isInstanceOf(JsonEvents.Event.class);
        assertThatThrownBy(() -> parser.send(JsonSupport.utf8("]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("send null until NEED_INPUT");
    }

    @Test
    void nullInPlaceOfChunk_isRefused() {
        Coroutine<Void> parser = JsonEvents.parser();
        assertThat(parser.send(null)).isEqualTo(JsonEvents.Signal.NEED_INPUT);
        assertThatThrownBy(() -> parser.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("send bytes after NEED_INPUT, or raise an EOFException");
    }

    @Test
    void numberAtTheTop_endsWithTheInput() {
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        assertThat(parser.send(JsonSupport.utf8("-12"))).isEqualTo(JsonEvents.Signal.NEED_INPUT);
        assertThat(parser.send(new byte[0])).isEqualTo(JsonEvents.Signal.NEED_INPUT);
        assertThat(parser.send(JsonSupport.utf8(".50"))).isEqualTo(JsonEvents.Signal.NEED_INPUT);
        assertThat(parser.raise(new EOFException()))
                .isEqualTo(new JsonEvents.Event(JsonEvents.Kind.NUMBER, "-12.50", 0));
        assertThat(parser.step(null)).isEqualTo(new Step.Returned<Void>(null));
    }
}
