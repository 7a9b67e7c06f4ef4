package dev.pausa.durable.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.util.CloseableIterator;

/**
 * Measures what docs/flink.md says: a body beside a function by hand, in turns, on each backend. {@code main EVENTS
 * ROUNDS KEYS}: how many events a round has, how many rounds there are, and how many keys are kept for the checkpoints.
 */
final class Figures {
    private Figures() {}

    private static final String HEAP = "hashmap";
    private static final String ROCKSDB = "rocksdb";

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        System.out.println("JDK " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        long events = Long.parseLong(args[0]);
        int rounds = Integer.parseInt(args[1]);
        throughput(HEAP, events, rounds);
        throughput(ROCKSDB, events / 4, rounds);
        for (String backend : List.of(HEAP, ROCKSDB)) {
            for (boolean isByHand : List.of(true, false)) {
                checkpoints(backend, isByHand, Integer.parseInt(args[2]));
            }
        }
        System.exit(0);
    }

    private static KeyedProcessFunction<String, Payment, Alert> function(boolean isByHand) {
        return isByHand ? new FraudByHand() : Fraud.function();
    }

    private static StreamExecutionEnvironment environment(String backend) {
        StreamExecutionEnvironment environment = Cluster.environment(0);
        environment.configure(new Configuration().set(StateBackendOptions.STATE_BACKEND, backend));
        environment.setParallelism(1);
        return environment;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Throughput
    // -----------------------------------------------------------------------------------------------------------------

    private static void throughput(String backend, long count, int rounds) throws Exception {
        perSecond(backend, count / 2, true);
        perSecond(backend, count / 2, false);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double byHand = perSecond(backend, count, true);
            double body = perSecond(backend, count, false);
            ratios.add(body / byHand);
            System.out.printf(
                    "%s: %,.0f events/s by hand, %,.0f by a body, ratio %.2f%n", backend, byHand, body, body / byHand);
        }
        ratios.sort(null);
        System.out.printf("%s: median ratio of %d: %.2f%n", backend, rounds, ratios.get(rounds / 2));
    }

    private static double perSecond(String backend, long count, boolean isByHand) throws Exception {
        StreamExecutionEnvironment environment = environment(backend);
        DataStream<Alert> alerts = new Events(count, 10_000, 0)
                .payments(environment)
                .keyBy(Payment::account)
                .process(function(isByHand));
        alerts.sinkTo(new DiscardingSink<>());
        return count * 1000.0 / environment.execute().getNetRuntime();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Checkpoints
    // -----------------------------------------------------------------------------------------------------------------

    /** A payment of each key, small ones or large ones; then it stays. */
    private record Filling(int keys, long cents) implements SourceFunction<Payment> {
        static volatile CountDownLatch emitted = new CountDownLatch(1);
        static volatile CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public void run(SourceContext<Payment> context) throws Exception {
            for (int i = 0; i < keys; i++) {
                synchronized (context.getCheckpointLock()) {
                    context.collectWithTimestamp(new Payment("account" + i, cents, i), i);
                }
            }
            emitted.countDown();
            cancelled.await();
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        DataStream<Alert> in(StreamExecutionEnvironment environment, boolean isByHand) {
            emitted = new CountDownLatch(1);
            cancelled = new CountDownLatch(1);
            return environment
                    .addSource(this, "filling", TypeInformation.of(Payment.class))
                    .uid("filling" + cents)
                    .keyBy(Payment::account)
                    .process(function(isByHand))
                    .uid("body");
        }
    }

    private static void checkpoints(String backend, boolean isByHand, int keys) throws Exception {
        Path folder = Files.createTempDirectory("flink-figures");
        StreamExecutionEnvironment environment = environment(backend);
        environment.enableCheckpointing(3_600_000);
        environment.configure(new Configuration()
                .set(org.apache.flink.configuration.CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                .set(
                        org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        folder.resolve("checkpoints").toUri().toString()));
        new Filling(keys, 50).in(environment, isByHand).sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        Filling.emitted.await();
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long begin = System.nanoTime();
            Cluster.MINI.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get();
            millis.add((System.nanoTime() - begin) / 1_000_000);
        }
        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoint").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        millis.remove(0); // it waits for the last events
        millis.sort(null);
        System.out.printf(
                "%s, %s, %,d keys: %.1f bytes a key in a savepoint, checkpoint %d ms (median of 3), restore %d ms%n",
                backend,
                isByHand ? "by hand" : "body",
                keys,
                size(folder.resolve("savepoint")) / (double) keys,
                millis.get(1),
                restore(backend, isByHand, savepoint));
        delete(folder);
    }

    /** From the submission to the first result. */
    private static long restore(String backend, boolean isByHand, String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(backend);
        environment.configure(new Configuration()
                .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint)
                .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
        DataStream<Alert> alerts = new Filling(1, 60_000).in(environment, isByHand);
        long begin = System.nanoTime();
        try (CloseableIterator<Alert> results = alerts.executeAndCollect()) {
            results.next();
            return (System.nanoTime() - begin) / 1_000_000;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(java.util.Comparator.reverseOrder()).toList();
        }
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        for (Path each : files(folder)) {
            size += Files.isRegularFile(each) ? Files.size(each) : 0;
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        for (Path each : files(folder)) {
            Files.delete(each);
        }
    }
}
