package dev.pausa.conformance.failing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Drives in a JVM whose heap is full. {@code -Dpausa.noMemory=true} tries larger rests of memory, more drives before,
 * and all kinds of chains: some minutes.
 */
class NoMemoryTest {
    private static final boolean IS_LONG = Boolean.getBoolean("pausa.noMemory");

    private static final List<String> FLAGS = List.of(
            "-Xmx7m", "-Xms7m", "-XX:+UseSerialGC", "-XX:-UseTLAB", "-Xint", "-ea", "-Ddev.pausa.neverAwaited=off");

    @Test
    void leaves_nothing_running_and_runs_each_finally_once() throws Exception {
        List<String> arguments = new ArrayList<>(IS_LONG ? List.of("200", "6") : List.of("3", "2"));
        arguments.addAll(IS_LONG ? Scenes.names() : List.of("chain"));
        assertThat(run(NoMemory.class, arguments))
                .singleElement()
                .asString()
                .endsWith(" drives failed")
                .isNotEqualTo("0 drives failed");
    }

    @Test
    void ends_what_throws_for_the_first_time() throws Exception {
        assertThat(run(FirstThrow.class, List.of())).containsExactly("CLOSED, CLOSED");
    }

    private static List<String> run(Class<?> program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }
}
