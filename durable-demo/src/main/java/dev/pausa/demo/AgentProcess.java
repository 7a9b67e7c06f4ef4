package dev.pausa.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of the agent, of one version. */
final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** Starts one: the classes of a version stand before the others on its class path. */
    AgentProcess(String version, URI office, List<String> arguments, Consumer<String> out) throws IOException {
        String separator = System.getProperty("path.separator");
        String paths = (version.isEmpty() ? "" : version + separator) + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Doffice=" + office,
                "-cp",
                paths,
                "dev.pausa.demo.agent.Main"));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(() -> read(out), "what process " + process.pid() + " says");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Consumer<String> out) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                out.accept("  agent " + process.pid() + "  " + line);
                lines.add(line);
            }
        } catch (IOException e) {
            // The stream of a killed process ends in the middle.
            out.accept("  agent " + process.pid() + "  says no more: " + e.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line that begins so, and returns the rest of it. */
    String await(String first, int seconds) throws IOException, InterruptedException {
        while (true) {
            String line = lines.poll(seconds, TimeUnit.SECONDS);
            if (line == null) {
                throw new IOException(
                        "process " + pid() + " of the agent has not said '" + first + "' for " + seconds + " s");
            }
            if (line.startsWith(first)) {
                return line.substring(first.length()).strip();
            }
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
