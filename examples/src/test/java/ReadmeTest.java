import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pausa.*;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows is what is compiled and run. */
class ReadmeTest {
    static Coroutine<Integer> length(CompletionStage<String> text) {
        return coroutine(() -> await(text).length()); // pauses until the stage is complete; the driver gets the stage
    }

    static Iterable<Long> fibonacci() {
        return Generator.iterable(g -> {
            for (long a = 0, b = 1; ; b += a, a = b - a) {
                g.yield(a); // pauses here until the loop asks for the next one
            }
        });
    }

    @Test
    void the_first_program_fetches_pages() throws Exception {
        assertThat(javaBlocks().get(0)).isEqualTo(Files.readString(Path.of("src/test/java/Lengths.java")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 5);
                exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            String here = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            String nowhere = "http://127.0.0.1:" + closedPort() + "/";
            assertThat(outputOf(() -> Lengths.main(new String[] {nowhere, here})))
                    .isEqualTo(nowhere + " cannot be read: java.net.ConnectException\n" + here + " has 5 characters\n");
        } finally {
            server.stop(0);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void the_second_program_is_hello_and_prints_what_it_says() throws Exception {
        String hello = Files.readString(Path.of("Hello.java"));
        assertThat(javaBlocks().get(1)).isEqualTo(hello);
        assertThat(hello.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(15);
        assertThat(outputOf(() -> Hello.main(new String[0]))).isEqualTo("first?\nsecond?\nReturned[value=42]\n");
    }

    @Test
    void the_generator_example_works() throws IOException {
        assertThat(here()).contains(javaBlocks().get(2));
        List<Long> numbers = new ArrayList<>();
        for (long n : fibonacci()) {
            if (n > 100) break;
            numbers.add(n);
        }
        assertThat(numbers).containsExactly(0L, 1L, 1L, 2L, 3L, 5L, 8L, 13L, 21L, 34L, 55L, 89L);
    }

    @Test
    void the_stage_example_works() throws IOException {
        assertThat(here()).contains(javaBlocks().get(3));
        CompletableFuture<String> text = new CompletableFuture<>();
        Coroutine<Integer> length = length(text);
        assertThat(length.send(null)).isSameAs(text);
        text.complete("four");
        assertThat(length.step(null)).isEqualTo(new Step.Returned<>(4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TreeWalk     | 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ... 1000000 in all
            Permutations | 2 7 8 3 9 1 5 4 6 0
            SameFringe   | the same leaves
            PagedApi     | Bouvet Island
            TailGrep     | A body awaits other coroutines
            LexerParser  | 12.56
            """)
    void the_commands_work(String program, String printed) throws IOException {
        String command = Pattern.compile("`\\./pausa examples/" + program + "\\.java (.*)`")
                .matcher(readme())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        String[] args = Pattern.compile("\"([^\"]*)\"|\\S+")
                .matcher(command)
                .results()
                .map(arg -> arg.group(1) == null ? arg.group() : arg.group(1))
                .map(arg -> arg.equals("README.md") ? "../README.md" : arg)
                .toArray(String[]::new);
        Printed out = new Printed();
        Printed err = new Printed();
        int status = switch (program) {
            case "TreeWalk" -> TreeWalk.run(out, err, args);
            case "Permutations" -> Permutations.run(out, err, args);
            case "SameFringe" -> SameFringe.run(out, err, args);
            case "PagedApi" -> PagedApi.run(out, err, args);
            case "TailGrep" -> new TailGrep(System.in, out, err, () -> {}).run(args);
            default -> new LexerParser(out, err).run(System.in, false, args);
        };
        assertThat(status).as(err.text()).isZero();
        assertThat(out.text()).contains(printed);
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

    /** This file, with what stands in the class moved to the left. */
    private static String here() throws IOException {
        return Files.readString(Path.of("src/test/java/ReadmeTest.java")).replace("\n    ", "\n");
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

    private interface Program {
        void run() throws Exception;
    }

    private static String outputOf(Program program) throws Exception {
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
