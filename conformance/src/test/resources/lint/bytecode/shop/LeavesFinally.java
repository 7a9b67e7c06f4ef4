package shop;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import java.io.IOException;

class LeavesFinally {
    @SuppressWarnings("finally")
    static Coroutine<Object> wrong(boolean isDone) {
        return coroutine(() -> {
            while (!isDone) {
                try {
                    suspend(1);
                } finally {
                    break;
                }
            }
            try {
                suspend(2);
            } finally {
                if (isDone) {
                    return 1;
                }
            }
            return 2;
        });
    }

    @SuppressWarnings("finally")
    static Coroutine<Object> right(AutoCloseable resource, int[] numbers) {
        return coroutine(() -> {
            try {
                try {
                    suspend(1);
                } finally {
                    resource.close();
                    for (int number : numbers) {
                        if (number == 0) {
                            break;
                        }
                    }
                    try {
                        resource.close();
                    } catch (IllegalStateException closed) {
                        System.out.println(closed);
                    }
                }
            } catch (IOException failed) {
                return failed;
            }
            try {
                return suspend(2);
            } finally {
                System.out.println();
            }
        });
    }

    @SuppressWarnings("finally")
    static Object withoutPause() {
        try {
            throw new IllegalStateException();
        } finally {
            return 1;
        }
    }
}
