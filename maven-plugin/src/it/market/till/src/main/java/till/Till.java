package till;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;
import goods.Prices;

public class Till {
    public static Coroutine<Integer> total(String... goods) {
        return coroutine(() -> {
            int total = await(coroutine(Prices::twice));
            for (String good : goods) {
                total += await(Prices.of(good));
            }
            return total;
        });
    }
}
