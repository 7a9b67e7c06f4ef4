package shapes;

import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;
import static shapes.Asks.ask;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

/** Bodies of generators in every kind of class and member, and of every kind. */
public class YieldHomes {
    private int secret = 7;
    private static int shared = 3;

    static final Object IN_STATIC_FIELD = generatorReturning(g -> "static field" + g.yield(1));

    final Object inField = generatorReturning(g -> this.secret + "field" + g.yield(1));

    YieldHomes() {
        shared = 3;
    }

    public static Object field() {
        return new YieldHomes().inField;
    }

    public static Object capturesThis() {
        return new YieldHomes().own(4);
    }

    private Object own(int n) {
        return generatorReturning(g -> secret + n + g.yieldFrom(ask("a", 1)) + shared + this.secret() + super.hashCode() % 1);
    }

    private int secret() {
        return secret++;
    }

    private static void staticBody(Generator.Yielder<Object, Object> g) {
        log(g.yield(shared));
        shared++;
    }

    private Integer member(Generator.Yielder<Object, Object> g) {
        secret += g.yieldFrom(ask("a", 1));
        g.yield(secret);
        return secret();
    }

    Object open(Generator.Yielder<Object, Object> g) throws Exception {
        return "home" + g.yield("open");
    }

    static class Below extends YieldHomes {
        @Override
        Object open(Generator.Yielder<Object, Object> g) throws Exception {
            return "below" + g.yield("below") + super.hashCode() % 1;
        }
    }

    public static Object staticReference() {
        shared = 3;
        return Generator.<Object, Object>generator(YieldHomes::staticBody);
    }

    public static Object boundReference() {
        YieldHomes home = new YieldHomes();
        return Generator.<Object, Object, Integer>generatorReturning(home::member);
    }

    public static Object virtualReference() {
        YieldHomes home = new Below();
        return Generator.<Object, Object, Object>generatorReturning(home::open);
    }

    public static Object thisReference() {
        return new YieldHomes().viaThis();
    }

    private Object viaThis() {
        return generatorReturning(g -> g.yieldFrom(Generator.<Object, Object, Object>generatorReturning(this::open))
                + "" + g.yieldFrom(Generator.<Object, Object, Integer>generatorReturning(this::member)));
    }

    private static int primitive(Generator.Yielder<Object, Object> g) {
        return 5 + g.yieldFrom(ask("a", 1));
    }

    public static Object primitiveResult() {
        return Generator.<Object, Object, Integer>generatorReturning(YieldHomes::primitive);
    }

    record Taken(Generator.Yielder<Object, Object> g) {
        Taken {
            log("taken " + (g != null));
        }
    }

    public static Object constructorReference() {
        return generatorReturning(g -> {
            Taken taken = g.yieldFrom(Generator.<Object, Object, Taken>generatorReturning(Taken::new));
            return g.yield(taken.g() == g);
        });
    }

    @SuppressWarnings("unchecked")
    public static Object referenceToAMethodOfObject() {
        return generatorReturning(g -> {
            Object text = g.yieldFrom(Generator.<Object, Object, String>generatorReturning(Object::toString));
            return (text != null) + "" + g.yield(1);
        });
    }

    private Object anonymous(long captured) {
        return generatorReturning(new Generator.ResultBody<Object, Object, Object>() {
            private int runs = 1;

            @Override
            public Object run(Generator.Yielder<Object, Object> g) {
                runs += g.yieldFrom(ask("a", helper()));
                return runs + captured + secret() + "" + g.yield(runs);
            }

            private int helper() {
                return runs + shared;
            }
        });
    }

    public static Object anonymousClass() {
        return new YieldHomes().anonymous(4);
    }

    public static Object localClass() {
        String s = value("s", "s");
        class Local implements Generator.Body<Object, Object> {
            @Override
            public void run(Generator.Yielder<Object, Object> g) throws Exception {
                log(s + g.yield(1) + g.yieldFrom(ask("a", 2)));
            }
        }
        return generator(new Local());
    }

    static class Narrowing implements Generator.ResultBody<Object, Object, Integer> {
        @Override
        public Integer run(Generator.Yielder<Object, Object> g) {
            return 1 + g.yieldFrom(ask("a", 2));
        }
    }

    static class Inheriting extends Narrowing {}

    static class Overriding extends Narrowing {
        @Override
        public Integer run(Generator.Yielder<Object, Object> g) {
            return 10 + g.yieldFrom(ask("b", 2)) + g.yield("c").toString().length();
        }
    }

    public static Object bridges() {
        return generatorReturning(new Narrowing());
    }

    public static Object inheritedRun() {
        return generatorReturning(new Inheriting());
    }

    public static Object overriddenRun() {
        return generatorReturning(new Overriding());
    }

    interface WithDefault extends Generator.Body<Object, Object> {
        String name();

        @Override
        default void run(Generator.Yielder<Object, Object> g) throws Exception {
            log(name() + g.yield(1) + helper(g.yield(2)));
        }

        private String helper(Object o) {
            return name() + o;
        }
    }

    public static Object defaultRun() {
        class Named implements WithDefault {
            @Override
            public String name() {
                return "named";
            }
        }
        return generator(new Named());
    }

    public static Object defaultRunOfALambda() {
        WithDefault named = () -> "lambda";
        return generator(named);
    }

    /** The body of a generator, and of a coroutine. */
    static class Several implements Generator.Body<Object, Object>, Coroutine.ResultBody<Object> {
        private int runs;

        @Override
        public void run(Generator.Yielder<Object, Object> g) throws Exception {
            log("generator " + g.yield(++runs));
        }

        @Override
        public Object run() throws Exception {
            return "coroutine " + ++runs;
        }
    }

    public static Object severalInterfaces() {
        Several several = new Several();
        return generatorReturning(g -> {
            g.yieldAll(generator(several));
            return several.run() + "" + g.yield(several.runs);
        });
    }

    enum Planet {
        MARS;

        private Object walk() {
            return generatorReturning(g -> this + "" + g.yield(ordinal()) + name());
        }
    }

    public static Object inAnEnum() {
        return Planet.MARS.walk();
    }

    interface Shape {
        int sides();

        default Object walk() {
            return generatorReturning(g -> sides() + helper() + g.yieldFrom(ask("a", 1)));
        }

        private int helper() {
            return 100 * sides();
        }
    }

    public static Object inAnInterface() {
        return ((Shape) () -> 3).walk();
    }

    static class Box<T extends Comparable<T>> {
        private final T value;

        Box(T value) {
            this.value = value;
        }

        <Y> Generator<Object, Object, T> walk(Y other) {
            return generatorReturning(g -> {
                log(other + "" + g.yield(value));
                return value.compareTo(value) == 0 ? g.yieldFrom(ask("a", value)) : null;
            });
        }
    }

    public static Object generic() {
        return new Box<>("boxed").walk(5L);
    }

    public static Object withoutAYield() {
        return generatorReturning(g -> {
            g.yield("first");
            return g.yieldFrom(generatorReturning(h -> value("plain", 1)));
        });
    }
}
