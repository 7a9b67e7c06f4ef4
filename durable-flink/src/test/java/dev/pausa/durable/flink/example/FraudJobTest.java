package dev.pausa.durable.flink.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The example of docs/flink.md does what it says, in one process. */
class FraudJobTest {
    @Test
    void tells_of_the_card_that_was_tried_out() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        try (CloseableIterator<String> alerts = FraudJob.alerts(environment).executeAndCollect()) {
            assertThat(alerts).toIterable().containsExactly("card 4711 was tried out, and then paid 900 euros");
        }
    }
}
