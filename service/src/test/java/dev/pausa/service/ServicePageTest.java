package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/service.md shows stands in the sources, and what it names is there. */
class ServicePageTest {
    private static final Path PAGE = Path.of("../docs/service.md");

    private static List<String> find(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            StringBuilder all = new StringBuilder();
            for (Path file : java) {
                all.append(Files.readString(file)).append('\n');
            }
            return all.toString();
        }
    }

    private static String withoutIndents(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    void the_code_that_it_shows_is_the_code() throws Exception {
        String sources = withoutIndents(sources());
        assertThat(find("```java\n(.*?)```"))
                .isNotEmpty()
                .allSatisfy(code -> assertThat(sources).contains(withoutIndents(code)));
    }

    @Test
    void the_tests_and_files_that_it_names_are_there() throws Exception {
        String sources = sources();
        assertThat(find("`(\\w+Test)`"))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources).contains("class " + test));
        assertThat(find("\\]\\((\\.\\./[^)]*)\\)"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Path.of("../docs", file)).exists());
    }
}
