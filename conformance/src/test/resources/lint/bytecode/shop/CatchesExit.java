package shop;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;

class CatchesExit {
    static Coroutine<Object> wrong() {
        return coroutine(() -> {
            try {
                suspend(1);
            } catch (Throwable all) {
                System.out.println(all);
            }
            try {
                return suspend(2);
            } catch (IllegalStateException | Error some) {
                return some;
            }
        });
    }

    static Coroutine<Object> right(AutoCloseable resource) {
        return coroutine(() -> {
            try (resource) {
                suspend(1);
            } catch (GeneratorExit exit) {
                return null;
            } catch (Throwable all) {
                System.out.println(all);
            }
            try {
                suspend(2);
            } catch (Throwable all) {
                System.out.println(all);
                throw all;
            }
            try {
                suspend(3);
            } catch (Exception some) {
                System.out.println(some);
            }
            try {
                System.out.println();
            } catch (Throwable all) {
                suspend(4);
            }
            synchronized (resource) {
                System.out.println();
            }
            return suspend(5);
        });
    }
}
