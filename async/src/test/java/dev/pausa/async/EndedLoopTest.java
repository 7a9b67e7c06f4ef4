package dev.pausa.async;

import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("pausa:blocking-call")
class EndedLoopTest {
    @RegisterExtension
    final Reported reported = new Reported();

    private final Queue<Runnable> turns = new ArrayDeque<>();
    private boolean isShutDown;

    private void execute(Runnable turn) {
        if (isShutDown) {
            throw new RejectedExecutionException("made by a test");
        }
        turns.add(turn);
    }

    @Test
    void an_executor_that_is_shut_down_after_the_loop_has_ended_is_no_failure() {
        Loop loop = Loop.on(this::execute);
        Task<Void> task = loop.start(coroutine(() -> {
            Thread closer = new Thread(() -> loop.stop("the test is over"));
            closer.start();
            closer.join(); // the loop is signalled while it runs, so it wants another turn
            isShutDown = true;
        }));
        turns.remove().run();
        assertThat(task.state()).isEqualTo(Task.State.DONE);
        assertThat(loop.stop("again")).isCompleted();
        assertThat(reported.messages()).isEmpty();
    }
}
