import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.*;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled and run. */
class ReadmeTest {
    static Coroutine<Integer> length(CompletionStage<String> text) {
        return coroutine(() -> await(text).length()); // pauses until the stage is complete; the driver gets the stage
    }

    @Test
    void the_first_program_is_hello_and_prints_what_it_says() throws IOException {
        String hello = Files.readString(Path.of("Hello.java"));
        assertThat(javaBlocks().get(0)).isEqualTo(hello);
        assertThat(hello.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(15);
        assertThat(outputOf(() -> Hello.main(new String[0]))).isEqualTo("first?\nsecond?\nReturned[value=42]\n");
    }

    @Test
    void the_stage_example_works() throws IOException {
        String here = Files.readString(Path.of("src/test/java/ReadmeTest.java"));
        assertThat(here.replace("\n    ", "\n")).contains(javaBlocks().get(1));
        CompletableFuture<String> text = new CompletableFuture<>();
        Coroutine<Integer> length = length(text);
        assertThat(length.send(null)).isSameAs(text);
        text.complete("four");
        assertThat(length.step(null)).isEqualTo(new Step.Returned<>(4));
    }

    @Test
    void the_coordinates_are_those_of_the_build() throws IOException {
        String pom = Files.readString(Path.of("../bundle/pom.xml"));
        String version = Pattern.compile("<version>(.*?)</version>")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(readme()).contains("<artifactId>pausa</artifactId>\n  <version>" + version + "</version>");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static List<String> javaBlocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String outputOf(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
