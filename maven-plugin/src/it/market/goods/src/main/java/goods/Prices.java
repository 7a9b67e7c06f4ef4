package goods;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

public class Prices {
    public static Coroutine<Integer> of(String good) {
        return coroutine(() -> (Integer) suspend(good));
    }

    public static Coroutine<Integer> doubled() {
        return coroutine(Prices::twice);
    }

    /** A body for others to refer to, too. */
    public static int twice() throws Exception {
        return 2 * (Integer) suspend("twice");
    }
}
