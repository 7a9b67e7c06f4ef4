import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.concurrent.CompletionStage;

class UnfollowedReference {
    final Coroutine.Block<CompletionStage<String>> awaiting = Coroutine::await;

    Coroutine.Block<String> suspending() {
        return Coroutine::suspend;
    }
}
