import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;

import dev.pausa.Coroutine;
import java.util.concurrent.CompletionStage;

class AwaitInBlocking {
    Coroutine<String> load(CompletionStage<String> stage) {
        return coroutine(() -> await(blocking(() -> await(stage))));
    }
}
