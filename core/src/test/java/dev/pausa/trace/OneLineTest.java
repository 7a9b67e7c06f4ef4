package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What texts of others become in one line. */
class OneLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "Ünïcode 漢字", "😀", "a\u200db", "…"})
    void a_fit_text_comes_back_as_it_is(String text) {
        assertThat(OneLine.of(text)).isSameAs(text);
    }

    @Test
    void what_would_break_the_line_is_shown_as_source_would_write_it() {
        assertThat(OneLine.of("a\nb\rc\td\0e\u2028f\u2029g")).isEqualTo("a\\nb\\rc\\td\\u0000e\\u2028f\\u2029g");
    }

    /** Or a name could make what stands after it look as if it stood before. */
    @Test
    void what_turns_the_direction_of_writing_is_shown() {
        assertThat(OneLine.of("\u202eabc\u2066d\u2069")).isEqualTo("\\u202eabc\\u2066d\\u2069");
    }

    @Test
    void half_of_a_surrogate_pair_is_replaced() {
        assertThat(OneLine.of("a\ud83db")).isEqualTo("a\ufffdb");
    }

    @Test
    void a_very_long_text_is_cut() {
        assertThat(OneLine.of("x".repeat(1_000))).hasSize(1_000);
        assertThat(OneLine.of("x".repeat(1_001))).isEqualTo("x".repeat(1_000) + "…");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abc, 2, ab…", "a😀b, 2, a…", "a😀b, 3, a😀…"})
    void a_cut_splits_no_surrogate_pair(String text, int longest, String cut) {
        assertThat(OneLine.cut(text, longest)).isEqualTo(cut);
    }

    @Test
    void a_place_is_changed_only_where_it_must_be() {
        StackTraceElement fit = new StackTraceElement("a.B", "c", "B.java", 3);
        assertThat(OneLine.of(fit)).isSameAs(fit);
        assertThat(OneLine.of(new StackTraceElement("a.B", "c\nd", null, 3)))
                .isEqualTo(new StackTraceElement("a.B", "c\\nd", null, 3));
    }
}
