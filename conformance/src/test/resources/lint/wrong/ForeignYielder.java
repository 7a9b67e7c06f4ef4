import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Generator.generator;

import dev.pausa.AsyncGenerator;
import dev.pausa.Generator;
import dev.pausa.Generator.Yielder;
import java.util.List;

class ForeignYielder {
    Generator<String, Void, Void> inALambda(List<String> names) {
        return generator(g -> names.forEach(name -> g.yield(name)));
    }

    Generator<String, Void, Void> inAReference(List<String> names) {
        return generator(g -> names.forEach(g::yield));
    }

    Generator<String, Void, Void> inAnotherGenerator() {
        return generator(outer -> {
            Generator<String, Void, Void> inner = generator(g -> {
                g.yield("mine");
                outer.yield("not mine");
            });
            outer.yieldAll(inner);
        });
    }

    AsyncGenerator<String, Void> inACoroutine() {
        return asyncGenerator(g -> await(coroutine(() -> g.yield("not mine"))));
    }

    Generator<String, Void, Void> byACall() {
        return generator(g -> helper(g));
    }

    private static void helper(Yielder<String, Void> g) {
        g.yield("in an ordinary method");
    }

    /** Others may make this a body. */
    static void perhaps(Yielder<String, Void> g) {
        g.yield("in a method that may be a body");
    }
}
