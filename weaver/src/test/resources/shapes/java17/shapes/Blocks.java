package shapes;

import static dev.pausa.BlockAccess.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;

/** Bodies that get an argument. */
public class Blocks {
    private int secret = 4;
    private static int shared;

    public static Object lambda() {
        long captured = value("captured", 3L);
        double other = value("other", 0.5);
        return blockReturning(s -> s + captured + await(tick("a", s)) + other + s.length(), "argument");
    }

    public static Object argumentThatIsDead() {
        return blockReturning(s -> "b" + await(tick("a", 1)), "argument");
    }

    public static Object argumentThatIsAssigned() {
        return blockReturning(n -> {
            n += await(tick("a", 1));
            n *= await(tick("b", 3));
            return n;
        }, 5);
    }

    public static Object withoutResult() {
        return block(s -> {
            log(s);
            log(await(tick("a", s)) + s);
        }, "s");
    }

    public static Object nullArgument() {
        return blockReturning(s -> s + "" + await(tick("a", s)), null);
    }

    public static Object member() {
        return new Blocks().own(2);
    }

    private Object own(int n) {
        return blockReturning(s -> s + secret + hidden(await(tick("a", n))), "own");
    }

    private int hidden(int x) {
        return secret++ + x;
    }

    private static String taking(String s) throws Exception {
        return s + await(tick("a", 1)) + s;
    }

    private static long takingInt(int n) throws Exception {
        return n + await(tick("a", 1L)) + n;
    }

    private static double takingLong(long n) throws Exception {
        return n + await(tick("a", 1L)) + n;
    }

    private String takingDouble(double d) throws Exception {
        return secret + "" + d + await(tick("a", 1)) + d;
    }

    private static void takingObject(Object o) throws Exception {
        log(o + "" + await(tick("a", o)));
    }

    private static boolean takingBoolean(boolean z) throws Exception {
        return z ^ await(tick("a", true));
    }

    public static Object staticReference() {
        return Blocks.<String, String>made(Blocks::taking, "static");
    }

    private static <T, R> Object made(Coroutine.ResultBlock<T, R> block, T argument) {
        return blockReturning(block, argument);
    }

    private static <T> Object made(T argument, Coroutine.Block<T> block) {
        return block(block, argument);
    }

    public static Object primitiveArgument() {
        return Blocks.<Integer, Long>made(Blocks::takingInt, 5);
    }

    public static Object widenedArgument() {
        return Blocks.<Integer, Double>made(Blocks::takingLong, 5);
    }

    public static Object widenedCharacter() {
        return Blocks.<Character, Long>made(Blocks::takingInt, 'c');
    }

    public static Object wideArgumentOfABoundReference() {
        Blocks home = new Blocks();
        return Blocks.<Float, String>made(home::takingDouble, 1.5f);
    }

    public static Object booleanArgument() {
        return Blocks.<Boolean, Boolean>made(Blocks::takingBoolean, true);
    }

    public static Object widerType() {
        return Blocks.<Integer>made(5, Blocks::takingObject);
    }

    public static Object nullForAPrimitive() {
        return coroutine(() -> {
            try {
                return await((Awaitable<?>) Blocks.<Integer, Long>made(Blocks::takingInt, null));
            } catch (NullPointerException e) {
                return "null" + await(tick("b", 1));
            }
        });
    }

    static class Row {
        final String name;

        Row(String name) {
            this.name = name;
        }

        String store() throws Exception {
            return "row " + name + await(tick("a", 1)) + name;
        }

        final void last() throws Exception {
            log("last " + await(tick("a", name)) + name);
        }

        private String hidden() throws Exception {
            return "hidden " + await(tick("a", name)) + name;
        }

        /** In the class itself: elsewhere ECJ makes a method between the two. */
        static Coroutine.ResultBlock<Row, String> reference() {
            return Row::hidden;
        }
    }

    static class Special extends Row {
        Special(String name) {
            super(name);
        }

        @Override
        String store() throws Exception {
            return "special " + await(tick("b", name)) + name;
        }
    }

    public static Object unboundReference() {
        return Blocks.<Row, String>made(Row::store, new Row("r"));
    }

    public static Object unboundReferenceToAnOverriddenMethod() {
        return coroutine(() -> {
            String all = "";
            for (Row row : new Row[] {new Special("s"), new Row("r"), new Special("t")}) {
                all += await((Awaitable<?>) Blocks.<Row, String>made(Row::store, row));
            }
            return all;
        });
    }

    public static Object unboundReferenceToAFinalMethod() {
        return Blocks.<Row>made(new Special("s"), Row::last);
    }

    public static Object unboundReferenceToAPrivateMethod() {
        return made(Row.reference(), new Special("s"));
    }

    interface Named {
        String name();

        default String greet() throws Exception {
            return "hello " + await(tick("a", name()));
        }
    }

    record Person(String name) implements Named {}

    public static Object unboundReferenceToAnInterfaceMethod() {
        return Blocks.<Person, String>made(Named::greet, new Person("p"));
    }

    private static Object ofNull(Coroutine.ResultBlock<Row, String> block) {
        return coroutine(() -> {
            try {
                return await((Awaitable<?>) made(block, (Row) null));
            } catch (NullPointerException e) {
                return "null" + await(tick("b", 1));
            }
        });
    }

    public static Object unboundReferenceOfNull() {
        return ofNull(Row::store);
    }

    public static Object unboundReferenceToAPrivateMethodOfNull() {
        return ofNull(Row.reference());
    }

    public static Object constructorReference() {
        return coroutine(() -> {
            Row row = await((Awaitable<Row>) blockReturning(Row::new, "made"));
            return row.name + await(tick("a", 1));
        });
    }

    public static Object anonymousClass() {
        int n = value("n", 2);
        return blockReturning(new Coroutine.ResultBlock<String, Object>() {
            private int runs = n;

            @Override
            public Object run(String s) throws Exception {
                runs += await(tick("a", 1));
                return s + runs + n;
            }
        }, "anonymous");
    }

    static class Typed implements Coroutine.Block<Integer> {
        @Override
        public void run(Integer n) throws Exception {
            log(n + await(tick("a", 1)) + shared);
        }
    }

    static class Below extends Typed {
        @Override
        public void run(Integer n) throws Exception {
            log("below " + (n + await(tick("b", 2))));
        }
    }

    static class Inheriting extends Below {}

    public static Object bridge() {
        return block(new Typed(), 5);
    }

    public static Object overridden() {
        return block(new Below(), 5);
    }

    public static Object inherited() {
        return block(new Inheriting(), 5);
    }

    static class Untyped implements Coroutine.Block<Object> {
        @Override
        public void run(Object o) throws Exception {
            log(o + "" + await(tick("a", 1)));
        }
    }

    public static Object withoutBridge() {
        return block(new Untyped(), "o");
    }

    abstract static class Bounded<T extends Number> implements Coroutine.ResultBlock<T, Number> {
        @Override
        public Number run(T n) throws Exception {
            return n.intValue() + await(tick("a", 1));
        }
    }

    static class OfInteger extends Bounded<Integer> {
        @Override
        public Integer run(Integer n) throws Exception {
            return n + await(tick("b", n));
        }
    }

    static class OfLong extends Bounded<Long> {}

    public static Object bridgesOfTwoClasses() {
        return blockReturning(new OfInteger(), 5);
    }

    public static Object bridgeOfASuperclass() {
        return blockReturning(new OfLong(), 5L);
    }

    interface OfString extends Coroutine.Block<String> {
        @Override
        default void run(String s) throws Exception {
            log(s + await(tick("a", prefix())) + s);
        }

        String prefix();
    }

    public static Object bridgeOfAnInterface() {
        return block(new OfString() {
            @Override
            public String prefix() {
                return "prefix";
            }
        }, "s");
    }

    public static Object bridgeOfAnInterfaceOfALambda() {
        OfString lambda = () -> "lambda";
        return block(lambda, "s");
    }

    interface Retyped extends Coroutine.Block<String> {
        @Override
        void run(String s) throws Exception;
    }

    public static Object interfaceThatNarrows() {
        Retyped lambda = s -> log(s + await(tick("a", 1)) + s.length());
        return block(lambda, "narrow");
    }

    /** A coroutine's body and a block. */
    static class Both implements Coroutine.Block<String>, Coroutine.ResultBody<String> {
        @Override
        public void run(String s) throws Exception {
            log("block " + s + await(tick("a", 1)));
        }

        @Override
        public String run() throws Exception {
            return "body " + await(tick("b", 2));
        }
    }

    public static Object severalInterfaces() {
        return coroutine(() -> {
            Both both = new Both();
            await((Awaitable<?>) block(both, "s"));
            return await(coroutine((Coroutine.ResultBody<String>) both));
        });
    }

    public static Object nestedBlocks() {
        return blockReturning(s -> {
            int n = await(tick("a", 1));
            return await((Awaitable<?>) blockReturning(t -> s + n + t + await(tick("b", t)), "inner"));
        }, "outer");
    }

    public static Object tryFinally() {
        return blockReturning(s -> {
            try {
                return s + await(tick("a", 1));
            } finally {
                log(s + await(tick("b", 2)));
            }
        }, "s");
    }
}
