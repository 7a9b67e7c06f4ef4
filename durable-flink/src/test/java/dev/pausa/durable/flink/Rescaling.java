package dev.pausa.durable.flink;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs a job in parts, each with another parallelism, with a savepoint between two of them.
 *
 * @param cluster where
 * @param folder for files
 */
record Rescaling(URI cluster, Path folder) {
    List<String> run(Events.Job job, Events events, boolean isByHand, int... parallelisms) throws Exception {
        Output output = new Output(folder.resolve("rescaled" + job + isByHand));
        String savepoint = null;
        for (int part = 0; part < parallelisms.length; part++) {
            boolean isLast = part == parallelisms.length - 1;
            StreamExecutionEnvironment environment = environment(parallelisms[part], savepoint);
            Events paced = isLast ? new Events(events.count(), events.keys(), 0) : events;
            output.of(job.in(environment, paced, isByHand));
            JobClient client = environment.executeAsync();
            if (isLast) {
                client.getJobExecutionResult().get();
            } else {
                output.awaitFiles(output.count() + 3);
                savepoint = client.stopWithSavepoint(
                                false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            }
        }
        return output.sorted();
    }

    private StreamExecutionEnvironment environment(int parallelism, String savepoint) {
        StreamExecutionEnvironment environment = Cluster.environment(cluster, 0);
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(100);
        if (savepoint != null) {
            environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        }
        return environment;
    }
}
