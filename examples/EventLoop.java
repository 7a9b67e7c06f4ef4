import static dev.pausa.Coroutine.*;

import dev.pausa.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;

/** An event loop on one thread: its tasks sleep, and wait for other threads. */
final class EventLoop {
    private record Sleep(Duration time) {}

    private record Turn(Coroutine<?> task, Throwable raised) {}

    private record Timer(long due, Coroutine<?> task) {}

    private final Queue<Turn> ready = new ArrayDeque<>();
    private final Queue<Timer> timers = new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
    private final BlockingQueue<Coroutine<?>> woken = new LinkedBlockingQueue<>();
    private int waiting; // how many tasks wait for other threads

    /** What a body awaits to sleep. The loop gets the object that it suspends with. */
    static Coroutine<Void> sleep(Duration time) {
        return coroutine(() -> {
            suspend(new Sleep(time));
        });
    }

    void start(Coroutine<?> task) {
        ready.add(new Turn(task, null));
    }

    /** Runs until all tasks have ended. */
    void run() throws InterruptedException {
        while (!ready.isEmpty() || !timers.isEmpty() || waiting > 0) {
            resume(ready.isEmpty() ? new Turn(next(), null) : ready.remove());
        }
    }

    /** Waits for what comes first, the next timer or another thread. */
    private Coroutine<?> next() throws InterruptedException {
        long left = timers.isEmpty() ? Long.MAX_VALUE : timers.peek().due() - System.nanoTime();
        Coroutine<?> task = woken.poll(left, TimeUnit.NANOSECONDS);
        if (task == null) return timers.remove().task();
        waiting--;
        return task;
    }

    private void resume(Turn turn) {
        Coroutine<?> task = turn.task();
        try {
            Step<?> step = turn.raised() == null ? task.step(null) : task.stepRaising(turn.raised());
            if (step instanceof Step.Yielded<?> pause) wait(task, pause.value());
        } catch (Throwable failure) {
            System.out.println(task.name() + " failed: " + failure);
        }
    }

    private void wait(Coroutine<?> task, Object what) {
        if (what instanceof Sleep sleep) {
            timers.add(new Timer(System.nanoTime() + sleep.time().toNanos(), task));
        } else if (what instanceof CompletionStage<?> stage) {
            waiting++;
            stage.whenComplete((value, failure) -> woken.add(task));
        } else {
            ready.add(new Turn(task, new IllegalStateException("cannot wait for " + what)));
        }
    }

    public static void main(String[] args) throws Exception {
        var loop = new EventLoop();
        var answer = new CompletableFuture<String>();
        loop.start(coroutine(() -> {
            System.out.println("one asks");
            System.out.println("one gets " + await(answer));
            await(sleep(Duration.ofMillis(10)));
            System.out.println("one has slept");
        }));
        loop.start(coroutine(() -> {
            System.out.println("two has a thread find the answer");
            new Thread(() -> answer.complete("the answer")).start();
        }));
        loop.run();
    }
}
