package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.Step;
import dev.pausa.StopIteration;

/** Runs a {@link Script} with real coroutines: a woven body interprets the program. */
final class WovenWorld extends ScriptWorld<Coroutine<Object>> {
    /** Whether to drive by {@code step} and {@code stepRaising} instead of {@code send} and {@code raise}. */
    private final boolean bySteps;

    WovenWorld(Script script, boolean bySteps) {
        super(script);
        this.bySteps = bySteps;
    }

    @Override
    Coroutine<Object> make(String name, Script.Program program) {
        return program.words().stream().anyMatch(WovenWorld::isAwait)
                ? pausing(name, program)
                : coroutine(name, () -> interpretWithoutPause(name, program));
    }

    private Coroutine<Object> pausing(String name, Script.Program program) {
        return coroutine(name, () -> {
            Object result = null;
            Throwable caught = NONE_CAUGHT;
            int i = 0;
            while (i < program.size()) {
                String word = program.word(i);
                try {
                    switch (word.charAt(0)) {
                        case 's' -> result = suspend(name + " at " + i);
                        case 'a', 'A' -> result = await(slot(word));
                        case 'w' -> {
                            AwaitIterator<Object> view = view(slot(word));
                            result = await((Awaitable<Object>) () -> view);
                        }
                        case 'd' -> result = await(deep(word));
                        case 'i' -> {
                            AwaitIterator<Object> iterator = iterator(word);
                            result = await((Awaitable<Object>) () -> iterator);
                        }
                        case '{', ']' -> {}
                        case '}' -> {
                            i = program.after(i);
                            continue;
                        }
                        case '!' -> throw caught;
                        case 'r' -> {
                            return name + " returns " + describe(result);
                        }
                        default -> perform(name, word);
                    }
                    if (isAwait(word)) {
                        log.add(name + " " + word + " gave " + describe(result));
                    }
                    i++;
                } catch (Throwable thrown) {
                    log.add(name + " " + word + " threw " + describe(thrown));
                    i = program.handler(i, thrown);
                    if (i < 0) {
                        throw sneaky(thrown);
                    }
                    caught = thrown;
                }
            }
            return null;
        });
    }

    /** The same for a program without any await: its body has no suspension point, and is not woven. */
    private Object interpretWithoutPause(String name, Script.Program program) {
        Throwable caught = NONE_CAUGHT;
        int i = 0;
        while (i < program.size()) {
            String word = program.word(i);
            try {
                switch (word.charAt(0)) {
                    case '{', ']' -> {}
                    case '}' -> {
                        i = program.after(i);
                        continue;
                    }
                    case '!' -> throw caught;
                    case 'r' -> {
                        return name + " returns " + describe(null);
                    }
                    default -> perform(name, word);
                }
                i++;
            } catch (Throwable thrown) {
                log.add(name + " " + word + " threw " + describe(thrown));
                i = program.handler(i, thrown);
                if (i < 0) {
                    throw sneaky(thrown);
                }
                caught = thrown;
            }
        }
        return null;
    }

    static boolean isAwait(String word) {
        return "saAwdi".indexOf(word.charAt(0)) >= 0;
    }

    @Override
    Coroutine<Object> pass(String name, Coroutine<Object> inner) {
        return coroutine(name, () -> await(inner));
    }

    @Override
    Object send(Coroutine<Object> coroutine, Object value) {
        return bySteps ? yielded(coroutine.step(value)) : coroutine.send(value);
    }

    @Override
    Object raise(Coroutine<Object> coroutine, Throwable exception) {
        return bySteps ? yielded(coroutine.stepRaising(exception)) : coroutine.raise(exception);
    }

    private static Object yielded(Step<Object> step) {
        if (step instanceof Step.Returned<Object> end) {
            throw new StopIteration(end.value());
        }
        return ((Step.Yielded<Object>) step).value();
    }

    @Override
    Object close(Coroutine<Object> coroutine) {
        return coroutine.closeAndGet();
    }

    @Override
    CoroutineState state(Coroutine<Object> coroutine) {
        return coroutine.state();
    }

    @Override
    Object awaiting(Coroutine<Object> coroutine) {
        return coroutine.awaiting();
    }

    @Override
    AwaitIterator<Object> view(Coroutine<Object> coroutine) {
        return coroutine.awaitIterator();
    }

    @Override
    String nameOf(Object coroutine) {
        return coroutine instanceof Coroutine<?> c ? c.name() : null;
    }
}
