package dev.pausa.weaver.fuzz;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a generated body: what happens at its pauses, and what it logged. The generated sources call the public
 * static methods, which act on the run at hand; bodies are played one after the other, on one thread.
 */
public final class Play {

    /** What happens at the pauses, which are counted from 1 in the order of the run. */
    enum Mode {
        /** Every awaited tick finishes at once. */
        FINISH,
        /** Every awaited tick pauses. */
        PAUSE,
        /** Every tick pauses; an exception is raised into one pause. */
        RAISE,
        /** Every tick pauses; the body is closed at one pause, and until it has dealt with that no tick pauses. */
        CLOSE
    }

    /** What generated bodies throw. */
    public static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Oops(Object message) {
            super(String.valueOf(message));
        }
    }

    /** A checked exception, which only {@code catch (Exception e)} and the like can catch. */
    static final class Boom extends Exception {
        private static final long serialVersionUID = 1L;

        Boom(String message) {
            super(message);
        }
    }

    private static Play current = new Play(Mode.FINISH, 0, true);

    private final Mode mode;
    private final int at;
    private final boolean plain;
    private final List<String> log = new ArrayList<>();
    private int pauses;
    private boolean closing;
    private Mark lastMark;

    private Play(Mode mode, int at, boolean plain) {
        this.mode = mode;
        this.at = at;
        this.plain = plain;
    }

    /** Begins a run. */
    static Play begin(Mode mode, int at, boolean plain) {
        current = new Play(mode, at, plain);
        return current;
    }

    static Play current() {
        return current;
    }

    List<String> log() {
        return log;
    }

    int pauses() {
        return pauses;
    }

    boolean isClosing() {
        return closing;
    }

    private boolean ticksPause() {
        return mode != Mode.FINISH && !closing;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What happens at a pause: for the driver, and for the reference in its place
    // -----------------------------------------------------------------------------------------------------------------

    void countPause() {
        pauses++;
    }

    boolean raisesHere() {
        return mode == Mode.RAISE && pauses == at;
    }

    /** Whether to close here; from then on the run is closing. */
    boolean closesHere() {
        closing = mode == Mode.CLOSE && pauses == at;
        return closing;
    }

    /** Records that the body paused while it was being closed. The run goes on as if nothing had been. */
    void ignoredExit() {
        countPause();
        closing = false;
        log("ignored exit");
    }

    Throwable raised() {
        String message = "raised into pause " + at;
        return switch (at % 3) {
            case 0 -> new Oops(message);
            case 1 -> new Boom(message);
            default -> new AssertionError(message);
        };
    }

    /** A pause in the reference. */
    void pauseInPlace() {
        if (closing) {
            ignoredExit();
            return;
        }
        countPause();
        if (raisesHere()) {
            throw Play.<RuntimeException>sneaky(raised());
        }
        if (closesHere()) {
            throw new GeneratorExit();
        }
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Suspending: the mark says what the answer must be
    // -----------------------------------------------------------------------------------------------------------------

    record Mark(String type, int id) {
        Object answer() {
            return switch (type) {
                case "INT" -> id * 7 + 3;
                case "LONG" -> id * 11L;
                case "DOUBLE" -> id / 4.0;
                case "BOOL" -> id % 2 == 0;
                case "STR" -> "answer" + id;
                case "OBJS" -> new Object[] {id, "answer", 1L, null};
                default -> new int[] {id, 1, 2, 3};
            };
        }
    }

    public static Object mark(String type, int id) {
        log("suspend " + id);
        current.lastMark = new Mark(type, id);
        return current.lastMark;
    }

    /** What the driver sends back. */
    Object answer(Object yielded) {
        if (yielded instanceof Stage<?> stage) {
            stage.finish();
        }
        return yielded instanceof Mark mark ? mark.answer() : null;
    }

    /** What the driver sends back when the yielded value was lost, because the body ignored its exit. */
    Object lastAnswer() {
        return lastMark.answer();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Awaiting
    // -----------------------------------------------------------------------------------------------------------------

    /** An awaitable that pauses once if the run says so, then gives a value or fails. */
    static final class Tick<T> implements Awaitable<T> {
        private final int id;
        private final T value;
        private final boolean fails;

        Tick(int id, T value, boolean fails) {
            this.id = id;
            this.value = value;
            this.fails = fails;
        }

        T inPlace() {
            if (current.ticksPause()) {
                current.pauseInPlace();
            }
            return end();
        }

        /** What it yields before it ends. */
        List<Object> pauses() {
            return current.ticksPause() ? List.of("tick " + id) : List.of();
        }

        T end() {
            if (fails) {
                throw new Oops("tick " + id + " failed");
            }
            return value;
        }

        Coroutine<T> asCoroutine() {
            return Coroutine.coroutine(() -> {
                if (current.ticksPause()) {
                    Coroutine.suspend("tick " + id);
                }
                return end();
            });
        }

        @Override
        public AwaitIterator<T> awaitIterator() {
            return new AwaitIterator<>() {
                private boolean paused;

                @Override
                public Object next() {
                    if (!paused && current.ticksPause()) {
                        paused = true;
                        return "tick " + id;
                    }
                    throw new StopIteration(end());
                }
            };
        }
    }

    static <T> Tick<T> given(int id, T value, boolean fails) {
        log("tick " + id);
        return new Tick<>(id, value, fails);
    }

    private static <T> Awaitable<T> make(int id, T value, boolean fails) {
        Tick<T> tick = given(id, value, fails);
        return current.plain || id % 2 == 0 ? tick : tick.asCoroutine();
    }

    public static <T> Awaitable<T> tick(int id, T value) {
        return make(id, value, false);
    }

    public static <T> Awaitable<T> fail(int id, T value) {
        return make(id, value, true);
    }

    /** A stage that the driver completes. */
    static final class Stage<T> extends CompletableFuture<T> {
        private final T value;

        Stage(T value) {
            this.value = value;
        }

        private void finish() {
            complete(value);
        }

        T inPlace() {
            if (!isDone()) {
                current.pauseInPlace();
            }
            return value;
        }
    }

    public static <T> CompletableFuture<T> stage(int id, T value) {
        log("stage " + id);
        Stage<T> stage = new Stage<>(value);
        if (!current.ticksPause()) {
            stage.finish();
        }
        return stage;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Everything else
    // -----------------------------------------------------------------------------------------------------------------

    /** A resource; the making and the closing of it are logged, and closing some of them fails. */
    public record Res(int id) implements AutoCloseable {
        public Res {
            log("open " + id);
        }

        @Override
        public void close() {
            log("close " + id);
            if (id % 5 == 4) {
                throw new Oops("close " + id);
            }
        }
    }

    public static void log(Object line) {
        current.log.add(show(line));
    }

    /** Keeps strings short. */
    public static String cut(String text) {
        return text == null || text.length() <= 30 ? text : text.substring(text.length() - 30);
    }

    /** Logs its argument and returns it, for expressions that are statements. */
    public static <T> T seen(T value) {
        log(value);
        return value;
    }

    static String show(Object value) {
        if (value instanceof Throwable thrown) {
            return showThrown(thrown);
        }
        String text = Arrays.deepToString(new Object[] {value});
        return (value == null ? "" : value.getClass().getSimpleName() + " ") + text.substring(1, text.length() - 1);
    }

    /** The helpful message of a NullPointerException tells of the instructions, which are other ones. */
    private static String showThrown(Throwable thrown) {
        String message = thrown instanceof NullPointerException ? "" : ": " + thrown.getMessage();
        List<String> suppressed =
                Arrays.stream(thrown.getSuppressed()).map(Play::show).toList();
        return thrown.getClass().getName() + message + (suppressed.isEmpty() ? "" : " with " + suppressed);
    }

    @Override
    public String toString() {
        return mode + (at > 0 ? " at pause " + at : "");
    }
}
