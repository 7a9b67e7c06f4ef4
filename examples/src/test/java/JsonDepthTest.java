import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A document may be nested as deep as the heap allows. */
class JsonDepthTest {
    private static final int DEPTH = 1_000_000;

    /** Counts how deep it goes, and checks that it comes back. */
    private static final class Depth {
        private int depth;
        private int deepest;

        void accept(JsonEvents.Event event) {
            switch (event.kind()) {
                case START_ARRAY, START_OBJECT -> deepest = Math.max(deepest, ++depth);
                case END_ARRAY, END_OBJECT -> depth--;
                default -> {}
            }
        }
    }

    private static Depth parse(String document, int chunk) {
        Depth depth = new Depth();
        byte[] bytes = JsonSupport.utf8(document);
        JsonSupport.parse(bytes, depth::accept, JsonSupport.cuts(bytes.length, chunk, chunk));
        return depth;
    }

    @Test
    void arrays() {
        Depth depth = parse("[".repeat(DEPTH) + "]".repeat(DEPTH), 65_536);
        assertThat(depth.deepest).isEqualTo(DEPTH);
        assertThat(depth.depth).isZero();
    }

    @Test
    void objects() {
        Depth depth = parse("{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH), 65_536);
        assertThat(depth.deepest).isEqualTo(DEPTH);
        assertThat(depth.depth).isZero();
    }

    @Test
    void both_byteByByte() {
        Depth depth = parse("[{\"\":".repeat(DEPTH / 2) + "null" + "}]".repeat(DEPTH / 2), 1);
        assertThat(depth.deepest).isEqualTo(DEPTH);
        assertThat(depth.depth).isZero();
    }

    @Test
    void error_comesOutOfTheDepth() {
        assertThat(JsonSupport.outcome(JsonSupport.utf8("[".repeat(DEPTH) + "}"))
                        .error())
                .isEqualTo("byte " + DEPTH + ": found '}', expected a value");
        assertThat(JsonSupport.outcome(JsonSupport.utf8("[0,".repeat(DEPTH))).error())
                .isEqualTo("byte " + 3 * DEPTH + ": found the end of the input, expected a value");
    }

    @Test
    void driversException_comesOutOfTheDepth() {
        Coroutine<Void> parser = openedTo(DEPTH);
        IOException broken = new IOException("connection reset");
        assertThatThrownBy(() -> parser.raise(broken)).isSameAs(broken);
        assertThat(parser.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void close_fromTheDepth() {
        Coroutine<Void> parser = openedTo(DEPTH);
        parser.close();
        assertThat(parser.state()).isEqualTo(CoroutineState.CLOSED);
    }

    private static Coroutine<Void> openedTo(int depth) {
        Coroutine<Void> parser = JsonEvents.parser();
        parser.send(null);
        JsonEvents.feed(parser, JsonSupport.utf8("[".repeat(depth)), event -> {});
        return parser;
    }
}
