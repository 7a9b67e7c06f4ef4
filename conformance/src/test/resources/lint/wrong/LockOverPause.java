import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

class LockOverPause {
    @SuppressWarnings("pausa:blocking-call")
    Coroutine<Void> all(Lock lock, ReadWriteLock both) {
        return coroutine(() -> {
            lock.lock();
            try {
                suspend("held");
            } finally {
                lock.unlock();
            }
            both.readLock().lock();
            suspend("held, too");
            both.readLock().unlock();
            suspend("free");
        });
    }
}
