import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableBody;
import dev.pausa.durable.RetryPolicy;
import java.io.Serializable;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.WeakHashMap;
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

    static final RetryPolicy POLICY = new RetryPolicy(1, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    /** Bodies that no `DurableBody` here begins are durable if they await an operation of the engine, at any depth. */
    static Awaitable<Void> nap() {
        return Durable.sleep(Duration.ofDays(1));
    }

    Coroutine<Object> awaitsOperation(ReentrantLock mutex) {
        return coroutine(() -> {
            await(Durable.receive("go", String.class));
            return mutex.isFair();
        });
    }

    Coroutine<Object> awaitsHelper() {
        return coroutine(() -> {
            Thread self = Thread.currentThread();
            await(nap());
            await(awaitsOperation(null));
            return self.getName();
        });
    }

    Coroutine<Object> awaitsNested(WeakHashMap<String, String> weak) {
        return coroutine(() -> {
            Coroutine<Void> inner = coroutine(() -> {
                await(nap());
            });
            await(inner);
            return weak.size();
        });
    }

    Coroutine<Object> chooses(boolean isLong) {
        return isLong ? awaitsNested(new WeakHashMap<>()) : coroutine(this::named);
    }

    String named() throws Exception {
        Stream<String> words = Stream.of("a");
        await(nap());
        return words.findFirst().orElseThrow();
    }

    Coroutine<Object> awaitsChoice(Process child) {
        return coroutine(() -> await(chooses(true)) + "" + child.pid());
    }

    Coroutine<Object> stepsAreNotPartOfIt(List<String> names) {
        return coroutine(() -> await(Durable.step("count", POLICY, context -> {
            Coroutine<Object> own = coroutine(() -> {
                Stream<String> all = names.stream();
                suspend("pause");
                return all.count();
            });
            return own.send(null);
        })));
    }

    Coroutine<Object> onlyStartsOne(Durable durable, Durable.Builder builder, Thread thread) {
        return coroutine(() -> {
            await(register(builder.register("choice", 1, this::chooses)));
            await(durable.<String, String>start("order", "order-1", "cart").result());
            Coroutine<Object> another = awaitsHelper();
            another.close();
            return suspend("pause") + thread.getName();
        });
    }

    static Coroutine<Object> register(Durable.Builder builder) {
        return coroutine(() -> suspend(builder));
    }

    Coroutine<Object> usesTheConnectionItIsGiven() {
        return coroutine(() -> await(Durable.transaction("count", database -> database.isClosed())));
    }
}
