package shapes;

import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;
import static shapes.Asks.ask;

import java.util.List;

/** Yields among patterns. */
public class YieldPatterns {
    sealed interface Tree permits Leaf, Branch {}

    record Leaf(Object value) implements Tree {}

    record Branch(Tree left, Tree right) implements Tree {}

    public static Object switchOverTypes() {
        return generatorReturning(g -> {
            StringBuilder out = new StringBuilder();
            for (Object o : List.of(1, "two", 3L, new Leaf("leaf"), new Branch(new Leaf(1), new Leaf(2L)))) {
                out.append(
                        switch (g.yieldFrom(ask("o", o))) {
                            case Integer i when i > g.yieldFrom(ask("guard", 0)) -> "int" + g.yield(i);
                            case String s -> s + g.yield(s);
                            case Leaf(var value) -> value + "" + g.yieldFrom(ask("leaf", value));
                            case Branch(Leaf(Integer left), Leaf(var right)) -> left + "" + right + g.yield("branch");
                            default -> g.yield("default");
                        });
            }
            return out;
        });
    }

    public static Object instanceOf() {
        return generatorReturning(g -> {
            Object o = g.yield("first");
            if (o instanceof String s && s.length() > g.yieldFrom(ask("length", 3))) {
                return s + g.yield(s);
            }
            return o;
        });
    }
}
