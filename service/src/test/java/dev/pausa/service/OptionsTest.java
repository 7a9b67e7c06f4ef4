package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static Options parse(String line) {
        return Options.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void what_is_not_said_is_as_usual() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(parse("")).isEqualTo(new Options("localhost", 8080, null, processors, true));
    }

    @Test
    void each_option_counts() {
        String url = "postgresql://shop:p%40ss@db.example.org:5433/orders";
        assertThat(parse("--port 0 --host 0.0.0.0 --loops 3 --no-tasks --database " + url))
                .isEqualTo(new Options("0.0.0.0", 0, url, 3, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port | --port needs a value",
                "--port eighty | --port needs a number from 0 to 65535, but has eighty",
                "--port 65536 | --port needs a number from 0 to 65535, but has 65536",
                "--port -1 | --port needs a number from 0 to 65535, but has -1",
                "--loops 0 | --loops needs a number from 1 to 256, but has 0",
                "--loops 1 --verbose | unknown option --verbose",
                "8080 | unknown option 8080"
            })
    void what_is_wrong_is_told(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://shop:secret@localhost/orders",
        "mysql://shop:secret@localhost/orders",
        "postgresql://shop:se/cret@localhost:x/orders"
    })
    void a_wrong_url_of_a_database_is_told_without_its_password(String url) {
        assertThatThrownBy(() -> parse("--database " + url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--database needs a URL as postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
                .hasMessageNotContaining("cret");
    }
}
