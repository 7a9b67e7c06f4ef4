package shop;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

class LockOverPause {
    private final ReentrantLock rows = new ReentrantLock();

    Coroutine<Void> field() {
        return coroutine(() -> {
            rows.lock();
            try {
                suspend(1);
            } finally {
                rows.unlock();
            }
        });
    }

    static Coroutine<Void> variable(Lock given) {
        return coroutine(() -> {
            Lock own = given;
            own.lockInterruptibly();
            suspend(1);
            own.unlock();
        });
    }

    Coroutine<Void> right(Lock given, boolean isNeeded) {
        return coroutine(() -> {
            rows.lock();
            try {
                if (isNeeded) {
                    return;
                }
            } finally {
                rows.unlock();
            }
            suspend(1);
            given.lock();
            given.unlock();
            suspend(2);
        });
    }
}
