package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.Rule;
import dev.pausa.durable.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program that does one of everything, as often as it has commits, and each time another one goes wrong: it fails and
 * has not happened, or has, or the process dies just before it, or just after. What comes out is always the same.
 */
class CommitFaultsTest {
    /** On PostgreSQL half of it, unless {@code -Dfaults.all=true} asks for all. */
    static Stream<Arguments> faults() {
        return Stream.of(Databases.values())
                .flatMap(database -> Stream.of(FaultySource.Fault.values())
                        .filter(fault -> database == Databases.H2
                                || fault == FaultySource.Fault.ANSWER_LOST
                                || fault == FaultySource.Fault.DEAD_AFTER
                                || Boolean.getBoolean("faults.all"))
                        .map(fault -> Arguments.of(database, fault)));
    }

    /** An instance is claimed to begin, after its sleep, and after the receive for which nothing comes. */
    private static final int CLAIMS = 3;

    @ParameterizedTest
    @MethodSource("faults")
    @Rule({"E1", "E2", "E3", "E7"})
    void whichever_commit_goes_wrong_the_outcome_is_the_same(Databases database, FaultySource.Fault fault)
            throws Exception {
        Run usual = run(database, fault, 0);
        assertThat(usual.commits).isGreaterThan(6);
        List<Future<Run>> runs = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int at = 1; at <= usual.commits; at++) {
                int each = at;
                runs.add(threads.submit(() -> run(database, fault, each)));
            }
            int claimedMore = 0;
            for (Future<Run> each : runs) {
                claimedMore += each.get(60, TimeUnit.SECONDS).claims > CLAIMS ? 1 : 0;
            }
            if (fault == FaultySource.Fault.ANSWER_LOST) {
                assertThat(claimedMore)
                        .as("a save whose answer is lost is found, and the turn goes on; a claim is made again")
                        .isLessThanOrEqualTo(CLAIMS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many commits a worker made, and how often the instance was claimed. */
    private record Run(int commits, int claims) {}

    private static Run run(Databases database, FaultySource.Fault fault, int at) throws Exception {
        String name = "order " + UUID.randomUUID();
        try (Durable client = Programs.open(database.source(), name).threads(0).start()) {
            DurableTask<String> task = client.start("order", name, name);
            client.signal(name, "go", "once", "went");
            FaultySource worker = new FaultySource(database.source(), fault, at == 0 ? -1 : at + setUp(database));
            Durable first = Programs.open(worker, name).threads(1).start();
            String result = at == 0 || !dies(fault) ? get(task) : getFromSecond(database, worker, name, task);
            closeLater(first);
            assertThat(result).as("%s at commit %d", fault, at).isEqualTo("paid " + name + " 1 went late 1");
            check(database, task, name, fault + " at commit " + at);
            String claims = "select fence from pausa_instance where namespace = ?";
            return new Run(
                    worker.commits() - setUp(database),
                    Integer.parseInt(database.query(claims, name).get(0)));
        }
    }

    private static int setUpCommits = -1;

    /** How many commits it takes to open an engine. */
    private static synchronized int setUp(Databases database) {
        if (setUpCommits < 0) {
            FaultySource counted = new FaultySource(database.source(), FaultySource.Fault.LOST, -1);
            Programs.open(counted, "set up").threads(0).start().close();
            setUpCommits = counted.commits();
        }
        return setUpCommits;
    }

    private static boolean dies(FaultySource.Fault fault) {
        return fault == FaultySource.Fault.DEAD_BEFORE || fault == FaultySource.Fault.DEAD_AFTER;
    }

    /** A dead one takes its time: it asks for the outcome of its last commit. */
    private static void closeLater(Durable worker) {
        Thread closing = new Thread(worker::close, "closing");
        closing.setDaemon(true);
        closing.start();
    }

    private static String get(DurableTask<String> task) throws Exception {
        return task.result().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** As the scheduler does when a worker has been silent for long enough. */
    private static String getFromSecond(Databases database, FaultySource worker, String name, DurableTask<String> task)
            throws Exception {
        // The last commit may be that of a wake-up that finds nothing to do, and comes or does not.
        Databases.until(
                "the worker is dead", () -> worker.isDead() || task.state().hasEnded());
        database.execute("update pausa_wakeup set picked = false, version = version + 1, last_heartbeat = null"
                + " where task_name = 'pausa:" + name + "' and picked = true");
        try (Durable second = Programs.open(database.source(), name).threads(1).start()) {
            return get(task);
        }
    }

    private static void check(Databases database, DurableTask<String> task, String name, String where) {
        assertThat(task.state()).as(where).isEqualTo(State.DONE);
        assertThat(database.query("select what from effect where name = ? order by what", name))
                .as("transactions take effect once, %s", where)
                .containsExactly("book", "ship");
        List<StepContext> calls = Programs.calls(name);
        assertThat(calls).as("a step runs at least once, %s", where).isNotEmpty();
        assertThat(calls.stream().map(StepContext::key).distinct())
                .as("always with the same key, %s", where)
                .hasSize(1);
        assertThat(database.query("select state from pausa_step where namespace = ? order by seq", name))
                .as("the history, %s", where)
                .containsExactly("DONE", "DONE", "DONE", "DONE", "FAILED", "DONE");
    }
}
