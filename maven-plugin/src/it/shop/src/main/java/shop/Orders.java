package shop;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

/** Bodies of several kinds; one uses what is private. */
public class Orders {
    private final String customer;

    public Orders(String customer) {
        this.customer = customer;
    }

    public Coroutine<String> load() {
        return coroutine(() -> customer + " has " + suspend("how many?") + " orders");
    }

    public Coroutine<String> both(Orders other) {
        return coroutine(() -> await(load()) + ", " + await(other.load()));
    }

    public static Generator<Integer, Object, Void> numbers(int end) {
        return Generator.generator(g -> {
            for (int i = 1; i <= end; i++) {
                g.yield(i);
            }
        });
    }
}
