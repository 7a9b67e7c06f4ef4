package dev.pausa.durable.flink;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.flink.Keyed.emit;
import static dev.pausa.durable.flink.Keyed.next;

import dev.pausa.Coroutine;
import dev.pausa.durable.Snapshots;
import java.time.Duration;

/** A small charge, then a large one within a minute: as a body. */
final class Fraud {
    private Fraud() {}

    static Coroutine<Void> fraud(String account) {
        return coroutine(() -> {
            while (true) {
                Payment small = await(next(Payment.class));
                while (small != null && small.cents() < 100) {
                    Payment large = await(next(Payment.class, Duration.ofMinutes(1)));
                    if (large != null && large.cents() > 50_000) {
                        emit(new Alert(account, large.cents(), large.millis()));
                    }
                    small = large;
                }
            }
        });
    }

    static CoroutineFunction<String, Payment, Alert> function() {
        return CoroutineFunction.of("fraud", Payment.class, Alert.class, Fraud::registered);
    }

    static Snapshots.Builder registered(Snapshots.Builder snapshots) {
        return snapshots
                .host("fraud", Fraud.class)
                .type("payment", Payment.class)
                .register("fraud", 1, Fraud::fraud);
    }
}
