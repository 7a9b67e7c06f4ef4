package dev.pausa.conformance.failing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.List;

/**
 * A chain, and one drive of it in which the JVM fails. Afterwards no object may be RUNNING; the chain goes on or is
 * closed; each body has run its finally blocks once, and none has been given what was not its own.
 */
final class Drive {
    private static final List<String> HOW = List.of("send", "raise", "exit", "close");
    private static final int MOST_MORE = 20;

    /**
     * What is done.
     *
     * @param scene the kind of chain
     * @param sends how often it is sent to before
     * @param how the drive that fails
     * @param end how it is brought to its end after that
     */
    record Way(String scene, int sends, String how, String end) {}

    /**
     * After each number of sends each drive; the two ends in turn, since the second half would take as long and show
     * little.
     */
    static List<Way> ways(String scene, int mostSends) {
        List<Way> ways = new ArrayList<>();
        for (int how = 0; how < HOW.size(); how++) {
            for (int sends = 0; sends < mostSends; sends++) {
                ways.add(new Way(scene, sends, HOW.get(how), (how + sends) % 2 == 0 ? "send" : "close"));
            }
        }
        return ways;
    }

    private final Way way;
    private final Scenes scenes;
    private final CoroutineObject root;
    private final List<String> faults = new ArrayList<>();
    private int sent;
    private Throwable out;

    Drive(Way way, boolean isForMemory) {
        this.way = way;
        this.scenes = new Scenes(isForMemory);
        this.root = scenes.make(way.scene());
    }

    /** Does the drives before; tells whether it comes to the one that fails. */
    boolean begins() {
        for (int i = 0; i < way.sends(); i++) {
            try {
                send();
                prepare();
            } catch (RuntimeException end) {
                return false;
            }
        }
        prepare();
        return true;
    }

    /** Does the drive that fails. What it needs is there already. */
    void act() {
        try {
            switch (way.how()) {
                case "send" -> send();
                case "raise" -> raise(Scenes.RAISED);
                case "exit" -> raise(Scenes.EXIT);
                default -> close(root);
            }
        } catch (Throwable thrown) {
            out = thrown;
        }
    }

    /** What is sent next; an iterator takes no values. */
    private void prepare() {
        boolean takesValue =
                root.state() == CoroutineState.SUSPENDED && !way.scene().equals("yieldAll");
        scenes.sent = takesValue ? "sent " + ++sent : null;
    }

    private void send() {
        if (root instanceof Coroutine<?> coroutine) {
            coroutine.send(scenes.sent);
        } else {
            as(root).send(scenes.sent);
        }
    }

    @SuppressWarnings("unchecked")
    private static Generator<Object, Object, Object> as(CoroutineObject generator) {
        return (Generator<Object, Object, Object>) generator;
    }

    private void raise(Throwable exception) {
        if (root instanceof Coroutine<?> coroutine) {
            coroutine.raise(exception);
        } else {
            as(root).raise(exception);
        }
    }

    private static void close(CoroutineObject object) {
        if (object instanceof Coroutine<?> coroutine) {
            coroutine.close();
        } else if (object instanceof AsyncGenerator<?, ?> generator) {
            closeStepwise(generator);
        } else {
            as(object).close();
        }
    }

    private static void closeStepwise(AsyncGenerator<?, ?> generator) {
        Coroutine<Void> closing = coroutine(() -> await(generator.aclose()));
        try {
            for (int i = 0; i < 5; i++) {
                closing.send(null);
            }
        } catch (StopIteration closed) {
            // as it should be
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Afterwards
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns what is wrong, when the drive has failed with this error, or with any of its kind, or not at all. */
    List<String> check(Error error) {
        if (out instanceof Error && out.getClass() != error.getClass() && !(out instanceof GeneratorExit)) {
            faults.add("threw " + out);
        }
        for (CoroutineObject object : scenes.made) {
            if (object.state() == CoroutineState.RUNNING) {
                faults.add("running: " + object);
            }
        }
        if (faults.isEmpty()) {
            end();
        }
        return faults;
    }

    private void end() {
        for (int i = 0; i < MOST_MORE && root.state() != CoroutineState.CLOSED; i++) {
            goOn();
        }
        for (int i = scenes.made.size() - 1; i >= 0; i--) {
            closeLeft(scenes.made.get(i));
        }
        // A resource whose exit cannot be called, for lack of memory, is left to the collector.
        if (scenes.begun != scenes.ended && !way.scene().equals("with")) {
            faults.add(scenes.begun + " begun, " + scenes.ended + " ended");
        }
        faults.addAll(scenes.wrong);
    }

    /** Whether the drive threw an error of this kind. */
    boolean hasThrown(Error kind) {
        return out != null && out.getClass() == kind.getClass();
    }

    private void goOn() {
        prepare();
        try {
            if (way.end().equals("send")) {
                send();
            } else {
                close(root);
            }
        } catch (IllegalArgumentException hasJustBegun) { // what was left to begin takes no value
            scenes.sent = null;
            send();
        } catch (RuntimeException end) {
            // the scene's own; or it has ended
        } catch (Error lost) {
            if (!String.valueOf(lost.getMessage()).contains("the outcome of an await is lost")) {
                faults.add("then threw " + lost);
            }
        }
    }

    private void closeLeft(CoroutineObject object) {
        try {
            close(object);
        } catch (Throwable thrown) {
            faults.add("closing " + object + " threw " + thrown);
        }
        if (object.state() != CoroutineState.CLOSED) {
            faults.add("not closed: " + object);
        }
    }
}
