package dev.pausa.testing.model;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Case;
import dev.pausa.async.Channel;
import dev.pausa.async.ChannelClosedException;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import dev.pausa.async.TaskCancelledException;
import dev.pausa.async.TaskScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The driver. */
final class Real implements World {
    private final LongSupplier clock;
    private final List<Channel<Integer>> channels =
            List.of(Channel.rendezvous(), Channel.bounded(1), Channel.unbounded());
    private final List<Promise<Integer>> promises = List.of(new Promise<>(), new Promise<>());
    private final Map<Integer, TaskScope> scopes = new HashMap<>();
    private final Map<String, Task<Object>> tasks = new HashMap<>();

    Real(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    @Override
    public Awaitable<?> sleep(int millis) {
        return Async.sleep(millis(millis));
    }

    @Override
    public Awaitable<?> checkpoint() {
        return Async.checkpoint();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Channels and promises
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Awaitable<?> send(int channel, int value) {
        return channels.get(channel).send(value);
    }

    @Override
    public Awaitable<?> receive(int channel) {
        return channels.get(channel).receive();
    }

    @Override
    public Object trySend(int channel, int value) {
        return channels.get(channel).trySend(value);
    }

    @Override
    public Object tryReceive(int channel) {
        return channels.get(channel).tryReceive();
    }

    @Override
    public void close(int channel) {
        channels.get(channel).close();
    }

    @Override
    public Awaitable<?> select(int from, int to, int value, int millis) {
        List<Case<Object>> cases = new ArrayList<>();
        cases.add(channels.get(from).onReceive(received -> "received " + received));
        cases.add(channels.get(to).onSend(value, () -> "sent"));
        if (millis >= 0) {
            cases.add(Async.after(millis(millis), () -> "time"));
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        Case<Object>[] array = cases.toArray(new Case[0]);
        return Async.select(array);
    }

    @Override
    public Awaitable<?> awaitPromise(int promise) {
        return promises.get(promise);
    }

    @Override
    public Object complete(int promise, int value) {
        return promises.get(promise).complete(value);
    }

    @Override
    public Object fail(int promise, Throwable failure) {
        return promises.get(promise).fail(failure);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Scopes and tasks
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Awaitable<?> scope(int id, Told told, Supplier<Coroutine<Object>> block) {
        Coroutine.Block<TaskScope> body = scope -> {
            scopes.put(id, scope);
            await(block.get());
        };
        return told == null
                ? Async.scope(body)
                : Async.supervise((task, failure) -> told.failed(task.name(), failure), body);
    }

    @Override
    public void start(int scope, String name, Coroutine<Object> work) {
        if (scope < 0) {
            tasks.put(name, Loop.current().start(name, work));
        } else if (scopes.get(scope) == null) {
            work.close();
        } else {
            tasks.put(name, scopes.get(scope).start(name, work));
        }
    }

    @Override
    public void cancelScope(int scope) {
        if (scopes.get(scope) != null) {
            scopes.get(scope).cancel("scope " + scope);
        }
    }

    @Override
    public void setDeadline(int scope, int millis) {
        if (scopes.get(scope) != null) {
            scopes.get(scope).setDeadline(millis(millis));
        }
    }

    @Override
    public Awaitable<?> awaitTask(String name) {
        Task<Object> task = tasks.get(name);
        return task == null ? coroutine(() -> "none") : task;
    }

    @Override
    public Awaitable<?> awaitEnd(String name) {
        Task<Object> task = tasks.get(name);
        return task == null ? coroutine(() -> "none") : coroutine(() -> text(await(task.ended())));
    }

    private String text(Outcome<Object> outcome) {
        if (outcome instanceof Outcome.Succeeded<Object> succeeded) {
            return "succeeded with " + succeeded.value();
        }
        return outcome instanceof Outcome.Failed<Object> failed
                ? "failed with " + Texts.of(this, failed.failure())
                : "was cancelled";
    }

    @Override
    public void cancelTask(String name) {
        if (tasks.get(name) != null) {
            tasks.get(name).cancel(name);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Limits
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Awaitable<?> timeout(int millis, Coroutine<Object> work) {
        return Async.timeout(millis(millis), work);
    }

    @Override
    public Awaitable<?> timeoutOr(int millis, Coroutine<Object> work) {
        return Async.<Object>timeoutOr(millis(millis), work, "otherwise");
    }

    @Override
    public Awaitable<?> shield(int millis, Coroutine<Object> work) {
        return Async.shield(millis(millis), work);
    }

    @Override
    public String kind(Throwable thrown) {
        if (thrown instanceof Cancellation cancellation) {
            boolean isExplicit = cancellation.kind() == Cancellation.Kind.EXPLICIT;
            return "cancelled, " + cancellation.kind() + (isExplicit ? " " + cancellation.why() : "");
        } else if (thrown instanceof TimeoutException) {
            return "timeout";
        } else if (thrown instanceof TaskCancelledException) {
            return "task cancelled";
        } else if (thrown instanceof ChannelClosedException) {
            return "channel closed";
        }
        return thrown instanceof IllegalStateException ? "misuse" : null;
    }
}
