package shapes;

import static dev.pausa.AsyncGenerator.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.AsyncGenerator;
import java.util.Arrays;

/** Asynchronous generators, which pause at awaits and at yields. */
public class AsyncYields {
    private int secret = 3;

    record Pair(Object left, Object right) {}

    public static Object yields() {
        return asyncGenerator(g -> {
            for (int i = 0; i < 3; i++) {
                log(i + " " + g.yield(i));
            }
        });
    }

    public static Object awaitsAndYields() {
        long wide = value("wide", 5L);
        return asyncGenerator(g -> {
            double sum = 0.5 + await(tick("before", 1));
            for (int i = 0; i < 2; i++) {
                sum += await(tick("a" + i, wide)) + g.yield(sum + await(tick("b", i))).toString().length();
            }
            log(sum + " " + await(tick("end", 2)));
        });
    }

    public static Object suspends() {
        return asyncGenerator(g -> {
            log(suspend("suspend") + "" + g.yield("yield") + suspend(null));
        });
    }

    public static Object operands() {
        return asyncGenerator(g -> {
            Pair pair = new Pair(g.yield(await(tick("a", 1))), await(tick("b", g.yield("c"))));
            int[] ints = {await(tick("d", 1)), 2};
            ints[await(tick("e", 1))] += await(tick("f", 5)) + g.yield(pair).hashCode() % 1;
            log("s" + Arrays.toString(ints) + g.yield("g") + pair + await(tick("h", 2L)));
        });
    }

    public static Object tryCatchFinally() {
        return asyncGenerator(g -> {
            String text = "t";
            try {
                text += g.yield("in try") + await(tick("a", "a"));
                throw new IllegalStateException(text);
            } catch (IllegalStateException e) {
                text += await(tick("b", e.getMessage()));
            } catch (Exception e) {
                log("other " + e.getMessage() + await(tick("c", 1)));
            } finally {
                log("finally " + text + await(tick("d", 2)));
            }
            if (pausing()) {
                g.yield("after");
            }
        });
    }

    public static Object conditions() {
        return asyncGenerator(g -> {
            Object chosen = await(tick("if", true)) ? g.yield("then") : await(tick("else", 1));
            log(chosen + "" + switch (await(tick("switch", 2))) {
                case 1 -> "one";
                case 2 -> g.yield("two");
                default -> await(tick("other", "other"));
            });
        });
    }

    public static Object alias() {
        return asyncGenerator(g -> {
            var h = g;
            g.yield(await(tick("a", 1)));
            g = h;
            h = null;
            log(g.yield(2) + "" + h + await(tick("b", 3)));
        });
    }

    public static Object member() {
        return new AsyncYields().own(4);
    }

    private Object own(int n) {
        return asyncGenerator(g -> {
            secret += n + await(tick("a", 1));
            log(g.yield(secret) + "" + hidden(await(tick("b", 2))));
        });
    }

    private int hidden(int x) {
        return x + secret;
    }

    private static void body(AsyncGenerator.AsyncYielder<Object, Object> g) throws Exception {
        log(g.yield(await(tick("a", 1))));
    }

    void bound(AsyncGenerator.AsyncYielder<Object, Object> g) throws Exception {
        log(await(tick("a", secret)) + "" + g.yield(1));
    }

    public static Object reference() {
        return AsyncGenerator.<Object, Object>asyncGenerator(AsyncYields::body);
    }

    public static Object boundReference() {
        AsyncYields home = new AsyncYields();
        return AsyncGenerator.<Object, Object>asyncGenerator(home::bound);
    }

    public static Object anonymousClass() {
        int n = value("n", 2);
        return asyncGenerator(new AsyncGenerator.Body<Object, Object>() {
            @Override
            public void run(AsyncYielder<Object, Object> g) throws Exception {
                log(n + "" + g.yield(await(tick("a", n))) + this.getClass().isAnonymousClass());
            }
        });
    }

    public static Object nested() {
        return asyncGenerator(g -> {
            int n = await(tick("a", 1));
            Object inner = await(coroutine(() -> n + await(tick("b", 2)) + "" + suspend("c")));
            log(g.yield(inner) + "" + await(coroutine(() -> g != null)));
        });
    }

    public static Object onlyAwaits() {
        return asyncGenerator(g -> log(await(tick("a", 1))));
    }
}
