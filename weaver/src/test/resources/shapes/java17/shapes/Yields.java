package shapes;

import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;
import static shapes.Asks.ask;

import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Generators that yield and delegate anywhere an expression can stand. */
public class Yields {
    record Pair(Object left, Object right) {
        Pair {
            log("Pair " + left + right);
        }
    }

    static class Wide {
        final long sum;

        private Wide(long a, Object o, double b) {
            log("Wide " + o);
            this.sum = a + (long) b;
        }
    }

    private int field = 5;
    static String[] names = {"x", "y"};

    public static Object loop() {
        return generator(g -> {
            for (int i = 0; i < 3; i++) {
                log(i + " " + g.yield(i));
            }
        });
    }

    public static Object loopsWithLabels() {
        return generatorReturning(g -> {
            int rounds = 0;
            outer:
            for (int i = 0; i < 3; i++) {
                for (String name : names) {
                    if (g.yieldFrom(ask(name + i, i)) == 1) {
                        continue outer;
                    }
                    if (g.yield(name).equals("reply to y") && i == 2) {
                        break outer;
                    }
                    rounds++;
                }
            }
            return rounds;
        });
    }

    public static Object doWhile() {
        return generatorReturning(g -> {
            int n = 0;
            do {
                n += g.yieldFrom(ask("n" + n, 2));
            } while (n < g.yieldFrom(ask("limit", 5)));
            return n;
        });
    }

    public static Object constructorArguments() {
        return generatorReturning(g -> new Pair(g.yield(1), g.yield(2)));
    }

    public static Object nestedConstructors() {
        return generatorReturning(g -> {
            Pair pair = new Pair(new Pair(g.yield("a"), value("b", "b")), new Pair("c", g.yieldFrom(ask("d", 4))));
            return new Wide(g.yieldFrom(ask("e", 5L)), pair, g.yieldFrom(ask("f", 2.5))).sum;
        });
    }

    public static Object operands() {
        return generatorReturning(g -> value("a", 1)
                + g.yieldFrom(ask("b", 2)) * value("c", 3L)
                - g.yieldFrom(ask("d", 4.5)) / Math.max(value("e", 2), g.yieldFrom(ask("f", 3))));
    }

    public static Object concatenation() {
        return generatorReturning(g -> "s" + value("i", 1) + g.yield("a") + 2L + g.yieldFrom(ask("b", 'b')) + g.yield(null));
    }

    public static Object conditions() {
        return generatorReturning(g -> {
            Object chosen = g.yieldFrom(ask("if", true)) ? g.yield("then") : value("else", "no");
            boolean both = g.yieldFrom(ask("left", true)) && g.yieldFrom(ask("right", false)) || g.yield("or") == null;
            return chosen + " " + both + (g.yieldFrom(ask("last", false)) ? 1 : g.yieldFrom(ask("two", 2)));
        });
    }

    public static Object compoundAssignments() {
        return generatorReturning(g -> {
            int[] ints = {1, 2, 3};
            long sum = 10;
            String text = "t";
            ints[value("i", 1)] += g.yieldFrom(ask("a", 5));
            ints[g.yieldFrom(ask("index", 0))] <<= g.yieldFrom(ask("b", 2));
            ints[g.yieldFrom(ask("index2", 2))]++;
            sum -= g.yieldFrom(ask("c", 3L));
            text += g.yield("d");
            names[0] += text;
            String last = names[1] = names[g.yieldFrom(ask("e", 0))];
            names[0] = "x";
            names[1] = "y";
            return Arrays.toString(ints) + sum + text + last;
        });
    }

    public static Object fieldOfHome() {
        return new Yields().touchesFields();
    }

    private Object touchesFields() {
        return generatorReturning(g -> {
            field += g.yieldFrom(ask("a", 1)) + hidden(g.yieldFrom(ask("b", 2)));
            this.field *= 2;
            return field + shared(g.yield("c"));
        });
    }

    private int hidden(int x) {
        return x + field;
    }

    private static String shared(Object o) {
        return "shared " + o;
    }

    public static Object switches() {
        return generatorReturning(g -> {
            StringBuilder out = new StringBuilder();
            for (String name : List.of("a", "b", "c")) {
                switch (name) {
                    case "a":
                        out.append(g.yield("first"));
                    case "b":
                        out.append(g.yieldFrom(ask("second", name)));
                        break;
                    default:
                        out.append(
                                switch (g.yieldFrom(ask("number", 2))) {
                                    case 1 -> "one";
                                    case 2 -> {
                                        log(g.yield("inside"));
                                        yield g.yieldFrom(ask("two", "two"));
                                    }
                                    default -> g.yield("other");
                                });
                }
            }
            return out;
        });
    }

    public static Object tryFinally() {
        return generatorReturning(g -> {
            long before = 7;
            try {
                return before + g.yieldFrom(ask("in try", 1));
            } finally {
                log("finally " + before + g.yieldFrom(ask("in finally", 2)));
            }
        });
    }

    public static Object tryCatchFinally() {
        return generatorReturning(g -> {
            String text = "";
            try {
                text += g.yield("in try");
                g.yieldFrom(ask("ask", 1));
                throw new IllegalStateException(text);
            } catch (IllegalStateException e) {
                text += g.yieldFrom(ask("in catch", "caught")) + e.getMessage();
            } catch (Exception e) {
                log("other " + e.getMessage());
                text += g.yieldFrom(ask("in other", "other"));
            } finally {
                log(g.yieldFrom(ask("in finally", text)));
            }
            return text;
        });
    }

    public static Object catchesTheExit() {
        return generatorReturning(g -> {
            try {
                g.yield(1);
                g.yieldFrom(ask("a", 2));
            } catch (dev.pausa.GeneratorExit exit) {
                log("closed");
                return "closed";
            }
            return "resumed";
        });
    }

    public static Object resources() {
        return generatorReturning(g -> {
            try (AutoCloseable one = () -> log("closed one");
                    AutoCloseable two = () -> log("closed two " + g.hashCode() % 1)) {
                return g.yield(one != two) + "" + g.yieldFrom(ask("a", 1));
            }
        });
    }

    public static Object innerThrows() {
        return generatorReturning(g -> {
            try {
                return g.yieldFrom(generatorReturning(inner -> {
                    inner.yield("inner");
                    throw new IllegalArgumentException("from inside");
                }));
            } catch (IllegalArgumentException e) {
                return e.getMessage() + g.yield("after");
            }
        });
    }

    public static Object nestedGenerators() {
        int outer = value("outer", 3);
        long wide = value("wide", 4L);
        double real = value("real", 0.5);
        return generatorReturning(g -> {
            String local = "local" + g.yield("a");
            long number = wide + g.yieldFrom(ask("b", 1));
            Object inner = g.yieldFrom(generatorReturning(h -> {
                double sum = outer + wide + real;
                String more = local + h.yield(sum);
                return h.yieldFrom(generatorReturning(i -> more + number + i.yield("innermost") + h.hashCode() % 1));
            }));
            g.yieldAll(generator(h -> log(h.yield(number))));
            return inner + local;
        });
    }

    public static Object wideLocals() {
        long a = value("a", 1L);
        double b = value("b", 2.0);
        return Generator.<Object, Object, Object>generatorReturning(g -> {
            long c = a + 10;
            double d = b + 20;
            g.yield(c);
            float e = (float) d;
            byte s = (byte) (c + 300);
            char t = 'c';
            boolean z = g.yieldFrom(ask("z", true));
            return a + b + c + d + e + s + t + (z ? 1 : 0) + g.yield("end").toString().length();
        });
    }

    public static Object slotsOfSeveralTypes() {
        return generatorReturning(g -> {
            {
                String text = "text" + g.yield(1);
                log(text + g.yield(2));
            }
            {
                long number = 5;
                g.yield(3);
                log(number);
            }
            int[] array = {g.yieldFrom(ask("a", 1)), g.yieldFrom(ask("b", 2))};
            g.yield(4);
            return array;
        });
    }

    public static Object lambdasAround() {
        int n = value("n", 1);
        return generatorReturning(g -> {
            int m = g.yieldFrom(ask("m", 2));
            IntSupplier sum = () -> n + m;
            Supplier<Supplier<String>> nested = () -> () -> "nested" + sum.getAsInt();
            Object answer = g.yield(nested.get().get());
            return List.of(1, 2).stream().map(i -> i + m + "" + answer).toList();
        });
    }

    public static Object madeInALambda() {
        Supplier<Object> maker = () -> generatorReturning(g -> g.yield("in a lambda"));
        return maker.get();
    }

    public static Object arguments() {
        return generatorReturning(g ->
                String.format("%s %s %s %s", value("a", 1L), g.yield("b"), g.yieldFrom(ask("c", 1.5)), g.yield("d")));
    }

    public static Object resultsDropped() {
        return generator(g -> {
            g.yield(1);
            g.yieldFrom(ask("a", "dropped"));
            g.yieldFrom(ask("b", 2L));
            g.yieldAll(ask("c", 3));
        });
    }

    public static Object elementsOfAll() {
        return generatorReturning(g -> {
            List<Object> before = new ArrayList<>(List.of(1));
            g.yieldAll(elements("iterator", 2));
            g.yieldAll((Iterable<Object>) () -> elements("iterable", 1));
            before.add(g.yield("between"));
            g.yieldAll(java.util.stream.Stream.of(1).onClose(() -> log("stream closed")).limit(0));
            return before;
        });
    }

    public static Object elementsInTry() {
        return generator(g -> {
            try {
                g.yieldAll(elements("a", 2));
            } catch (Exception e) {
                log("caught " + e.getMessage());
                g.yieldAll(ask("b", 1));
            } finally {
                g.yieldAll(elements("c", 1));
            }
        });
    }

    public static Object recursion() {
        return inOrder(0, 8);
    }

    private static Generator<Object, Object, Integer> inOrder(int from, int to) {
        return generatorReturning(g -> {
            if (from >= to) {
                return 0;
            }
            int middle = (from + to) / 2;
            int left = g.yieldFrom(inOrder(from, middle));
            g.yield(middle);
            return left + 1 + g.yieldFrom(inOrder(middle + 1, to));
        });
    }

    public static Object deadCode() {
        return generatorReturning(g -> {
            while (true) {
                if (g.yieldFrom(ask("a", 1)) == 1) {
                    return g.yield("out");
                }
            }
        });
    }

    public static Object infinite() {
        return generator(g -> {
            for (int i = 0; ; i++) {
                if (g.yieldFrom(ask("n", i)) == 2) {
                    throw new IllegalStateException("enough");
                }
            }
        });
    }
}
