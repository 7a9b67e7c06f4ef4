package dev.pausa.conformance.await;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;

import dev.pausa.AwaitIterator;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.conformance.await.ReferenceWorld.Model;

/**
 * Runs a {@link Script} with the reference algorithm of the catalogue's section 1.3, written down as it stands there:
 * each coroutine knows only what it awaits itself, and every drive walks down the chain by recursion. With section 6's
 * decision: a StopIteration that a user raises is an exception like any other.
 */
final class ReferenceWorld extends ScriptWorld<Model> {

    ReferenceWorld(Script script) {
        super(script);
    }

    private static CoroutineStateException error(Reason reason) {
        return new CoroutineStateException(reason);
    }

    /** Turns a StopIteration that leaves a body into an error (PEP 479). */
    private static Throwable leaving(Throwable thrown) {
        return thrown instanceof StopIteration
                ? new CoroutineStateException(Reason.RAISED_STOP, Reason.RAISED_STOP.text(), thrown)
                : thrown;
    }

    /** What a coroutine awaits: another one, or an iterator. */
    private interface Sub {
        Object send(Object value) throws Throwable;

        Object raise(Throwable exception) throws Throwable;

        void close() throws Throwable;

        Object shown();
    }

    private record IteratorSub(AwaitIterator<Object> shown) implements Sub {
        @Override
        public Object send(Object value) {
            return value == null ? shown.next() : shown.send(value);
        }

        @Override
        public Object raise(Throwable exception) {
            return shown.raise(exception);
        }

        @Override
        public void close() {
            shown.close();
        }
    }

    private record ModelSub(Model shown) implements Sub {
        @Override
        public Object send(Object value) throws Throwable {
            return shown.send(value);
        }

        @Override
        public Object raise(Throwable exception) throws Throwable {
            return shown.raise(exception);
        }

        @Override
        public void close() throws Throwable {
            shown.close();
        }
    }

    /** A coroutine. */
    final class Model {
        private final String name;
        private final Script.Program program;

        /** For one that passes on another's value. */
        private final Model inner;

        private CoroutineState state = CREATED;
        private Sub sub;
        private int i;
        private Object yielded;
        private Object result;
        private Throwable caught = NONE_CAUGHT;

        Model(String name, Script.Program program, Model inner) {
            this.name = name;
            this.program = program;
            this.inner = inner;
        }

        // ---------------------------------------------------------------------------------------------- the protocol

        Object send(Object value) throws Throwable {
            if (state == CREATED && value != null) {
                throw new IllegalArgumentException("can't send non-None value to a just-started coroutine");
            }
            requireDrivable();
            return run(new Resume(value, null, false));
        }

        Object raise(Throwable exception) throws Throwable {
            Throwable e = exception;
            if (state == SUSPENDED && sub != null) {
                state = RUNNING;
                if (e instanceof GeneratorExit) {
                    try {
                        sub.close();
                    } catch (Throwable x) {
                        e = x;
                    }
                } else {
                    try {
                        Object yielded = sub.raise(e);
                        state = SUSPENDED;
                        return yielded;
                    } catch (StopIteration end) {
                        if (end != e) {
                            return run(new Resume(end.value(), null, true));
                        }
                    } catch (Throwable x) {
                        e = x;
                    }
                }
                state = SUSPENDED;
            }
            requireDrivable();
            if (state == CREATED) {
                state = CLOSED;
                throw leaving(e);
            }
            return run(new Resume(null, e, false));
        }

        Object close() throws Throwable {
            if (state == CREATED) {
                state = CLOSED;
            }
            if (state == CLOSED) {
                return null;
            }
            requireDrivable();
            Throwable x = new GeneratorExit();
            if (sub != null) {
                state = RUNNING;
                try {
                    sub.close();
                } catch (Throwable y) {
                    x = y;
                }
                state = SUSPENDED;
            }
            try {
                run(new Resume(null, x, false));
            } catch (GeneratorExit exit) {
                return null;
            } catch (StopIteration end) {
                return end.value();
            }
            throw error(Reason.IGNORED_EXIT);
        }

        private void requireDrivable() {
            if (state == RUNNING) {
                throw error(Reason.ALREADY_EXECUTING);
            }
            if (state == CLOSED) {
                throw error(Reason.ALREADY_AWAITED);
            }
        }

        // -------------------------------------------------------------------------------------------------- the body

        /** How a body goes on: with a value or an exception; {@code ended} if it is the value of the await itself. */
        private record Resume(Object value, Throwable exception, boolean ended) {}

        /** Runs the body; yields a value or throws what comes out. */
        private Object run(Resume resume) throws Throwable {
            boolean fresh = state == CREATED;
            state = RUNNING;
            try {
                boolean paused = program == null ? passesOn(fresh, resume) : interprets(fresh, resume);
                if (paused) {
                    state = SUSPENDED;
                    return yielded;
                }
            } catch (Throwable thrown) {
                state = CLOSED;
                throw leaving(thrown);
            }
            state = CLOSED;
            throw new StopIteration(result);
        }

        /** Sends on to what is awaited. True if that yielded; false if it ended, which gives {@code result}. */
        private boolean pausesOn(Sub awaited, Object value) throws Throwable {
            sub = null;
            try {
                yielded = awaited.send(value);
            } catch (StopIteration end) {
                result = end.value();
                return false;
            }
            sub = awaited;
            return true;
        }

        /** The await of a fresh operand. */
        private Sub begin(Model operand) {
            if (operand.state == SUSPENDED) {
                throw error(Reason.BEING_AWAITED);
            }
            return new ModelSub(operand);
        }

        /** The word's await or suspend goes on. True if it is still not over. */
        private boolean pausesAgain(Resume resume) throws Throwable {
            Sub awaited = sub;
            sub = null;
            if (resume.exception != null) {
                throw resume.exception;
            }
            if (awaited != null && !resume.ended) {
                return pausesOn(awaited, resume.value);
            }
            result = resume.value;
            return false;
        }

        private boolean passesOn(boolean fresh, Resume resume) throws Throwable {
            return fresh ? pausesOn(begin(inner), null) : pausesAgain(resume);
        }

        private boolean interprets(boolean fresh, Resume resume) throws Throwable {
            boolean resumed = !fresh;
            while (i < program.size()) {
                String word = program.word(i);
                try {
                    boolean pauses = resumed ? pausesAgain(resume) : pausesAt(word);
                    if (pauses) {
                        return true;
                    }
                    resumed = false;
                    if (word.equals("r")) {
                        result = name + " returns " + describe(result);
                        return false;
                    }
                    if (WovenWorld.isAwait(word)) {
                        log.add(name + " " + word + " gave " + describe(result));
                    }
                    i = word.charAt(0) == '}' ? program.after(i) : i + 1;
                } catch (Throwable thrown) {
                    resumed = false;
                    log.add(name + " " + word + " threw " + describe(thrown));
                    i = program.handler(i, thrown);
                    if (i < 0) {
                        throw thrown;
                    }
                    caught = thrown;
                }
            }
            result = null;
            return false;
        }

        private boolean pausesAt(String word) throws Throwable {
            switch (word.charAt(0)) {
                case 's' -> {
                    yielded = name + " at " + i;
                    return true;
                }
                case 'a', 'A' -> {
                    return pausesOn(begin(slot(word)), null);
                }
                case 'w' -> {
                    return pausesOn(new IteratorSub(view(slot(word))), null);
                }
                case 'd' -> {
                    return pausesOn(begin(deep(word)), null);
                }
                case 'i' -> {
                    return pausesOn(new IteratorSub(iterator(word)), null);
                }
                case '{', ']', '}', 'r' -> {}
                case '!' -> throw caught;
                default -> perform(name, word);
            }
            return false;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------

    @Override
    Model make(String name, Script.Program program) {
        return new Model(name, program, null);
    }

    @Override
    Model pass(String name, Model inner) {
        return new Model(name, null, inner);
    }

    @Override
    Object send(Model coroutine, Object value) throws Throwable {
        return coroutine.send(value);
    }

    @Override
    Object raise(Model coroutine, Throwable exception) throws Throwable {
        return coroutine.raise(exception);
    }

    @Override
    Object close(Model coroutine) throws Throwable {
        return coroutine.close();
    }

    @Override
    CoroutineState state(Model coroutine) {
        return coroutine.state;
    }

    @Override
    Object awaiting(Model coroutine) {
        return coroutine.state == SUSPENDED && coroutine.sub != null ? coroutine.sub.shown() : null;
    }

    @Override
    AwaitIterator<Object> view(Model coroutine) {
        return new AwaitIterator<>() {
            @Override
            public Object next() {
                return send(null);
            }

            @Override
            public Object send(Object value) {
                try {
                    return coroutine.send(value);
                } catch (Throwable thrown) {
                    throw sneaky(thrown);
                }
            }

            @Override
            public Object raise(Throwable exception) {
                try {
                    return coroutine.raise(exception);
                } catch (Throwable thrown) {
                    throw sneaky(thrown);
                }
            }

            @Override
            public void close() {
                try {
                    coroutine.close();
                } catch (Throwable thrown) {
                    throw sneaky(thrown);
                }
            }
        };
    }

    @Override
    String nameOf(Object coroutine) {
        return coroutine instanceof Model model ? model.name : null;
    }
}
