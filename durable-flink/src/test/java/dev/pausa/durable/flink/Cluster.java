package dev.pausa.durable.flink;

import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One cluster in this process for all tests: two task managers of two slots. */
final class Cluster {
    private Cluster() {}

    static final MiniCluster MINI = start();
    static final URI ADDRESS = MINI.getRestAddress().join();

    private static MiniCluster start() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .build());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::closeAsync));
        try {
            cluster.start();
            return cluster;
        } catch (Exception e) {
            throw new AssertionError("no cluster", e);
        }
    }

    /** Waits until all tasks of a job run: before, no savepoint can be taken. */
    static void awaitRunning(JobID job) throws Exception {
        while (!isRunning(job)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean isRunning(JobID job) throws Exception {
        for (var vertex : MINI.getExecutionGraph(job).get().getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Returns an environment for one job, which restarts a few times if it fails. */
    static StreamExecutionEnvironment environment(int restarts, URL... classes) {
        return environment(ADDRESS, restarts, classes);
    }

    static StreamExecutionEnvironment environment(URI address, int restarts, URL... classes) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, restarts == 0 ? "none" : "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Math.max(1, restarts));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, java.time.Duration.ofMillis(1));
        configuration.set(
                PipelineOptions.CLASSPATHS,
                List.of(classes).stream().map(URL::toString).toList());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(address.getHost(), address.getPort(), configuration);
        environment.setParallelism(2);
        return environment;
    }
}
