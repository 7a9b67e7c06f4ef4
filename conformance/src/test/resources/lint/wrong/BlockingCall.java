import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;
import dev.pausa.async.Task;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

class BlockingCall {
    @Retention(RetentionPolicy.CLASS)
    @interface Blocking {}

    @Blocking
    static String slow() {
        return "slow";
    }

    Coroutine<Void> all(
            Thread thread,
            Future<String> future,
            CompletableFuture<String> stage,
            CountDownLatch latch,
            LinkedBlockingQueue<String> queue,
            ReentrantLock lock,
            Task<String> task) {
        return coroutine(() -> {
            Thread.sleep(100);
            thread.join();
            future.get();
            stage.join();
            latch.await();
            queue.take();
            lock.lock();
            lock.unlock();
            task.join();
            slow();
        });
    }

    Coroutine<Integer> io(Socket socket, InputStream in) {
        return coroutine(() -> {
            socket.connect(null);
            return in.read() + in.readAllBytes().length;
        });
    }

    Coroutine<String> database(Connection connection) {
        return coroutine(() -> {
            PreparedStatement select = connection.prepareStatement("select 1");
            ResultSet rows = select.executeQuery();
            connection.commit();
            return rows.next() ? rows.getString(1) : "";
        });
    }

    /** A body in a class of its own. */
    static final class Act implements Coroutine.Body {
        @Override
        public void run() throws Exception {
            Thread.sleep(100);
        }
    }
}
