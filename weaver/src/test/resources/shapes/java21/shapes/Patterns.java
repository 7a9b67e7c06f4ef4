package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.List;

/** Pauses among the patterns of Java 21. */
public class Patterns {
    sealed interface Tree permits Leaf, Branch, Empty {}

    record Leaf(int value) implements Tree {}

    record Branch(Tree left, Tree right, String name) implements Tree {}

    enum Empty implements Tree {
        EMPTY
    }

    private record Pair<A, B>(A first, B second) {
        private Pair {
            log("Pair");
        }

        @Override
        public A first() {
            log("first");
            return first;
        }
    }

    private enum Colour {
        RED,
        GREEN
    }

    private static final Tree TREE =
            new Branch(new Leaf(1), new Branch(new Leaf(20), Empty.EMPTY, "inner"), "outer");

    public static Object recordPatterns() {
        return coroutine(() -> {
            Object o = await(tick("a", (Object) new Pair<>(1, "one")));
            String s = "";
            if (o instanceof Pair<?, ?>(Integer i, String t) && i == await(tick("b", 1))) {
                s += i + t + await(tick("c", t));
            }
            if (!(o instanceof Pair<?, ?>(var first, var second))) {
                throw new IllegalStateException();
            }
            return s + await(tick("d", first)) + second;
        });
    }

    public static Object switchPatterns() {
        return coroutine(() -> {
            StringBuilder s = new StringBuilder();
            for (Object o : List.of(1, "two", 3L, new Leaf(4), Colour.GREEN, new Pair<>(new Leaf(5), 'c'), new int[] {6}, "")) {
                s.append(value("stack", "<")).append(switch (await(tick("selector", o))) {
                    case Integer i when i > await(tick("guard", 0)) -> i + await(tick("int", 1));
                    case Integer i -> -i;
                    case String t when t.isEmpty() && await(tick("empty", true)) -> "empty" + await(tick("e2", 1));
                    case String t -> t + await(tick("string", "s"));
                    case Long l -> {
                        try {
                            yield l + await(tick("long", 1L));
                        } finally {
                            log("yielded " + await(tick("finally", 1)));
                        }
                    }
                    case Leaf(int v) -> v * await(tick("leaf", 2));
                    case Colour c when c == await(tick("colour", Colour.GREEN)) -> c;
                    case Pair<?, ?>(Leaf(var v), Character c) when await(tick("pair", v)) == 5 -> c + "" + v;
                    case int[] a -> a[await(tick("index", 0))];
                    default -> "?";
                });
            }
            return s.toString();
        });
    }

    public static Object sealedSwitch() {
        return coroutine(() -> await(sum(TREE)) + await(tick("end", 100)));
    }

    private static Awaitable<Integer> sum(Tree tree) {
        return coroutine(() -> switch (tree) {
            case Leaf(int value) -> await(tick("leaf", value));
            case Branch(Leaf(var l), var right, var name) when l == await(tick("guard", 1)) -> l + await(sum(right)) + name.length();
            case Branch(var left, var right, String name) -> await(sum(left)) + await(tick(name, 7)) + await(sum(right));
            case Empty e -> await(tick("empty", e.ordinal()));
        });
    }

    public static Object nullAndQualifiedEnums() {
        return coroutine(() -> {
            String s = "";
            for (int i = 0; i < 3; i++) {
                Tree tree = await(tick("t" + i, i == 0 ? null : i == 1 ? Empty.EMPTY : new Leaf(i)));
                s += switch (tree) {
                    case null -> "null" + await(tick("n", 1));
                    case Empty.EMPTY -> "E" + await(tick("e", 2));
                    case Leaf leaf -> leaf.value + await(tick("l", 3));
                    case Branch branch -> "never";
                };
            }
            return s;
        });
    }

    public static Object nullSelector() {
        return coroutine(() -> {
            try {
                return switch (await(tick("a", (Object) null))) {
                    case String s -> s;
                    case Object o -> "object";
                };
            } catch (NullPointerException e) {
                return "npe" + await(tick("b", 1));
            }
        });
    }

    record Failing(int x) {
        public int x() {
            throw new IllegalStateException("accessor");
        }
    }

    public static Object failingAccessor() {
        return coroutine(() -> {
            try {
                Object o = await(tick("a", new Failing(1)));
                return o instanceof Failing(int x) ? x : await(tick("b", 2));
            } catch (MatchException e) {
                return e.getCause().getMessage() + await(tick("c", 3));
            }
        });
    }

    public static Object exceptionOfAPatternOverPauses() {
        return coroutine(() -> {
            try {
                Object o = await(tick("a", new Failing(1)));
                return o instanceof Failing(int x) ? x : await(tick("b", 2));
            } catch (MatchException e) {
                int more = await(tick("c", 3));
                return e.getCause().getMessage() + e.getMessage().contains("accessor") + more;
            }
        });
    }

    public static Object switchStatements() {
        return coroutine(() -> {
            Object o = await(tick("a", new Pair<>("x", Colour.RED)));
            switch (o) {
                case Pair<?, ?>(String t, Colour c) when c.name().equals(await(tick("b", "RED"))):
                    log(t + await(tick("c", c)));
                    break;
                case String s:
                    log(s);
                    break;
                default:
                    log("default");
            }
            return await(tick("d", 1));
        });
    }
}
