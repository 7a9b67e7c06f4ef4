import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import java.time.Duration;
import java.util.List;

class Dropped {
    private Coroutine<Void> act() {
        return coroutine(() -> {
            suspend(1);
        });
    }

    Coroutine<Void> all(Channel<String> channel, AsyncGenerator<String, Void> rows, List<String> names) {
        return coroutine(() -> {
            act();
            sleep(Duration.ofSeconds(1));
            channel.send("lost");
            scope(tasks -> tasks.start(act()));
            rows.aclose();
            names.forEach(name -> channel.send(name));
            names.forEach(channel::send);
            Runnable later = this::act;
        });
    }
}
