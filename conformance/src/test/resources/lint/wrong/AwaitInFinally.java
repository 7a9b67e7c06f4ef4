import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;

class AwaitInFinally {
    Coroutine<Void> all(Channel<String> channel) {
        return coroutine(() -> {
            try {
                await(checkpoint());
            } finally {
                await(channel.send("bye"));
            }
        });
    }
}
