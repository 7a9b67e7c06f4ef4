package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.async.Task;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

class BlockingCall {
    @Retention(RetentionPolicy.CLASS)
    @interface Blocking {}

    @Blocking
    static void ask() {}

    @Blocking
    static class Driver {
        void call() {}
    }

    static Coroutine<Object> wrong(CompletableFuture<String> future, Task<String> task, Driver driver, String file) {
        return coroutine(() -> {
            Thread.sleep(1);
            future.get();
            future.join();
            new ReentrantLock().lock();
            ask();
            driver.call();
            try (FileInputStream in = new FileInputStream(file)) {
                return in.read();
            }
        });
    }

    static Coroutine<Object> right(CompletableFuture<String> future) {
        return coroutine(() -> {
            new ByteArrayInputStream(new byte[1]).read();
            new ReentrantLock().tryLock();
            return await(blocking(() -> future.get())) + await(future);
        });
    }

    static Generator<Object, Void, Void> inGenerator(CompletableFuture<String> future) {
        return Generator.generator(g -> g.yield(future.get()));
    }

    static Object outside(CompletableFuture<String> future) throws Exception {
        return future.get();
    }
}
