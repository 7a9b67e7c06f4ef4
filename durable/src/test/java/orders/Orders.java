package orders;

import static dev.pausa.Coroutine.*;
import static dev.pausa.durable.Durable.*;

import dev.pausa.Coroutine;
import dev.pausa.durable.*;
import java.time.Duration;
import java.util.List;

public final class Orders {
    record Cart(String customer, List<String> items) {}

    static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    static Coroutine<String> order(Cart cart) {
        return coroutine(() -> {
            int paid = await(receive("paid", Integer.class, Duration.ofDays(14)));
            String parcel = await(step("ship", RETRY, context -> ship(cart, context.key())));
            return cart.customer() + " paid " + paid + " and gets " + parcel;
        });
    }

    static String ship(Cart cart, String key) { // may be called again, with the same key
        return "a parcel with " + String.join(" and ", cart.items());
    }

    public static void main(String[] paid) throws Exception {
        try (Durable durable = Durable.open() // an H2 database in files of the working folder
                .host("orders", Orders.class)
                .type("cart", Cart.class)
                .register("order", 1, Orders::order)
                .start()) {
            durable.start("order", "order-17", new Cart("Ada", List.of("tea", "cake"))); // once: then it is there
            if (paid.length == 0) {
                System.out.println("order-17 waits to be paid");
                return;
            }
            durable.signal("order-17", "paid", "payment-4711", Integer.valueOf(paid[0]));
            DurableTask<String> order = durable.find("order-17", String.class);
            System.out.println(order.result().toCompletableFuture().get());
        }
    }
}
