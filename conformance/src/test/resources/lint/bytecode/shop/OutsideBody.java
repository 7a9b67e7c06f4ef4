package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

class OutsideBody {
    static Object early;

    static {
        try {
            early = suspend(1);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    OutsideBody() throws Exception {
        suspend(2);
    }

    static Coroutine<String> load() {
        return coroutine(() -> "row " + suspend("row"));
    }

    public String mayBeReferredTo() throws Exception {
        return await(load());
    }

    private String isSeenByNobody() throws Exception {
        return await(load());
    }

    static String isCalled() throws Exception {
        return await(load());
    }

    static String isCalledAndABody() throws Exception {
        return await(load());
    }

    static Coroutine<String> calls() {
        return coroutine(() -> isCalled() + isCalledAndABody());
    }

    static Coroutine<String> refers() {
        return coroutine(OutsideBody::isCalledAndABody);
    }

    static Coroutine<Void> nested(List<String> names) {
        return coroutine(() -> {
            Callable<String> lambda = () -> await(load());
            Callable<String> object = new Callable<>() {
                @Override
                public String call() throws Exception {
                    return await(load());
                }
            };
            names.add(lambda.call() + object.call());
        });
    }

    interface Step {
        Object apply(Object value) throws Exception;
    }

    static Step reference() {
        return Coroutine::suspend;
    }

    // Right: bodies of each form.

    interface Job extends Coroutine.ResultBody<String> {}

    static class Loading implements Coroutine.Body {
        @Override
        public void run() throws Exception {
            await(load());
        }
    }

    abstract static class Inherited {
        public String run() throws Exception {
            return await(load());
        }
    }

    static class Inheriting extends Inherited implements Job {}

    static class Base {
        String step() throws Exception {
            return await(load());
        }

        Coroutine<String> begin() {
            return coroutine(this::step);
        }
    }

    static class Derived extends Base {
        @Override
        String step() throws Exception {
            return "derived " + await(load());
        }

        Coroutine<String> above() {
            return coroutine(super::step);
        }
    }

    String instance() throws Exception {
        return await(load());
    }

    static Coroutine<String> variable(Object... rest) throws Exception {
        Function<OutsideBody, Coroutine.ResultBody<String>> bodies = host -> host::instance;
        Job job = () -> await(load()) + rest.length;
        coroutine(new Loading()).close();
        coroutine(new Inheriting()).close();
        return coroutine(rest.length == 0 ? job : bodies.apply(new OutsideBody()));
    }

    static String many(Object... rest) throws Exception {
        return await(load()) + rest.length;
    }

    static Coroutine<String> manyReferred() {
        return coroutine((Coroutine.ResultBody<String>) OutsideBody::many);
    }

    static Generator<Integer, Void, Void> numbers() {
        return Generator.generator(g -> {
            for (int i = 0; i < 3; i++) {
                g.yield(i);
            }
        });
    }
}
