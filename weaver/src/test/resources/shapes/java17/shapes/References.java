package shapes;

import static dev.pausa.BlockAccess.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.Arrays;

/** Method references that compilers write a method of their own for, and those whose result is dropped. */
public class References extends other.Worker {
    static class Base {
        private int runs;

        Object work() throws Exception {
            runs += await(tick("base", 1));
            try {
                return "base" + runs + await(tick("base2", runs)) + who();
            } catch (IllegalStateException e) {
                return e.getMessage() + await(tick("base3", 3L));
            }
        }

        String who() {
            return "base";
        }

        Object taking(String s) throws Exception {
            return s + await(tick("taking", 1)) + who();
        }
    }

    interface Working {
        default Object job() throws Exception {
            return "job" + await(tick("job", 1)) + secret();
        }

        private String secret() {
            log("secret");
            return "secret";
        }
    }

    static class Sub extends Base implements Working {
        @Override
        Object work() {
            return "sub";
        }

        @Override
        public Object job() {
            return "sub";
        }

        @Override
        String who() {
            return "sub";
        }

        Object superclass() {
            return coroutine(super::work);
        }

        Object superinterface() {
            return coroutine((Coroutine.ResultBody<Object>) Working.super::job);
        }

        Object withArgument() {
            return blockReturning(super::taking, "argument");
        }

        Object dropped() {
            return coroutine((Coroutine.Body) super::work);
        }
    }

    public static Object superMethod() {
        return new Sub().superclass();
    }

    public static Object superOfInterface() {
        return new Sub().superinterface();
    }

    public static Object superWithArgument() {
        return new Sub().withArgument();
    }

    public static Object superForNothing() {
        return new Sub().dropped();
    }

    static Object varied(String... parts) throws Exception {
        String text = Arrays.toString(parts);
        for (int i = 0; i < 2; i++) {
            long wide = i + 1L;
            try {
                text += await(tick("a" + i, wide)) + wide;
            } finally {
                text += parts.length;
            }
        }
        return text;
    }

    private Object own(Object... parts) throws Exception {
        parts[0] = await(tick("a", "a"));
        return name + Arrays.toString(parts) + parts.length + await(tick("b", 1));
    }

    public static Object noArguments() {
        return coroutine((Coroutine.ResultBody<Object>) References::varied);
    }

    public static Object oneArgument() {
        return blockReturning((Coroutine.ResultBlock<String, Object>) References::varied, "one");
    }

    private Object ownOne() {
        return blockReturning((Coroutine.ResultBlock<Integer, Object>) this::own, 5);
    }

    public static Object ofAnObject() {
        return new References().ownOne();
    }

    static double some(int second, long... rest) throws Exception {
        return second + await(tick("d", 1.5)) + rest.length;
    }

    public static Object primitives() {
        return blockReturning((Coroutine.ResultBlock<Integer, Double>) References::some, 3);
    }

    Object protectedOnes(int which) {
        return switch (which) {
            case 0 -> coroutine((Coroutine.ResultBody<Object>) this::work);
            case 1 -> coroutine((Coroutine.ResultBody<Object>) References::shared);
            case 2 -> coroutine((Coroutine.ResultBody<Object>) this::tool);
            case 3 -> coroutine((Coroutine.Body) super::work);
            case 4 -> blockReturning((Coroutine.ResultBlock<Long, Object>) this::wide, 7L);
            case 5 -> generatorReturning((Generator.ResultBody<Object, Object, Object>) this::yields);
            default -> generatorReturning((Generator.ResultBody<Object, Object, Object>) super::yields);
        };
    }

    public static Object protectedMethod() {
        return new References().protectedOnes(0);
    }

    public static Object protectedStatic() {
        return new References().protectedOnes(1);
    }

    public static Object ofAHiddenClass() {
        return new References().protectedOnes(2);
    }

    public static Object protectedSuper() {
        return new References().protectedOnes(3);
    }

    public static Object protectedVaried() {
        return new References().protectedOnes(4);
    }

    public static Object protectedGenerator() {
        return new References().protectedOnes(5);
    }

    public static Object superGenerator() {
        return new References().protectedOnes(6);
    }

    static class Overriding extends References {
        @Override
        protected Object work() throws Exception {
            return "overridden" + await(tick("o", 1)) + name;
        }
    }

    public static Object protectedAndOverridden() {
        return new Overriding().protectedOnes(0);
    }

    private static class Neighbour {
        private int secret = 3;

        private Object hidden() throws Exception {
            return secret++ + await(tick("h", 1)) + secret;
        }

        private static Object sharedHidden() throws Exception {
            return "hidden" + await(tick("s", 1));
        }

        private Object hiddenBlock(int n) throws Exception {
            return secret + n + await(tick("b", 1));
        }
    }

    public static Object privateOfAnother() {
        return coroutine(new Neighbour()::hidden);
    }

    public static Object privateStaticOfAnother() {
        return coroutine(Neighbour::sharedHidden);
    }

    public static Object privateBlockOfAnother() {
        return blockReturning((Coroutine.ResultBlock<Integer, Object>) new Neighbour()::hiddenBlock, 4);
    }

    interface Tagged {}

    interface Running {
        Object go() throws Exception;
    }

    static class Runner implements Tagged, Running {
        @Override
        public Object go() throws Exception {
            return "go" + await(tick("go", 1));
        }
    }

    private static <T extends Tagged & Running> Object going(T runner) {
        Coroutine.ResultBlock<T, Object> block = T::go;
        return blockReturning(block, runner);
    }

    public static Object intersection() {
        return going(new Runner());
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Results that nobody wants
    // ------------------------------------------------------------------------------------------------------------------

    static String load() throws Exception {
        return "got " + await(tick("a", 1));
    }

    static long loadLong() throws Exception {
        if (value("early", pausing())) {
            return await(tick("a", 1L));
        }
        return 2L;
    }

    int loadInt() throws Exception {
        return await(tick("a", 1));
    }

    private Object loadBlock(String s) throws Exception {
        return s + await(tick("a", 1));
    }

    public static Object dropsReference() {
        return coroutine((Coroutine.Body) References::load);
    }

    public static Object dropsLong() {
        return coroutine((Coroutine.Body) References::loadLong);
    }

    public static Object dropsInt() {
        return coroutine((Coroutine.Body) new References()::loadInt);
    }

    /** The same method as both kinds of body. */
    public static Object bothWays() {
        return coroutine(() -> "" + await(coroutine((Coroutine.Body) References::load))
                + await(coroutine((Coroutine.ResultBody<Object>) References::load)));
    }

    private Object dropsBlockOfThis() {
        return block(this::loadBlock, "b");
    }

    public static Object dropsBlock() {
        return new References().dropsBlockOfThis();
    }

    public static Object dropsVaried() {
        return coroutine((Coroutine.Body) References::varied);
    }

    private static Object yielding(Generator.Yielder<Object, Object> g) {
        return "yielded" + g.yield(1);
    }

    public static Object dropsGenerator() {
        return generator(References::yielding);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Classes that are initialised when the body begins (JLS 12.4.1)
    // ------------------------------------------------------------------------------------------------------------------

    static class Initialised {
        static int number = value("Initialised", 5);

        static Object load() throws Exception {
            return await(tick("a", 1)) + number;
        }
    }

    abstract static class Abstract {
        static {
            log("Abstract is initialised");
        }

        static Object load(int n) throws Exception {
            return n + await(tick("a", 1));
        }

        abstract void none();
    }

    interface Constants {
        int NUMBER = value("Constants", 5);

        static String load() throws Exception {
            return "constants" + await(tick("a", 1));
        }
    }

    static class Failing {
        static final int NUMBER = fail();

        private static int fail() {
            log("fails");
            throw new IllegalArgumentException("failing");
        }

        static Object load() throws Exception {
            return await(tick("a", 1));
        }
    }

    static class Yielding {
        static {
            log("Yielding is initialised");
        }

        static Object load(Generator.Yielder<Object, Object> g) {
            return "yielding" + g.yield(1);
        }
    }

    public static Object initialisesAClass() {
        Object made = coroutine((Coroutine.ResultBody<Object>) Initialised::load);
        log("made");
        return made;
    }

    public static Object initialisesAnAbstractClass() {
        Object made = blockReturning((Coroutine.ResultBlock<Integer, Object>) Abstract::load, 4);
        log("made");
        return made;
    }

    public static Object initialisesAnInterface() {
        Object made = coroutine((Coroutine.ResultBody<Object>) Constants::load);
        log("made");
        return made;
    }

    public static Object initialisesForAGenerator() {
        Object made = generatorReturning(Yielding::load);
        log("made");
        return made;
    }

    public static Object initialisesInVain() {
        Object failing = coroutine((Coroutine.ResultBody<Object>) Failing::load);
        return coroutine(() -> {
            log("made");
            try {
                return await((dev.pausa.Awaitable<?>) failing);
            } catch (LinkageError e) {
                return e.getClass().getName() + await(tick("b", 1));
            }
        });
    }
}
