package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Coroutine;
import java.util.List;

/** Pauses among what came to the language after Java 21. */
public class Newest {
    record Point(int x, int y, String name) {}

    public static Object unnamedVariables() {
        return coroutine(() -> {
            int n = 0;
            for (var _ : List.of(1, 2)) {
                n += await(tick("n" + n, 10));
            }
            try {
                var _ = await(tick("a", 1));
                Integer.parseInt(await(tick("b", "no number")));
            } catch (NumberFormatException _) {
                n += await(tick("c", 1));
            }
            return n;
        });
    }

    public static Object unnamedPatterns() {
        return coroutine(() -> {
            Object o = await(tick("a", (Object) new Point(1, 2, "p")));
            if (o instanceof Point(int x, _, _) && x == await(tick("b", 1))) {
                log(x);
            }
            return switch (o) {
                case Point(_, int y, String _) when y > await(tick("c", 1)) -> y + await(tick("d", 3));
                case String _, Integer _ -> 0;
                default -> -1;
            };
        });
    }

    static class Parent {
        final String text;

        Parent(String text) {
            log("Parent " + text);
            this.text = text;
        }
    }

    static class Child extends Parent {
        final Object body;
        final int before;

        Child(int n) {
            int doubled = 2 * n;
            before = doubled;
            log("before super");
            super("p" + doubled);
            body = coroutine(() -> text + before + doubled + await(tick("a", n)));
        }
    }

    public static Object codeBeforeSuper() {
        return new Child(value("n", 4)).body;
    }
}
