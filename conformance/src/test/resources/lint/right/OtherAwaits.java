import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Methods of these names that are others'. */
class OtherAwaits {
    static <T> T await(Callable<T> call) throws Exception {
        return call.call();
    }

    static Object suspend(Object value) {
        return value;
    }

    interface Sink {
        void yield(String text);

        void yieldAll(List<String> texts);
    }

    void all(Lock lock, Condition condition, CountDownLatch latch, Sink sink) throws Exception {
        await(() -> suspend("nothing"));
        latch.await();
        lock.lock();
        try {
            condition.await();
            synchronized (this) {
                sink.yield("one");
                List.of("two").forEach(sink::yield);
                wait(1);
            }
        } catch (Throwable thrown) {
            System.err.println(thrown);
        } finally {
            lock.unlock();
            await(() -> "last");
        }
    }
}
