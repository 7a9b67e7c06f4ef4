import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.Generator.Yielder;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Every kind of body. */
class Bodies {
    CompletionStage<String> stage;

    /** Declared as one, and never pauses. */
    Coroutine<String> quick() {
        return coroutine(() -> "done");
    }

    Coroutine<String> lambda() {
        return coroutine(() -> {
            String value = await(stage);
            suspend(value);
            return value + await(quick());
        });
    }

    Coroutine<Void> block(AsyncResource<String> resource) {
        return AsyncResource.with(resource, r -> {
            suspend(r);
        });
    }

    Coroutine<String> reference() {
        return coroutine(this::act);
    }

    private String act() throws Exception {
        return await(stage);
    }

    static Coroutine.Body ofStatic() {
        return Bodies::run;
    }

    private static void run() throws Exception {
        suspend(1);
    }

    /** A body that lower classes fill in. */
    abstract static class Template {
        Coroutine<String> make() {
            return coroutine(this::fill);
        }

        protected abstract String fill() throws Exception;
    }

    static class Filled extends Template {
        @Override
        protected String fill() throws Exception {
            return (String) suspend("filled");
        }
    }

    static class Named implements Coroutine.ResultBody<String> {
        @Override
        public String run() throws Exception {
            return (String) suspend(1);
        }
    }

    interface Conversation extends Coroutine.Body {}

    static final Conversation TALK = () -> suspend("hello");

    static final Coroutine.Body CAST = (Coroutine.Body & java.io.Serializable) () -> suspend(1);

    Generator<Integer, String, Integer> numbers() {
        return generatorReturning(g -> {
            String sent = g.yield(1);
            g.yieldAll(List.of(2, 3));
            return g.yieldFrom(generatorReturning((Yielder<Integer, String> inner) -> {
                inner.yield(4);
                return 5;
            }));
        });
    }

    static Generator<Integer, Void, Void> byReference() {
        return generator(Bodies::yields);
    }

    private static void yields(Yielder<Integer, Void> g) {
        g.yield(1);
    }

    AsyncGenerator<String, Void> rows(AsyncResource<String> resource) {
        return asyncGenerator(g -> {
            g.yield(await(stage));
            await(AsyncResource.with(resource, r -> await(stage)));
        });
    }
}
