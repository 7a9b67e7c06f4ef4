package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

class LargeBody {
    static Coroutine<Integer> load(int id) {
        return coroutine(() -> (Integer) suspend(id));
    }

    static Coroutine<Integer> wrong() {
        return coroutine(() -> {
            int s = 0;
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            return s;
        });
    }

    static Generator<Integer, Void, Void> wrongToo() {
        return generator(g -> {
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
            g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1); g.yield(1);
        });
    }

    /** Half of each is in a body of its own. */
    static Coroutine<Integer> right() {
        Coroutine<Integer> half = coroutine(() -> {
            int s = 0;
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            return s;
        });
        return coroutine(() -> {
            int s = await(half);
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            s += await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1)) + await(load(1));
            return s;
        });
    }
}
