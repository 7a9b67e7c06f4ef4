package dev.pausa.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/service-peers.md shows is what is measured. */
class PeersPageTest {
    private static final List<String> SOURCES = List.of(
            "java/dev/pausa/peers/FuturesServer.java",
            "java/dev/pausa/peers/PausaServer.java",
            "kotlin/dev/pausa/peers/KotlinServer.kt",
            "java/dev/pausa/peers/ThreadsServer.java");

    static Stream<String> blocks() throws IOException {
        return Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/service-peers.md")))
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_in_a_server(String block) throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String source : SOURCES) {
            sources.append(Files.readString(Path.of("src/main", source)));
        }
        assertThat(sources.toString().replace("\n    ", "\n")).contains(block);
    }
}
