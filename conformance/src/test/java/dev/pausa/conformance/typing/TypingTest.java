package dev.pausa.conformance.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What javac infers for code that uses the library: what it lets pass, and what it refuses and in which line. */
class TypingTest {
    private static final Path PAGE = Path.of("..", "docs", "typing.md");

    @TempDir
    Path directory;

    static List<Snippet> snippets() throws IOException {
        try (var text = TypingTest.class.getResourceAsStream("/typing/snippets.txt")) {
            return Snippet.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** A line that does not compile ends with {@code // error} and javac's name for the error. */
    @ParameterizedTest
    @MethodSource("snippets")
    void javac_says_what_it_said_before(Snippet snippet) throws IOException {
        var errors = snippet.errors(directory);
        if (Runtime.version().feature() < snippet.release()) {
            assertThat(errors).as("syntax of a later Java").isNotEmpty();
        } else if (snippet.marked("// error ").isEmpty()) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).containsAllEntriesOf(snippet.marked("// error "));
        }
    }

    static List<Snippet> examples() throws IOException {
        List<Snippet> examples = new ArrayList<>();
        Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(PAGE));
        while (block.find()) {
            String code = block.group(1);
            examples.add(new Snippet(code.lines().findFirst().orElseThrow(), code));
        }
        return examples;
    }

    /** A line that does not compile ends with {@code // does not compile}; all others do. */
    @ParameterizedTest
    @MethodSource("examples")
    void the_page_says_what_javac_says(Snippet example) throws IOException {
        assertThat(example.errors(directory).keySet())
                .isEqualTo(example.marked("// does not compile").keySet());
    }

    @Test
    void nothing_was_left_out() throws IOException {
        assertThat(snippets()).hasSizeGreaterThanOrEqualTo(63);
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(10);
    }
}
