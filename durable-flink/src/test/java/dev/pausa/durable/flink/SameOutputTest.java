package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A body gives what a function gives that is written by hand: on events in disorder, also if the job fails and is
 * restarted from a checkpoint, and if it is rescaled in the middle. {@code -Dflink.events} says how many.
 */
class SameOutputTest {
    private static final long COUNT = Long.getLong("flink.events", 30_000);
    private static final int KEYS = (int) Math.max(200, COUNT / 150);

    @TempDir
    Path folder;

    private static List<String> run(Events.Job job, boolean isByHand, boolean fails) throws Exception {
        StreamExecutionEnvironment environment = Cluster.environment(fails ? 1 : 0);
        environment.enableCheckpointing(50);
        FailingOnce.HAS_FAILED.set(!fails);
        DataStream<String> results = job.in(environment, new Events(COUNT, KEYS, fails ? COUNT / 2 : 0), isByHand);
        List<String> all = Run.all(fails ? results.map(new FailingOnce<>()).returns(String.class) : results);
        return all.stream().sorted().toList();
    }

    @ParameterizedTest
    @EnumSource
    @Rule("F1")
    void a_body_gives_the_same_as_a_function_by_hand_also_after_a_failure_and_rescaled(Events.Job job)
            throws Exception {
        List<String> byHand = run(job, true, false);
        assertThat(byHand).hasSizeGreaterThan(100);
        assertThat(run(job, false, false)).isEqualTo(byHand);
        assertThat(run(job, false, true)).isEqualTo(byHand);
        assertThat(FailingOnce.HAS_FAILED).isTrue();
        Events paced = new Events(COUNT, KEYS, COUNT / 3.0);
        assertThat(new Rescaling(Cluster.ADDRESS, folder).run(job, paced, false, 1, 3, 2))
                .isEqualTo(byHand);
    }
}
