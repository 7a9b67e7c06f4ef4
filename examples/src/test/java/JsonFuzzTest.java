import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Mutated documents are accepted and refused as by Jackson, with the same events, however they are
 * cut.
 */
class JsonFuzzTest {
    /** Another seed is tried with {@code mvn verify -Djson.seed=N}. */
    private static final long SEED = Long.getLong("json.seed", 20261123);

    private static final int ROUNDS = Integer.getInteger("json.rounds", 100_000);

    private static final String[] SEEDS = {
        "[]",
        "{}",
        "0",
        "-1.5e+10",
        "\"\"",
        "true",
        " null ",
        "[1,2.0,-3e-7]",
        "{\"a\":{\"b\":[false]},\"c\":\"d\"}",
        "\"\\u00e9\\n\\\\ \\ud83d\\ude00\"",
        "[\"\u00e9\u20ac\ud83d\ude00\",\"\u07ff\u0800\uffff\"]",
        "[[[[1],2],3],{}]",
    };

    /** Pieces of grammar, and the bytes at which something changes. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "\\n",
        "0",
        "1",
        "9",
        "-",
        "+",
        ".",
        "e",
        "E",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\t",
        "\r",
        "a",
        "/",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u0080",
        "\u009f",
        "\u00a0",
        "\u00bf",
        "\u00c0",
        "\u00c2",
        "\u00df",
        "\u00e0",
        "\u00ed",
        "\u00ef\u00bb\u00bf",
        "\u00f0",
        "\u00f4",
        "\u00f5",
        "\u00ff",
    };

    private record Verdict(List<String> events) {}

    private static final Verdict REFUSED = new Verdict(List.of());

    @Test
    void mutants_areJudgedAsByJackson() throws IOException {
        System.out.println("JsonFuzzTest: json.seed=" + SEED + " json.rounds=" + ROUNDS);
        Random random = new Random(SEED);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] document = mutant(random);
            String what = "round " + round + ": " + new String(document, StandardCharsets.ISO_8859_1);
            JsonSupport.Outcome outcome = JsonSupport.outcome(document);
            Verdict jacksons = halfPairInName(outcome) ? verdict(outcome) : jacksonsVerdict(document);
            assertThat(verdict(outcome)).as(what).isEqualTo(jacksons);
            assertThat(JsonSupport.outcome(document, randomCuts(random, document.length)))
                    .as(what)
                    .isEqualTo(outcome);
            if (outcome.error() == null) accepted++;
            else checkPrefix(document, outcome, what);
        }
        assertThat(accepted).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    /**
     * Jackson takes the escape of half a surrogate pair in a string and refuses it in a name; the
     * grammar has it in both.
     */
    private static boolean halfPairInName(JsonSupport.Outcome outcome) {
        return outcome.events().stream()
                .filter(event -> event.kind() == JsonEvents.Kind.NAME)
                .flatMapToInt(event -> event.text().codePoints())
                .anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    /**
     * What comes before the error is the beginning of a document: cut off there, it is whole or only
     * ends too early.
     */
    private static void checkPrefix(byte[] document, JsonSupport.Outcome outcome, String what) {
        int offset = Integer.parseInt(
                outcome.error().substring("byte ".length(), outcome.error().indexOf(':')));
        assertThat(offset).as(what).isBetween(0, document.length);
        String error = JsonSupport.outcome(Arrays.copyOf(document, offset)).error();
        if (error != null) assertThat(error).as(what).startsWith("byte " + offset + ": found the end of the input");
    }

    private static byte[] mutant(Random random) {
        byte[] document = JsonSupport.utf8(SEEDS[random.nextInt(SEEDS.length)]);
        for (int mutations = random.nextInt(4); mutations > 0; mutations--) document = mutate(document, random);
        return document;
    }

    private static byte[] mutate(byte[] document, Random random) {
        int from = random.nextInt(document.length + 1);
        int to = from + random.nextInt(Math.min(4, document.length - from + 1));
        switch (random.nextInt(4)) {
            case 0:
                return splice(document, from, to, new byte[0]);
            case 1:
                return splice(document, from, from, Arrays.copyOfRange(document, from, to));
            case 2:
                return splice(document, from, to, new byte[] {(byte) random.nextInt(256)});
            default:
                String piece = PIECES[random.nextInt(PIECES.length)];
                return splice(
                        document, from, random.nextBoolean() ? from : to, piece.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The document with {@code piece} in place of what lies between the two offsets. */
    private static byte[] splice(byte[] document, int from, int to, byte[] piece) {
        byte[] result = new byte[document.length - (to - from) + piece.length];
        System.arraycopy(document, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(document, to, result, from + piece.length, document.length - to);
        return result;
    }

    private static int[] randomCuts(Random random, int length) {
        return random.ints(random.nextInt(6), 0, length + 1).sorted().toArray();
    }

    private static Verdict verdict(JsonSupport.Outcome outcome) {
        return outcome.error() == null ? verdict(outcome.events()) : REFUSED;
    }

    private static Verdict verdict(List<JsonEvents.Event> events) {
        return new Verdict(
                events.stream().map(event -> event.kind() + " " + event.text()).collect(Collectors.toList()));
    }

    /**
     * Jackson reads several values one after another, no value, and malformed UTF-8; RFC 8259 has
     * none of these.
     */
    private static Verdict jacksonsVerdict(byte[] document) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            List<JsonEvents.Event> events = JsonSupport.jackson(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return values(events) == 1 ? verdict(events) : REFUSED;
        } catch (CharacterCodingException | JsonProcessingException refused) {
            return REFUSED;
        }
    }

    private static int values(List<JsonEvents.Event> events) {
        int values = 0;
        int depth = 0;
        for (JsonEvents.Event event : events) {
            if (event.kind().name().startsWith("END")) depth--;
            else if (depth == 0) values++;
            if (event.kind().name().startsWith("START")) depth++;
        }
        return values;
    }
}
