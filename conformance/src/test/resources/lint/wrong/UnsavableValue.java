import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.durable.DurableBody;
import java.io.Serializable;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

class UnsavableValue {
    interface Call extends Serializable {
        Object run();
    }

    static Coroutine<Object> step(Call call) {
        return coroutine(() -> {
            suspend("step");
            return call.run();
        });
    }

    final DurableBody<Integer, Object> order = this::order;

    Coroutine<Object> order(int number) {
        return coroutine(() -> {
            Random dice = new Random(number);
            Object first = suspend("first");
            Stream<Object> names = Stream.of(first, dice.nextInt());
            await(step(() -> 1));
            return names.toList();
        });
    }

    final DurableBody<List<String>, Object> loop = names -> {
        ReentrantLock lock = new ReentrantLock();
        return coroutine(() -> {
            for (String name : names) {
                boolean isFree = lock.isLocked();
                suspend(name + isFree);
            }
            return await(step(() -> lock.isFair()));
        });
    };

    static class Begins implements DurableBody<Thread, Object> {
        @Override
        public Coroutine<Object> begin(Thread thread) {
            return coroutine(() -> suspend("pause") + thread.getName());
        }
    }

    final DurableBody<Integer, Object> right = number -> coroutine(() -> {
        Random dice = new Random(number);
        int thrown = dice.nextInt();
        Object answer = suspend(thrown);
        for (int i = 0; i < thrown; i++) {
            long count = Stream.of(1, 2).count();
            Stream<Integer> numbers = Stream.of(1, 2);
            suspend(numbers.count() + count);
        }
        return answer;
    });

    Coroutine<Object> notDurable(Thread thread) {
        return coroutine(() -> suspend("pause") + thread.getName());
    }

    final DurableBody<Connection, Object> open =
            connection -> coroutine(() -> suspend("pause") + connection.getSchema());
}
