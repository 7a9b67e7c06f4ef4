package dev.pausa.conformance;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AsyncExitStack.Exit;
import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.List;

/** What the tests of asynchronous resources share: resources that take note of what happens to them. */
final class AsyncWithFixtures {
    private AsyncWithFixtures() {}

    /** What happened, in its order; exceptions stand in it as {@link #show} writes them. */
    static final class Log extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        /** Returns a resource that takes note here. */
        Recorder resource(String name) {
            return new Recorder(name, this);
        }

        /** Returns an exit that takes note here, and gives this answer. */
        Exit exit(String name, Boolean answer) {
            return exception -> {
                add(name + " " + show(exception));
                return coroutine(() -> answer);
            };
        }

        /** Returns an exit that takes note here, and throws. */
        Exit exitThrowing(String name, Exception failure) {
            return exception -> {
                add(name + " " + show(exception));
                return failing(failure);
            };
        }
    }

    /** A resource that takes note of its calls, and does what the test sets. */
    static final class Recorder implements AsyncResource<String> {
        private final String name;
        private final Log log;

        /** What the exit gives. */
        Boolean answer = false;

        /** What the enter and the exit throw. */
        Exception enterFailure;

        Exception exitFailure;

        /** Whether enter and exit pause: they yield their names, and note what is sent. */
        boolean isPausing;

        Recorder(String name, Log log) {
            this.name = name;
            this.log = log;
        }

        Recorder answering(Boolean value) {
            answer = value;
            return this;
        }

        Recorder failingToEnter(Exception failure) {
            enterFailure = failure;
            return this;
        }

        Recorder failingToExit(Exception failure) {
            exitFailure = failure;
            return this;
        }

        Recorder pausing() {
            isPausing = true;
            return this;
        }

        @Override
        public Awaitable<String> enter() {
            return coroutine(() -> {
                log.add(name + " enter");
                await(pause("entering " + name));
                await(failing(enterFailure));
                return name;
            });
        }

        @Override
        public Awaitable<Boolean> exit(Throwable exception) {
            return coroutine(() -> {
                log.add(name + " exit " + show(exception));
                await(pause("leaving " + name));
                await(failing(exitFailure));
                return answer;
            });
        }

        private Coroutine<Void> pause(String what) {
            return coroutine(() -> {
                if (isPausing) {
                    Object sent = suspend(what);
                    log.add(what + ": " + sent);
                }
            });
        }
    }

    /** Returns a coroutine that throws, or does nothing if there is nothing to throw. */
    static <R> Coroutine<R> failing(Exception failure) {
        return coroutine(() -> {
            if (failure != null) {
                throw failure;
            }
            return null;
        });
    }

    /** Returns an exception's simple name and message, as in {@code IOException(disk)}. */
    static String show(Throwable exception) {
        if (exception == null) {
            return "null";
        }
        String message = exception.getMessage() == null ? "" : exception.getMessage();
        return exception.getClass().getSimpleName() + "(" + message + ")";
    }

    /** Drives to the end, where it must not pause, and returns the result. */
    static <R> R run(Coroutine<R> coroutine) {
        if (coroutine.step(null) instanceof Step.Returned<R> returned) {
            return returned.value();
        }
        throw new AssertionError("paused");
    }

    /** Drives with nulls to the end and returns what it yielded. */
    static List<Object> yields(Coroutine<?> coroutine) {
        List<Object> yielded = new ArrayList<>();
        while (coroutine.step(null) instanceof Step.Yielded<?> step) {
            yielded.add(step.value());
        }
        return yielded;
    }
}
