package dev.pausa.conformance.differential;

import dev.pausa.AsyncGenerator;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.StopIteration;
import dev.pausa.frame.AsyncStep;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a program showed, one event per line:
 *
 * <pre>
 *   &gt; send c0 5                 a drive, by the script or by a body, and what it leads to
 *   c0: 7                       a body's log
 *   c0: caught Oops#2('1')      #2 is the second exception that the program made: identity is compared too
 *   f1.send 5                   a call of a foreign iterator's method
 *   &lt; yielded 1                 the outcome of the last drive without one
 * </pre>
 */
final class Trace {
    /** A program that says more than this is compared as far as this. */
    private static final int LONGEST = 3000;

    private final List<String> lines = new ArrayList<>();
    private final Map<Throwable, Integer> numbers = new IdentityHashMap<>();
    private final Map<Object, String> names = new IdentityHashMap<>();

    List<String> lines() {
        return lines;
    }

    void add(String line) {
        if (lines.size() < LONGEST) {
            lines.add(line);
        }
    }

    /** Numbers an exception. */
    <T extends Throwable> T made(T exception) {
        numbers.put(exception, numbers.size() + 1);
        return exception;
    }

    void name(Object object, String name) {
        names.put(object, name);
    }

    String show(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Throwable exception) {
            return showException(exception);
        }
        return names.getOrDefault(value, value.toString());
    }

    private String showException(Throwable e) {
        String number = numbers.containsKey(e) ? "#" + numbers.get(e) : "";
        String shown = type(e) + number + "(" + argument(e) + ")";
        String cause = e.getCause() == null ? "" : " from " + showException(e.getCause());
        return shown + cause + (e.getSuppressed().length == 0 ? "" : " suppressing");
    }

    private static String type(Throwable e) {
        String name = e.getClass().getSimpleName();
        return e instanceof CoroutineStateException state ? name + "." + state.reason() : name;
    }

    private String argument(Throwable e) {
        if (e instanceof StopIteration stop) {
            return show(stop.value());
        }
        return e.getMessage() == null ? "" : e.getMessage();
    }

    /** What can be seen of an object from outside. */
    String look(Object object) {
        CoroutineObject c = (CoroutineObject) object;
        if (c instanceof AsyncGenerator<?, ?> generator) {
            return lookAsync(generator);
        }
        String text = c.state() + (c.isRunning() ? " running" : "") + (c.isSuspended() ? " suspended" : "");
        return text + " awaiting " + awaited(c.awaiting()) + " depth " + depth(c);
    }

    /** CPython does not tell an asynchronous generator that runs from one that is paused. */
    private String lookAsync(AsyncGenerator<?, ?> generator) {
        CoroutineState state = generator.state();
        boolean isOpen = state == CoroutineState.RUNNING || state == CoroutineState.SUSPENDED;
        return (isOpen ? "OPEN" : state) + (generator.isRunningStep() ? " stepping" : "") + " awaiting "
                + awaited(generator.awaiting());
    }

    /**
     * How many coroutines and generators there are from one to the leaf, or to one that is running or of another kind;
     * {@code trace()} must show them all.
     */
    private static String depth(CoroutineObject c) {
        int depth = 0;
        Object end = c;
        while (end instanceof CoroutineObject next
                && !(end instanceof AsyncGenerator)
                && next.state() != CoroutineState.CLOSED) {
            depth++;
            end = next.isRunning() ? null : next.awaiting();
        }
        return depth <= c.trace().size() ? Integer.toString(depth) : depth + " but trace is " + c.trace();
    }

    private String awaited(Object object) {
        return object instanceof AsyncStep && !names.containsKey(object) ? "step" : show(object);
    }
}
