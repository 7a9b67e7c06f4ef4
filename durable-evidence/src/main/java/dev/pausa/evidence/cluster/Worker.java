package dev.pausa.evidence.cluster;

import com.zaxxer.hikari.HikariDataSource;
import dev.pausa.durable.Durable;
import dev.pausa.evidence.bodies.Bodies;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program of a worker: runs instances until its standard input ends. */
public final class Worker {
    private Worker() {}

    /**
     * Runs it.
     *
     * @param arguments the URL of the database, and how many instances it works on at once
     * @throws IOException if its standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        quiet();
        int threads = Integer.parseInt(arguments[1]);
        try (HikariDataSource pool = Postgres.pool(arguments[0], 2 * threads + 8);
                Durable durable = Bodies.open(pool, Worker.class.getClassLoader())
                        .threads(threads)
                        .start()) {
            System.out.println("ready " + ProcessHandle.current().pid());
            serve();
        }
    }

    /** Has the libraries report what goes wrong, and nothing else. */
    public static void quiet() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private static void serve() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(
                    switch (line) {
                        case "heap" -> "heap " + heap();
                        case "clock" -> "clock " + System.currentTimeMillis();
                        default -> "unknown " + line;
                    });
        }
    }

    /** The bytes that are left after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
