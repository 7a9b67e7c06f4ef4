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
        List<String> scenes = IS_LONG ? Scenes.names() : List.of("chain");
        List<String> lines = run(IS_LONG ? "200" : "3", IS_LONG ? "6" : "2", scenes);
        assertThat(lines).singleElement().asString().endsWith(" drives failed").isNotEqualTo("0 drives failed");
    }

    private static List<String> run(String pieces, String sends, List<String> scenes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NoMemory.class.getName(), pieces, sends));
        command.addAll(scenes);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }
}
