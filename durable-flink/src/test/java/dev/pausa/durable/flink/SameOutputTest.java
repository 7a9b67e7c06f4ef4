package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** A body and a function that is written by hand give the same, also if the job fails and is restarted. */
class SameOutputTest {
    private static final long COUNT = Long.getLong("flink.events", 40_000);
    private static final int KEYS = 200;

    private static List<String> alerts(KeyedProcessFunction<String, Payment, Alert> function, boolean fails)
            throws Exception {
        StreamExecutionEnvironment environment = Cluster.environment(1);
        environment.enableCheckpointing(50);
        DataStream<Alert> alerts = Events.payments(environment, COUNT, KEYS)
                .keyBy(Payment::account)
                .process(function)
                .uid("fraud");
        FailingOnce.HAS_FAILED.set(!fails);
        return sorted(fails ? alerts.map(new FailingOnce<>()).returns(Alert.class) : alerts);
    }

    private static List<String> sorted(DataStream<?> stream) throws Exception {
        List<String> all = new ArrayList<>();
        try (CloseableIterator<?> results = stream.executeAndCollect()) {
            results.forEachRemaining(each -> all.add(each.toString()));
        }
        return all.stream().sorted().toList();
    }

    @Test
    @Rule("F1")
    void fraud_is_found_the_same_by_a_body_and_by_hand_also_after_a_failure() throws Exception {
        List<String> byHand = alerts(new FraudByHand(), false);
        assertThat(byHand).hasSizeGreaterThan(100);
        assertThat(alerts(Fraud.function(), false)).isEqualTo(byHand);
        assertThat(alerts(Fraud.function(), true)).isEqualTo(byHand);
        assertThat(FailingOnce.HAS_FAILED).isTrue();
    }
}
