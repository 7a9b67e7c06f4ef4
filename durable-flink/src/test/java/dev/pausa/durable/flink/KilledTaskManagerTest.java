package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a cluster of processes: one of them is killed in the middle, and the output is what it is without. */
@Tag("slow")
class KilledTaskManagerTest {
    private static final long COUNT = Long.getLong("flink.events", 1_000_000);
    private static final int KEYS = (int) (COUNT / 150);

    @TempDir
    Path folder;

    private List<String> run(RealCluster cluster, Events.Job job, boolean isByHand, int killed) throws Exception {
        Output output = new Output(folder.resolve("output" + job + isByHand));
        StreamExecutionEnvironment environment = Cluster.environment(cluster.address(), 10);
        environment.setParallelism(3);
        environment.enableCheckpointing(200);
        output.of(job.in(environment, new Events(COUNT, KEYS, isByHand ? 0 : COUNT / 15.0), isByHand));
        JobClient client = environment.executeAsync();
        if (killed >= 0) {
            output.awaitFiles(9);
            cluster.kill(killed);
        }
        client.getJobExecutionResult().get();
        return output.sorted();
    }

    @ParameterizedTest
    @EnumSource
    @Rule("F1")
    void a_killed_task_manager_changes_nothing_in_the_output(Events.Job job) throws Exception {
        try (RealCluster cluster = new RealCluster(folder.resolve("cluster"), 3)) {
            List<String> byHand = run(cluster, job, true, -1);
            assertThat(byHand).hasSizeGreaterThan(1000);
            assertThat(run(cluster, job, false, 1)).isEqualTo(byHand);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Rule("F1")
    void rescaling_from_one_to_three_to_two_changes_nothing_in_the_output(Events.Job job) throws Exception {
        try (RealCluster cluster = new RealCluster(folder.resolve("cluster"), 3)) {
            List<String> byHand = run(cluster, job, true, -1);
            Events paced = new Events(COUNT, KEYS, COUNT / 15.0);
            assertThat(new Rescaling(cluster.address(), folder).run(job, paced, false, 1, 3, 2))
                    .isEqualTo(byHand);
        }
    }
}
