package app;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncResource;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** Drives a body of each kind and form, and prints what came out. */
public final class App {
    /** What {@link #run} returns wherever it runs. */
    public static final String EXPECTED = "[45, [0, 1, 1, 2, 3], r1r2, 1, 4, 1, 10, [a, b], open 1 close, clean]";

    private int secret = 5;

    private App() {}

    /** Drives all of them. */
    public static String run() {
        List<Object> results = new ArrayList<>();
        results.add(drive(new App().reachesPrivateMembers(10L, 2.5)));
        results.add(firstOf(fibonacci(), 5));
        results.add(drive(coroutine(App::joined)));
        results.add(drive(coroutine(App::named)));
        results.add(drive(new Point(3).plusAnswer()));
        results.add(drive(Colour.RED.plusAnswer()));
        results.add(drive(((Valued) () -> 9).plusAnswer()));
        results.add(Generator.generator(new Letters()).stream().toList());
        results.add(drive(resource()));
        results.add(traceOfFailure());
        return results.toString();
    }

    public static void main(String[] arguments) {
        System.out.println(run());
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Bodies
    // ------------------------------------------------------------------------------------------------------------------

    static Coroutine<Integer> ask(String question) {
        return coroutine(() -> (Integer) suspend(question));
    }

    private int raised(int by) {
        return secret += by;
    }

    private Coroutine<Integer> reachesPrivateMembers(long wide, double real) {
        return coroutine(() -> {
            int sum = 0;
            try {
                for (int i = 0; i < 3; i++) {
                    sum += await(ask("question " + i));
                    sum += raised(i);
                }
                IntUnaryOperator plusSecret = x -> x + secret;
                sum = plusSecret.applyAsInt(sum);
            } finally {
                secret = -1;
            }
            return sum + (int) wide + (int) real;
        });
    }

    private static Iterable<Long> fibonacci() {
        return Generator.iterable(g -> {
            for (long a = 0, b = 1; ; b += a, a = b - a) {
                g.yield(a);
            }
        });
    }

    private static AsyncGenerator<String, Void> rows() {
        return AsyncGenerator.asyncGenerator(g -> {
            for (int i = 0; i < 2; i++) {
                Object answer = suspend("row");
                g.yield("r" + answer);
            }
        });
    }

    private static String joined() throws Exception {
        StringBuilder joined = new StringBuilder();
        AsyncGenerator<String, Void> rows = rows();
        while (await(rows.advance())) {
            joined.append(rows.current());
        }
        return joined.toString();
    }

    private static int named() throws Exception {
        return await(ask("named"));
    }

    private record Point(int x) {
        Coroutine<Integer> plusAnswer() {
            return coroutine(() -> x + await(ask("record")));
        }
    }

    private enum Colour {
        RED {
            @Override
            Coroutine<Integer> plusAnswer() {
                return coroutine(() -> ordinal() + await(ask("enum")));
            }
        };

        abstract Coroutine<Integer> plusAnswer();
    }

    private interface Valued {
        int value();

        default Coroutine<Integer> plusAnswer() {
            return coroutine(() -> value() + await(ask("interface")));
        }
    }

    /** A body that is an object of a class of its own. */
    private static final class Letters implements Generator.Body<String, Void> {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(Generator.Yielder<String, Void> g) {
            g.yield("a");
            g.yield("b");
        }
    }

    private static Coroutine<String> resource() {
        return coroutine(() -> {
            StringBuilder log = new StringBuilder();
            AsyncResource<StringBuilder> resource = AsyncResource.resource(g -> {
                log.append("open ");
                try {
                    g.yield(log);
                } finally {
                    log.append(" close");
                }
            });
            await(AsyncResource.with(resource, opened -> opened.append(await(ask("resource")))));
            return log.toString();
        });
    }

    /** The trace of a failure that passed an await shows this class, and nothing of the library. */
    private static String traceOfFailure() {
        Coroutine<Integer> failing = coroutine(() -> 1 / await(ask("zero")));
        failing.send(null);
        try {
            failing.send(0);
            return "no failure";
        } catch (ArithmeticException failure) {
            List<String> classes = Stream.of(failure.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .toList();
            String library = Coroutine.class.getPackageName() + ".frame.";
            boolean isClean = classes.contains(App.class.getName())
                    && classes.stream().noneMatch(name -> name.startsWith(library));
            return isClean ? "clean" : classes.toString();
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Drivers
    // ------------------------------------------------------------------------------------------------------------------

    /** Answers 1, 2, 3 and so on. */
    private static <R> R drive(Coroutine<R> coroutine) {
        Step<R> step = coroutine.step(null);
        for (int answer = 1; step instanceof Step.Yielded; answer++) {
            step = coroutine.step(answer);
        }
        return ((Step.Returned<R>) step).value();
    }

    private static List<Object> firstOf(Iterable<?> values, int count) {
        List<Object> first = new ArrayList<>();
        for (Object value : values) {
            if (first.size() == count) {
                break;
            }
            first.add(value);
        }
        return first;
    }
}
