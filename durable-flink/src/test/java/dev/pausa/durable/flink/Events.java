package dev.pausa.durable.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Events that are made of their numbers: the same in each run, in disorder by up to ten seconds. */
final class Events {
    private Events() {}

    static final Duration DISORDER = Duration.ofSeconds(10);

    static SingleOutputStreamOperator<Payment> payments(StreamExecutionEnvironment environment, long count, int keys) {
        GeneratorFunction<Long, Payment> make = number -> payment(number, keys);
        return environment
                .fromSource(
                        new DataGeneratorSource<>(make, count, TypeInformation.of(Payment.class)),
                        WatermarkStrategy.<Payment>forBoundedOutOfOrderness(DISORDER)
                                .withTimestampAssigner((payment, before) -> payment.millis()),
                        "payments")
                .setParallelism(1)
                .uid("payments");
    }

    static Payment payment(long number, int keys) {
        long random = mix(number);
        long cents = (random & 3) == 0 ? 50 : (random & 3) == 1 ? 60_000 : 5_000;
        long disorder = Math.floorMod(random >>> 8, DISORDER.toMillis());
        return new Payment("account" + Math.floorMod(random >>> 32, keys), cents, number * 20 + disorder);
    }

    /** Gives numbers that look random. */
    private static long mix(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
