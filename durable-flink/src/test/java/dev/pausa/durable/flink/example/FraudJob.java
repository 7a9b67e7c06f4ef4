package dev.pausa.durable.flink.example;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.flink.Keyed.emit;
import static dev.pausa.durable.flink.Keyed.next;

import dev.pausa.Coroutine;
import dev.pausa.durable.flink.CoroutineFunction;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Tells of cards that pay a little, and within a minute a lot: who has stolen one tries first whether it works. */
public final class FraudJob {
    private FraudJob() {}

    /** A payment by a card. */
    public record Payment(String card, int euros, long millis) {}

    static Coroutine<Void> watch(String card) {
        return coroutine(() -> {
            Payment last = await(next(Payment.class));
            while (last != null && last.euros() < 2) {
                last = await(next(Payment.class, Duration.ofMinutes(1)));
                if (last != null && last.euros() > 500) {
                    emit("card " + card + " was tried out, and then paid " + last.euros() + " euros");
                }
            }
        });
    }

    /** Builds the job. */
    static DataStream<String> alerts(StreamExecutionEnvironment environment) {
        return environment
                .fromData(
                        new Payment("4711", 1, 0),
                        new Payment("0815", 80, 5_000),
                        new Payment("4711", 900, 20_000),
                        new Payment("0815", 1, 30_000),
                        new Payment("0815", 700, 300_000))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Payment>forBoundedOutOfOrderness(Duration.ofSeconds(5))
                                .withTimestampAssigner((payment, before) -> payment.millis()))
                .keyBy(Payment::card)
                .process(CoroutineFunction.of(
                        "watch",
                        Payment.class,
                        String.class,
                        snapshots -> snapshots
                                .host("fraud", FraudJob.class)
                                .type("payment", Payment.class)
                                .register("watch", 1, FraudJob::watch)))
                .uid("watch");
    }

    /** Runs it: in this process if no cluster runs it. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        alerts(environment).print().setParallelism(1);
        environment.execute("fraud");
    }
}
