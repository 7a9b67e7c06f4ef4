import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;

import dev.pausa.AsyncExitStack;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/** What is made and kept, awaited, started or given on. */
class Used {
    final Map<String, Coroutine<Void>> kept = new HashMap<>();
    final Duration second = Duration.ofSeconds(1);

    Coroutine<Void> act() {
        return coroutine(() -> {
            suspend(1);
        });
    }

    Coroutine<Void> begun(Coroutine<Void> given) {
        given.send(null);
        return given;
    }

    void keep() {
        kept.put("one", act());
        kept.remove("one");
        begun(act());
        act().close();
        act().send(null);
    }

    Coroutine<Void> all(Channel<String> channel) {
        return coroutine(() -> {
            await(act());
            await(scope(tasks -> {
                tasks.start(act());
                tasks.start("named", channel.send("kept"));
            }));
            await(timeout(second, sleep(second)));
            await(blocking(() -> Thread.sleep(1)));
            Runnable elsewhere = () -> sleepBadly();
            new ByteArrayInputStream(new byte[1]).read();
        });
    }

    private static void sleepBadly() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Coroutine<Void> callbacks(AsyncExitStack stack, Channel<String> channel) {
        return coroutine(() -> {
            stack.callback(() -> channel.close());
        });
    }

    Coroutine<Void> ends(Lock lock) {
        return coroutine(() -> {
            try {
                await(sleep(second));
            } catch (Exception failure) {
                System.err.println(failure);
            } finally {
                await(shield(second, act()));
            }
            try {
                suspend(1);
            } catch (GeneratorExit exit) {
                throw exit;
            } catch (Throwable thrown) {
                System.err.println(thrown);
            }
            try {
                suspend(2);
            } catch (Throwable thrown) {
                System.err.println(thrown);
                throw thrown;
            }
            if (lock.tryLock()) {
                lock.unlock();
            }
            suspend(3);
        });
    }

    Coroutine<Void> shielded() {
        return coroutine(() -> await(shield(second, coroutine(() -> {
            try {
                await(act());
            } finally {
                await(act());
            }
        }))));
    }

    public static void main(String[] args) throws Exception {
        Loop.run(() -> await(new Used().act()));
        Loop.run(new Used().act());
        try (Generator<Integer, Void, Void> numbers = Generator.generator(g -> g.yield(1))) {
            numbers.next();
        }
    }
}
