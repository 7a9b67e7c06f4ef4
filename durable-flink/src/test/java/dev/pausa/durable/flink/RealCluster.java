package dev.pausa.durable.flink;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A cluster of processes on this machine: a job manager, and task managers that can be killed. */
final class RealCluster implements AutoCloseable {
    private static final String TASK_MANAGER_MEMORY = """
            taskmanager.cpu.cores: 2.0
            taskmanager.memory.task.heap.size: 256m
            taskmanager.memory.task.off-heap.size: 0m
            taskmanager.memory.managed.size: 64m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.network.max: 64m
            taskmanager.memory.framework.heap.size: 128m
            taskmanager.memory.framework.off-heap.size: 64m
            taskmanager.memory.jvm-metaspace.size: 128m
            taskmanager.memory.jvm-overhead.min: 64m
            taskmanager.memory.jvm-overhead.max: 64m
            """;

    private final Path folder;
    private final int port;
    private final Process jobManager;
    private final List<Process> taskManagers = new ArrayList<>();

    RealCluster(Path folder, int taskManagers) throws IOException {
        this.folder = Files.createDirectories(folder);
        int rpc = freePort();
        port = freePort();
        Files.writeString(folder.resolve("config.yaml"), """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                rest.address: localhost
                rest.port: %d
                rest.bind-port: "%d"
                taskmanager.host: localhost
                taskmanager.numberOfTaskSlots: 2
                taskmanager.load-balance.mode: SLOTS
                heartbeat.interval: 500
                heartbeat.timeout: 3000
                io.tmp.dirs: %s
                """.formatted(rpc, port, port, folder) + TASK_MANAGER_MEMORY);
        jobManager = start(StandaloneSessionClusterEntrypoint.class, "job-manager");
        for (int i = 0; i < taskManagers; i++) {
            this.taskManagers.add(start(TaskManagerRunner.class, "task-manager-" + i));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(Class<?> main, String name) throws IOException {
        File log = folder.resolve(name + ".log").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--configDir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Kills a task manager, as {@code kill -9} does. */
    void kill(int number) throws InterruptedException {
        Process victim = taskManagers.get(number);
        victim.destroyForcibly();
        if (!victim.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("task manager " + number + " cannot be killed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process each : taskManagers) {
            each.destroyForcibly().waitFor();
        }
        jobManager.destroyForcibly().waitFor();
    }
}
