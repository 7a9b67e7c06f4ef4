package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;

class AwaitInGenerator {
    static Coroutine<String> load() {
        return coroutine(() -> "row " + suspend("row"));
    }

    static Generator<String, Void, Integer> wrong() {
        return Generator.generatorReturning(g -> {
            g.yield(await(load()));
            suspend(1);
            return 2;
        });
    }

    static class Rows implements Generator.Body<String, Void> {
        @Override
        public void run(Generator.Yielder<String, Void> g) throws Exception {
            g.yield(await(load()));
        }
    }

    static AsyncGenerator<String, Void> right() {
        return AsyncGenerator.asyncGenerator(g -> {
            g.yield(await(load()));
        });
    }
}
