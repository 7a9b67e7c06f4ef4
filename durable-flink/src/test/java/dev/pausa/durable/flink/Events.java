package dev.pausa.durable.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * Events that are made of their numbers: the same in each run, in disorder by up to ten seconds.
 *
 * @param count how many
 * @param keys how many keys they have
 * @param perSecond how many come in a second; 0 for as many as there can
 */
record Events(long count, int keys, double perSecond) {
    private static final Duration DISORDER = Duration.ofSeconds(10);

    /** What is done with them. */
    enum Job {
        FRAUD {
            @Override
            DataStream<String> in(StreamExecutionEnvironment environment, Events events, boolean isByHand) {
                KeyedProcessFunction<String, Payment, Alert> function = isByHand ? new FraudByHand() : Fraud.function();
                return events.payments(environment)
                        .keyBy(Payment::account)
                        .process(function)
                        .uid("body")
                        .map(Alert::toString)
                        .uid("texts");
            }
        },
        CART {
            @Override
            DataStream<String> in(StreamExecutionEnvironment environment, Events events, boolean isByHand) {
                KeyedProcessFunction<String, Click, String> function = isByHand ? new CartByHand() : Cart.function();
                return events.clicks(environment)
                        .keyBy(Click::customer)
                        .process(function)
                        .uid("body");
            }
        };

        abstract DataStream<String> in(StreamExecutionEnvironment environment, Events events, boolean isByHand);
    }

    DataStream<Payment> payments(StreamExecutionEnvironment environment) {
        int keys = this.keys;
        return stream(environment, Payment.class, number -> payment(number, keys))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Payment>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((payment, before) -> payment.millis()))
                .setParallelism(1);
    }

    DataStream<Click> clicks(StreamExecutionEnvironment environment) {
        int keys = this.keys;
        return stream(environment, Click.class, number -> click(number, keys))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Click>forBoundedOutOfOrderness(DISORDER)
                        .withTimestampAssigner((click, before) -> click.millis()))
                .setParallelism(1);
    }

    /** Keys have their events from one source, so that they have them in one order in each run. */
    private <T> DataStream<T> stream(
            StreamExecutionEnvironment environment, Class<T> type, GeneratorFunction<Long, T> make) {
        RateLimiterStrategy rate =
                perSecond == 0 ? RateLimiterStrategy.noOp() : RateLimiterStrategy.perSecond(perSecond);
        return environment
                .fromSource(
                        new DataGeneratorSource<>(make, count, rate, TypeInformation.of(type)),
                        WatermarkStrategy.noWatermarks(),
                        "events")
                .setParallelism(1)
                .uid("events");
    }

    static Payment payment(long number, int keys) {
        long random = mix(number);
        long cents = (random & 3) == 0 ? 50 : (random & 3) == 1 ? 60_000 : 5_000;
        return new Payment("account" + Math.floorMod(random >>> 32, keys), cents, number * 20 + disorder(random));
    }

    static Click click(long number, int keys) {
        long random = mix(number);
        String item = (random & 3) == 0 ? Click.CHECKOUT : "item" + (random >>> 2 & 15);
        return new Click("customer" + Math.floorMod(random >>> 32, keys), item, number * 4000 + disorder(random));
    }

    private static long disorder(long random) {
        return Math.floorMod(random >>> 8, DISORDER.toMillis());
    }

    /** Gives numbers that look random. */
    private static long mix(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
