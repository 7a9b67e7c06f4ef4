package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.database.EmbeddedDatabase;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of its own, whose processes are killed and started again while clients order. */
@Tag("slow")
class DatabaseKillTest extends ServiceFixture {
    @TempDir
    Path data;

    private EmbeddedDatabase database;
    private int port;

    /** What clients were told was confirmed. */
    private final Set<Long> confirmed = ConcurrentHashMap.newKeySet();

    private final Set<Long> made = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Override
    String database() {
        return database.url();
    }

    @Override
    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        database = EmbeddedDatabase.start(data.resolve("db"), port);
        super.start();
    }

    @Override
    @AfterEach
    void end() throws Exception {
        super.end();
        database.close();
    }

    @Test
    void nothing_that_was_confirmed_is_lost() throws Exception {
        List<Thread> clients =
                Stream.generate(() -> new Thread(this::order)).limit(8).toList();
        clients.forEach(Thread::start);
        for (int round = 0; round < 2; round++) {
            int before = confirmed.size();
            eventually("there is load", () -> confirmed.size() > before + 50);
            kill();
            eventually("it is noticed", () -> statusOf("/orders?limit=1") == 503);
            database.close(); // of the launcher, which still believes in it
            database = EmbeddedDatabase.start(data.resolve("db"), port);
            int then = confirmed.size();
            eventually("orders are confirmed again", () -> confirmed.size() > then + 50);
        }
        isOver.set(true);
        for (Thread each : clients) {
            each.join(LIMIT.toMillis());
        }
        System.out.println("made " + made.size() + ", confirmed " + confirmed.size());
        for (long id : made) {
            assertThat(status(id)).as("order " + id).isNotEqualTo("null");
        }
        for (long id : confirmed) {
            assertThat(status(id)).as("order " + id).isEqualTo("CONFIRMED");
        }
    }

    private int statusOf(String path) {
        try {
            return get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Orders and checks out until the test is over; what is refused is not tried again. */
    private void order() {
        while (!isOver.get()) {
            try {
                HttpResponse<String> response = post(
                        "/orders", order(1 + (int) (Math.random() * 10_000), 1).encode());
                if (response.statusCode() == 201) {
                    long id = new JsonObject(response.body()).getLong("id");
                    made.add(id);
                    if (get(checkout(id, key())).statusCode() == 200) {
                        confirmed.add(id);
                    }
                }
            } catch (Exception e) {
                throw new AssertionError("the service itself does not answer", e);
            }
        }
    }

    /** Kills all processes of the database, as {@code kill -9} does. */
    private void kill() throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("db/postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(0, postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        eventually("they are gone", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
