package shapes;

import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;
import static shapes.Asks.ask;

import dev.pausa.Generator;
import java.util.List;

/** Ways to name a body's own yielder. */
public class Yielders {
    private Generator.Yielder<Object, Object> kept;

    public static Object alias() {
        return generatorReturning(g -> {
            var h = g;
            Object first = h.yield(1);
            var i = h;
            return first + "" + g.yield(2) + i.yieldFrom(ask("a", 3)) + h.yield(4);
        });
    }

    public static Object reassignedToItself() {
        return generatorReturning(g -> {
            var h = g;
            g.yield(1);
            g = h;
            Object second = g.yield(2);
            h = null;
            return second + "" + g.yield(3) + h;
        });
    }

    public static Object conditionalReceiver() {
        return generatorReturning(g -> {
            var h = value("h", true) ? g : null;
            Object first = (g.yieldFrom(ask("which", true)) ? h : g).yield(1);
            return first + "" + (h == null ? g : h).yieldFrom(ask("a", 2));
        });
    }

    public static Object inAField() {
        Yielders home = new Yielders();
        return generatorReturning(g -> {
            home.kept = g;
            Object first = home.kept.yield(1);
            return first + "" + home.kept.yieldFrom(ask("a", 2)) + home.kept.yield(3);
        });
    }

    public static Object inAnArray() {
        return generatorReturning(g -> {
            List<Generator.Yielder<Object, Object>> list = List.of(g, g);
            Object first = list.get(value("index", 1)).yield(1);
            return first + "" + list.get(0).yieldFrom(ask("a", 2));
        });
    }

    public static Object receiverBeforeArgument() {
        return generatorReturning(g -> at("receiver", g).yield(value("argument", 1)) + ""
                + at("again", g).yieldFrom(ask("a", 2)));
    }

    private static <T> T at(String name, T g) {
        log("at " + name);
        return g;
    }

    public static Object receiverPauses() {
        return generatorReturning(g -> {
            Generator.Yielder<Object, Object> own = g.yieldFrom(ask("receiver", g));
            return g.yieldFrom(ask("inline", g)).yield(own.yield(g.yield("argument")));
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Object raw() {
        return Generator.generatorReturning((Generator.ResultBody) g -> {
            Object first = g.yield("raw");
            return first + "" + g.yieldFrom(ask("a", 1));
        });
    }

    @SuppressWarnings("unchecked")
    private static Object untyped(Object g) {
        return ((Generator.Yielder<Object, Object>) g).yield("untyped") + ""
                + ((Generator.Yielder<Object, Object>) g).yieldFrom(ask("a", 1));
    }

    public static Object asAnObject() {
        return Generator.<Object, Object, Object>generatorReturning(Yielders::untyped);
    }

    public static Object nullYielder() {
        return generatorReturning(g -> {
            var h = g;
            g.yield(1);
            try {
                h = null;
                return h.yield(value("argument", 2));
            } catch (NullPointerException e) {
                return "null" + g.yield(3);
            }
        });
    }

    public static Object nullYielderDelegates() {
        return generatorReturning(g -> {
            Generator.Yielder<Object, Object> none = null;
            try {
                return none.yieldFrom(ask("argument", 2));
            } catch (NullPointerException e) {
                return "null" + g.yield(3);
            }
        });
    }

    public static Object capturedBelow() {
        return generatorReturning(g -> {
            Runnable shows = () -> log(g != null);
            shows.run();
            Object first = g.yield(1);
            shows.run();
            return g.yieldFrom(generatorReturning(h -> h.yield(g != (Object) h))) + "" + first;
        });
    }

    public static Object deadAfterTheFirst() {
        return generatorReturning(g -> {
            Object first = g.yield(1);
            log("last use of it");
            return first;
        });
    }
}
