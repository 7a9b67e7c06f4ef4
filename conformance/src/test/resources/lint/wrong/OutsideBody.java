import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.ResultBody;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class OutsideBody {
    interface Action<T> {
        void run(T value) throws Exception;
    }

    final Object early = suspend("in an initialiser");

    final CompletionStage<String> stage = CompletableFuture.completedFuture("value");

    OutsideBody() throws Exception {
        suspend("in a constructor");
    }

    public static void main(String[] args) throws Exception {
        suspend("in main");
    }

    Coroutine<Void> inALambda(List<String> names) {
        return coroutine(() -> each(names, name -> suspend(name)));
    }

    Coroutine<String> inAReference(List<String> names) {
        return coroutine(() -> {
            each(names, OutsideBody::pauses);
            Action<Object> direct = Coroutine::suspend;
            return "done";
        });
    }

    private static <T> void each(List<T> values, Action<T> action) throws Exception {
        for (T value : values) {
            action.run(value);
        }
    }

    private static void pauses(String name) throws Exception {
        suspend(name);
    }

    Coroutine<Object> inAnAnonymousClass() {
        return coroutine(() -> {
            Callable<Object> inner = new Callable<>() {
                @Override
                public Object call() throws Exception {
                    return await(stage);
                }
            };
            return inner.call();
        });
    }

    Coroutine<Object> inALocalClass() {
        return coroutine(() -> {
            class Local {
                Object load() throws Exception {
                    return await(stage);
                }
            }
            return new Local().load();
        });
    }

    Coroutine<String> byACall() {
        return coroutine(() -> load() + load());
    }

    String load() throws Exception {
        return await(stage);
    }

    /** It is a body by a reference, and nothing that can be called. */
    Coroutine<String> both() {
        ResultBody<String> body = this::act;
        return coroutine(() -> act());
    }

    private String act() throws Exception {
        return await(stage);
    }

    /** Others may make this a body. */
    public String perhaps() throws Exception {
        return await(stage);
    }
}
