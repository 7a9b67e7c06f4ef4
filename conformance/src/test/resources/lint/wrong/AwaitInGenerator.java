import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.concurrent.CompletionStage;

class AwaitInGenerator {
    Generator<String, Void, Void> rows(CompletionStage<String> stage) {
        return generator(g -> {
            g.yield("first");
            g.yield(await(stage));
        });
    }

    Generator<String, Void, Object> suspending() {
        return generatorReturning(g -> suspend(1));
    }

    Iterable<Object> all() {
        return Generator.iterable(g -> g.yield(Coroutine.suspend(1)));
    }
}
