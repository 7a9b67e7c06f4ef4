package adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/adapters.md shows is what is compiled and run here. */
class AdaptersPageTest {
    private static final Path SOURCES = Path.of("src/test/java/adapters");
    private static final Path PAGE = Path.of("../../docs/adapters.md");

    static Stream<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_in_a_source(String block) throws IOException {
        assertThat(sources())
                .anySatisfy(source ->
                        assertThat(source + source.replace("\n    ", "\n")).contains(block));
    }

    private static Stream<String> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.toList().stream().map(AdaptersPageTest::text);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_adapter_fits_into_sixty_lines() throws IOException {
        assertThat(Files.readAllLines(SOURCES.resolve("GrpcAsync.java"))).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void the_page_shows_blocks_of_each_library() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(6);
    }
}
