import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.pausa.Coroutine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What the tests of JsonEvents share: documents, ways to cut them, and Jackson's opinion. */
final class JsonSupport {
    /**
     * A document in which each rule of the grammar occurs, escapes and characters of every length
     * among them.
     */
    static final byte[] EVERY_RULE = utf8("\uFEFF \t\r\n{\"\" : [ ] ,\"o\":{ },"
            + "\"\u00e9\u20ac\ud83d\ude00\":\"a\u007f\u0080\ud7ff\ue000\udbff\udfff\","
            + "\"esc\\u0061pe\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t"
            + "\\u00e9\\uD83D\\uDE00\\udead\\u0000\",\n"
            + "\"n\":[0,-0,1,-12,3.25,-0.5e1,6E-07,7e+8,0e0,123456789012345678901234567890.1],"
            + "\"w\":[true,false,null,[[],[{}]]],\"n\":1 } \n");

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The events that came, and the error that then came, if one did. */
    record Outcome(List<JsonEvents.Event> events, String error) {}

    private JsonSupport() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] resource(String name) {
        try (InputStream in = JsonSupport.class.getResourceAsStream("/json/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses a document cut at the given offsets, which must ascend. */
    static void parse(byte[] document, Consumer<JsonEvents.Event> sink, int... cuts) {
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        int from = 0;
        for (int cut : cuts) {
            JsonEvents.feed(parser, Arrays.copyOfRange(document, from, cut), sink);
            from = cut;
        }
        JsonEvents.feed(parser, Arrays.copyOfRange(document, from, document.length), sink);
        JsonEvents.finish(parser, sink);
    }

    static Outcome outcome(byte[] document, int... cuts) {
        List<JsonEvents.Event> events = new ArrayList<>();
        try {
            parse(document, events::add, cuts);
            return new Outcome(events, null);
        } catch (JsonEvents.JsonError error) {
            return new Outcome(events, error.getMessage());
        }
    }

    /** Every offset that is {@code first} plus a multiple of {@code stride}. */
    static int[] cuts(int length, int first, int stride) {
        int[] cuts = new int[Math.max(0, (length - first + stride - 1) / stride)];
        for (int i = 0; i < cuts.length; i++) cuts[i] = first + i * stride;
        return cuts;
    }

    /** The events that Jackson finds in the bytes of one document, offsets included. */
    static List<JsonEvents.Event> jackson(byte[] document) throws IOException {
        try (JsonParser parser = JACKSON.createParser(document)) {
            return events(parser);
        }
    }

    /** The same without offsets, from characters. */
    static List<JsonEvents.Event> jackson(String document) throws IOException {
        try (JsonParser parser = JACKSON.createParser(document)) {
            return events(parser);
        }
    }

    private static List<JsonEvents.Event> events(JsonParser parser) throws IOException {
        List<JsonEvents.Event> events = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            // The location first: it is that of the token only until the text of a string is read.
            long offset = parser.currentTokenLocation().getByteOffset();
            events.add(new JsonEvents.Event(kind(token), parser.getText(), offset));
        }
        return events;
    }

    private static JsonEvents.Kind kind(JsonToken token) {
        switch (token) {
            case FIELD_NAME:
                return JsonEvents.Kind.NAME;
            case VALUE_STRING:
                return JsonEvents.Kind.STRING;
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return JsonEvents.Kind.NUMBER;
            case VALUE_TRUE:
                return JsonEvents.Kind.TRUE;
            case VALUE_FALSE:
                return JsonEvents.Kind.FALSE;
            case VALUE_NULL:
                return JsonEvents.Kind.NULL;
            default:
                return JsonEvents.Kind.valueOf(token.name());
        }
    }
}
