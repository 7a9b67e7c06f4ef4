package dev.pausa.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionLogTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read() {
        List<Decision> decisions = List.of(new Decision(0, 1, "main", "main"), new Decision(2, 3, "c: of\n5", "a"));
        Path file = DecisionLog.write("log", new Trial(Seed.pct(-7, 3, 12), null, decisions, List.of()));
        assertThat(file.toString()).isEqualTo("target/pausa-decisions/log--7-pct-3-12.decisions");
        DecisionLog log = DecisionLog.read(file);
        assertThat(log.seed()).isEqualTo(Seed.pct(-7, 3, 12));
        assertThat(log.decisions()).containsExactly(new Decision(0, 1, "main", ""), new Decision(2, 3, "c: of 5", ""));
    }

    @Test
    void what_cannot_be_read_says_why() throws Exception {
        Path file = folder.resolve("x");
        assertThatThrownBy(() -> DecisionLog.read(file)).isInstanceOf(UncheckedIOException.class);
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> DecisionLog.read(file)).hasMessageContaining("is not a file of decisions");
        Files.writeString(file, "decisions of a run, seed 5\nhello");
        assertThatThrownBy(() -> DecisionLog.read(file)).hasMessageEndingWith("a line that is no decision: 'hello'");
    }

    @Test
    @Rule("T3")
    void a_record_that_is_too_short_or_too_long_is_told() {
        Replay tooShort = new Replay(List.of(new Decision(0, 1, "a", "")));
        assertThat(tooShort.choose(List.of("a"))).isZero();
        assertThatThrownBy(() -> tooShort.choose(List.of("b", "c")))
                .isInstanceOf(DivergenceError.class)
                .hasMessageContaining(
                        "at decision 1 of 1, after 'a': the record ends, and the run goes on: ready are [b, c]");
        assertThatThrownBy(() -> new Replay(List.of(new Decision(0, 1, "a", ""))).requireEnd())
                .isInstanceOf(DivergenceError.class)
                .hasMessageContaining("at decision 0 of 1: the run has ended, and the record goes on with 'a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-5", "5/fifo", "5/pct/3/87"})
    void seeds_are_read_as_they_are_shown(String text) {
        assertThat(Seed.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "five", "5/", "5/walk", "5/pct/3", "5/pct/a/b"})
    void what_is_no_seed_says_what_one_is(String text) {
        assertThatThrownBy(() -> Seed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUMBER/pct/DEPTH/LENGTH");
    }
}
