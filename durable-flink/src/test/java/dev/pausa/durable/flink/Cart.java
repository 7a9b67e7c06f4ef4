package dev.pausa.durable.flink;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.flink.Keyed.emit;
import static dev.pausa.durable.flink.Keyed.next;
import static dev.pausa.durable.flink.Keyed.timestamp;

import dev.pausa.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A cart that nobody has touched for half an hour is abandoned: as a body. */
final class Cart {
    private Cart() {}

    static Coroutine<Void> cart(String customer) {
        return coroutine(() -> {
            List<String> items = new ArrayList<>();
            Click click = await(next(Click.class));
            while (click != null && !click.isCheckout()) {
                items.add(click.item());
                click = await(next(Click.class, Duration.ofMinutes(30)));
            }
            if (click == null) {
                emit(customer + " left " + items + " at " + timestamp());
            }
        });
    }

    static CoroutineFunction<String, Click, String> function() {
        return CoroutineFunction.of(
                "cart",
                Click.class,
                String.class,
                snapshots -> snapshots
                        .host("cart", Cart.class)
                        .type("click", Click.class)
                        .register("cart", 1, Cart::cart));
    }
}
