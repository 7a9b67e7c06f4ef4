package dev.pausa.conformance.await;

import dev.pausa.AwaitIterator;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a {@link Script} runs: slots with coroutines, and a log of all that happens. What is the same for every kind of
 * coroutine is here; the kinds differ in what a coroutine {@code C} is.
 */
abstract class ScriptWorld<C> {
    /** New coroutines that one run may make, so that programs that make programs come to an end. */
    private static final int MOST_MADE = 80;

    final List<String> log = new ArrayList<>();
    final List<Script.Program> programs;
    private final Script script;
    private final List<C> slots = new ArrayList<>();
    private int made;
    private int values;

    ScriptWorld(Script script) {
        this.script = script;
        this.programs = script.programs().stream().map(Script.Program::new).toList();
    }

    /** An exception of a script's own. */
    static final class ScriptException extends Exception {
        private static final long serialVersionUID = 1L;

        ScriptException(String name) {
            super(name, null, false, false);
        }
    }

    /** What a body throws "again" that has caught nothing. */
    static final Throwable NONE_CAUGHT = new ScriptException("nothing caught");

    // -----------------------------------------------------------------------------------------------------------------
    // What a kind of coroutine defines
    // -----------------------------------------------------------------------------------------------------------------

    abstract C make(String name, Script.Program program);

    /** A coroutine that awaits another one and returns its value. */
    abstract C pass(String name, C inner);

    /** Returns the yielded value, or throws: StopIteration at the end. */
    abstract Object send(C coroutine, Object value) throws Throwable;

    abstract Object raise(C coroutine, Throwable exception) throws Throwable;

    abstract Object close(C coroutine) throws Throwable;

    abstract CoroutineState state(C coroutine);

    abstract Object awaiting(C coroutine);

    abstract AwaitIterator<Object> view(C coroutine);

    /** What the log calls a coroutine, or null if the object is none of this kind. */
    abstract String nameOf(Object coroutine);

    // -----------------------------------------------------------------------------------------------------------------
    // Running
    // -----------------------------------------------------------------------------------------------------------------

    /** Runs the whole script. */
    final List<String> run() {
        for (Script.Program program : programs) {
            slots.add(make(newName(), program));
        }
        for (String word : script.driver()) {
            try {
                log.add(word);
                perform("driver", word);
            } catch (Throwable thrown) {
                log.add("driver broke: " + describe(thrown));
            }
        }
        lookAtAll();
        return log;
    }

    private String newName() {
        return "c" + made++;
    }

    /** The coroutine that a word is about. */
    final C slot(String word) {
        int slot = word.charAt(1) - '0';
        CoroutineState state = state(slots.get(slot));
        char first = word.charAt(0);
        if (first == 'A' && state != CoroutineState.CREATED || first == '*' && state == CoroutineState.CLOSED) {
            renew(slot);
        }
        return slots.get(slot);
    }

    private void renew(int slot) {
        if (made < MOST_MADE) {
            slots.set(slot, make(newName(), programs.get(slot)));
        }
    }

    /** Makes what the word {@code d} awaits. */
    final C deep(String word) {
        String[] parts = word.split(":");
        int depth = Integer.parseInt(parts[1]);
        C chain = slot(parts[0]);
        for (int i = 0; i < depth; i++) {
            chain = pass("p" + i + "of" + made, chain);
            if (i == depth / 2) {
                slots.set(Integer.parseInt(parts[2]), chain);
            }
        }
        made++;
        return chain;
    }

    final AwaitIterator<Object> iterator(String word) {
        return new ScriptedIterator("i" + made++, word);
    }

    /** Does what a word says that no body can pause at. */
    final void perform(String who, String word) throws Throwable {
        switch (word.charAt(0)) {
            case '>', '*' -> log.add(who + " " + word + ": " + outcome(slot(word), word.charAt(2)));
            case '^' -> log.add(who + " " + word + " gave " + describe(drive(slot(word), word.charAt(2))));
            case 'x' -> throw exception(word.charAt(1));
            case 'n' -> renew(word.charAt(1) - '0');
            case 'l' -> lookAtAll();
            default -> throw new AssertionError(word);
        }
    }

    private String outcome(C coroutine, char mode) {
        try {
            return (mode == 'c' ? "closed " : "yielded ") + describe(drive(coroutine, mode));
        } catch (Throwable thrown) {
            return "raised " + describe(thrown);
        }
    }

    private Object drive(C coroutine, char mode) throws Throwable {
        return switch (mode) {
            case 'n' -> send(coroutine, null);
            case 'v' -> send(coroutine, "v" + values++);
            case 'c' -> close(coroutine);
            default -> raise(coroutine, exception(mode));
        };
    }

    private Throwable exception(char mode) {
        return switch (mode) {
            case 'e' -> new ScriptException("e" + values++);
            case 's' -> new StopIteration("s" + values++);
            default -> new GeneratorExit("g" + values++);
        };
    }

    private void lookAtAll() {
        StringBuilder line = new StringBuilder();
        for (C coroutine : slots) {
            line.append(nameOf(coroutine)).append(' ').append(state(coroutine));
            line.append(" on ").append(describe(awaiting(coroutine))).append("; ");
        }
        log.add(line.toString());
    }

    final String describe(Object object) {
        if (object instanceof ScriptException e) {
            return e.getMessage();
        } else if (object instanceof GeneratorExit e) {
            return "GeneratorExit(" + e.getMessage() + ")";
        } else if (object instanceof StopIteration e) {
            return "StopIteration(" + describe(e.value()) + ")";
        } else if (object instanceof CoroutineStateException e) {
            return e.reason() + "(" + e.getMessage() + (e.getCause() == null ? "" : ", " + describe(e.getCause()))
                    + ")";
        } else if (object instanceof AwaitIterator<?>) {
            return object instanceof ScriptWorld<?>.ScriptedIterator ? object.toString() : "view";
        }
        String name = nameOf(object);
        return name != null ? name : String.valueOf(object);
    }

    /** An iterator of the user's, whose methods do what the letters of a word {@code i} say. */
    private final class ScriptedIterator implements AwaitIterator<Object> {
        private final String name;
        private final String word;
        private int step;

        ScriptedIterator(String name, String word) {
            this.name = name;
            this.word = word;
        }

        private void act(String call) {
            log.add(name + "." + call);
            if (word.length() > 5) {
                C other = slots.get(word.charAt(5) - '0');
                log.add(name + " " + word.substring(5) + ": " + outcome(other, word.charAt(6)));
            }
        }

        private Object advance() {
            if (step == word.charAt(1) - '0') {
                throw new StopIteration(name + " end");
            }
            return name + " step " + step++;
        }

        @Override
        public Object next() {
            act("next");
            return advance();
        }

        @Override
        public Object send(Object value) {
            if (word.charAt(2) == '-') {
                return AwaitIterator.super.send(value);
            }
            act("send " + value);
            return advance();
        }

        @Override
        public Object raise(Throwable exception) {
            act("raise " + describe(exception));
            return switch (word.charAt(3)) {
                case '-' -> AwaitIterator.super.raise(exception);
                case 'y' -> name + " raised";
                case 's' -> throw new StopIteration(name + " stop");
                case 'x' -> throw sneaky(exception('e'));
                default -> throw sneaky(exception('g'));
            };
        }

        @Override
        public void close() {
            act("close");
            switch (word.charAt(4)) {
                case '-' -> {}
                case 's' -> throw new StopIteration(name + " close");
                case 'x' -> throw sneaky(exception('e'));
                default -> throw sneaky(exception('g'));
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static RuntimeException sneaky(Throwable thrown) {
        throw ScriptWorld.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X as(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
