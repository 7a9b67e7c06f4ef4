package goods;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

public class Prices {
    public static Coroutine<Integer> of(String good) {
        return coroutine(() -> (Integer) suspend(good));
    }

    /** A body for others to refer to. */
    public static int twice() {
        return 2 * (Integer) suspend("twice");
    }
}
