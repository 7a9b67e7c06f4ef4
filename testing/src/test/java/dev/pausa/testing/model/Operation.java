package dev.pausa.testing.model;

/** What a task waits for, and does not when it is cancelled. */
abstract class Operation extends Pause {
    ModelTask task;

    /** Ends it at once, or begins to wait for what ends it. */
    abstract void begin();

    /** Ends to wait, because something has happened or the task is cancelled. */
    void forget() {}

    @Override
    final void reached(ModelTask by) {
        task = by;
        String reason = by.innermost().reason();
        if (reason != null) {
            by.raised = new ModelExceptions.Cancelled(reason);
            by.makeReady();
            return;
        }
        by.waiting = this;
        begin();
    }

    final void complete(Object with) {
        value = with;
        end();
    }

    final void fail(Throwable failure) {
        task.raised = failure;
        end();
    }

    private void end() {
        forget();
        task.makeReady();
    }

    /** Ends it if its task is cancelled. */
    final void withdraw() {
        String reason = task.innermost().reason();
        if (reason != null) {
            fail(new ModelExceptions.Cancelled(reason));
        }
    }
}
