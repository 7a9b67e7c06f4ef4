import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Real documents, cut at each of their boundaries, give the events that Jackson gives. */
class JsonRealDocumentTest {
    private static final byte[] LARGE = JsonSupport.resource("emoji-ja.json");
    private static final byte[] SMALL = JsonSupport.resource("css-at-rules.json");

    /** Accepts the events that it expects, in order, and no others. */
    private static final class Expect implements Consumer<JsonEvents.Event> {
        private final List<JsonEvents.Event> expected;
        private int count;

        Expect(List<JsonEvents.Event> expected) {
            this.expected = expected;
        }

        @Override
        public void accept(JsonEvents.Event event) {
            if (count == expected.size() || !event.equals(expected.get(count))) {
                assertThat(event).as("event %d", count).isEqualTo(count < expected.size() ? expected.get(count) : null);
            }
            count++;
        }
    }

    private static void check(List<JsonEvents.Event> expected, byte[] document, int... cuts) {
        Expect expect = new Expect(expected);
        JsonSupport.parse(document, expect, cuts);
        assertThat(expect.count).isEqualTo(expected.size());
    }

    @Test
    void everyRule_cutAtEachPairOfBoundaries() throws IOException {
        byte[] document = JsonSupport.EVERY_RULE;
        List<JsonEvents.Event> expected = JsonSupport.jackson(document);
        for (int first = 0; first <= document.length; first++) {
            for (int second = first; second <= document.length; second++) check(expected, document, first, second);
        }
    }

    @Test
    void small_cutAtEachBoundary() throws IOException {
        List<JsonEvents.Event> expected = JsonSupport.jackson(SMALL);
        for (int cut = 0; cut <= SMALL.length; cut++) check(expected, SMALL, cut);
    }

    @Test
    void large_inChunksOf1To64() throws IOException {
        List<JsonEvents.Event> expected = JsonSupport.jackson(LARGE);
        for (int size = 1; size <= 64; size++) check(expected, LARGE, JsonSupport.cuts(LARGE.length, size, size));
    }

    /**
     * Each pass has a cut at every {@code stride}-th boundary, and together they have all. No token
     * of this document is as long as the stride, so that each cut is as good as alone: what is open
     * across two of them is white space or brackets.
     */
    @Test
    void large_cutAtEachBoundaryAlone() throws IOException {
        int stride = 256;
        List<JsonEvents.Event> expected = JsonSupport.jackson(LARGE);
        assertThat(longestToken(expected)).isLessThan(stride);
        for (int first = 0; first < stride; first++)
            check(expected, LARGE, JsonSupport.cuts(LARGE.length, first, stride));
    }

    /** Counts what lies between two tokens as part of the first. */
    private static long longestToken(List<JsonEvents.Event> events) {
        long longest = LARGE.length - events.get(events.size() - 1).offset();
        for (int i = 1; i < events.size(); i++) {
            longest =
                    Math.max(longest, events.get(i).offset() - events.get(i - 1).offset());
        }
        return longest;
    }
}
