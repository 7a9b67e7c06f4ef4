package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Reflection in a body on what only its own class may reach. */
public class Reflections {
    private int number = 1;
    private long wide = 2;
    private String text = "text";
    private volatile int updated;
    private volatile long updatedWide;
    private volatile String updatedText;

    private Reflections() {}

    private Reflections(int number) {
        this.number = number;
    }

    private String join(String a, int b) {
        return a + b + number;
    }

    private static void failing() {
        throw new IllegalStateException("failing");
    }

    private static class Hidden {
        private double real = 1.5;

        private Hidden() {}
    }

    public static Object fields() {
        return coroutine(() -> {
            Reflections object = new Reflections();
            Field number = Reflections.class.getDeclaredField("number");
            Field wide = Reflections.class.getDeclaredField("wide");
            Field text = Reflections.class.getDeclaredField("text");
            number.setInt(object, number.getInt(object) + await(tick("a", 4)));
            wide.set(object, wide.getLong(object) + (long) number.get(object));
            text.set(object, await(tick("b", "other")));
            return "" + number.get(object) + wide.get(object) + text.get(object) + number.canAccess(object);
        });
    }

    public static Object fieldOfANestMember() {
        return coroutine(() -> {
            Hidden object = new Hidden();
            Field real = Hidden.class.getDeclaredField("real");
            real.setDouble(object, await(tick("a", 2.5)));
            return real.getDouble(object) + object.real;
        });
    }

    public static Object methods() {
        return coroutine(() -> {
            Method join = Reflections.class.getDeclaredMethod("join", String.class, int.class);
            return join.invoke(new Reflections(), await(tick("a", "x")), 3) + "" + join.canAccess(new Reflections());
        });
    }

    public static Object methodThatFails() {
        return coroutine(() -> {
            try {
                return Reflections.class.getDeclaredMethod("failing").invoke(null);
            } catch (java.lang.reflect.InvocationTargetException e) {
                return e.getCause().getMessage() + await(tick("a", 1));
            }
        });
    }

    @SuppressWarnings("deprecation")
    public static Object constructors() {
        return coroutine(() -> {
            Constructor<Reflections> made = Reflections.class.getDeclaredConstructor(int.class);
            int first = made.newInstance(await(tick("a", 7))).number;
            return first + Reflections.class.newInstance().number + Hidden.class.newInstance().real;
        });
    }

    public static Object updaters() {
        return coroutine(() -> {
            Reflections object = new Reflections();
            int a = AtomicIntegerFieldUpdater.newUpdater(Reflections.class, "updated").addAndGet(object, await(tick("a", 5)));
            long b = AtomicLongFieldUpdater.newUpdater(Reflections.class, "updatedWide").incrementAndGet(object);
            AtomicReferenceFieldUpdater.newUpdater(Reflections.class, String.class, "updatedText").set(object, "set");
            return a + b + object.updatedText;
        });
    }

    interface Getting {
        Object get(Object object) throws Exception;
    }

    interface GettingOf {
        Object get(Field field, Object object) throws Exception;
    }

    interface Making {
        AtomicIntegerFieldUpdater<Reflections> make(Class<Reflections> type, String name);
    }

    public static Object methodReferences() {
        return coroutine(() -> {
            Field number = Reflections.class.getDeclaredField("number");
            Getting bound = number::get;
            GettingOf unbound = Field::getInt;
            Making making = AtomicIntegerFieldUpdater::newUpdater;
            Reflections object = new Reflections(await(tick("a", 5)));
            making.make(Reflections.class, "updated").set(object, 8);
            return bound.get(object) + "" + unbound.get(number, object) + object.updated;
        });
    }

    /** A nested lambda's code stays in its class. */
    public static Object nestedLambdas() {
        return coroutine(() -> {
            Callable<Object> nested = () -> Reflections.class.getDeclaredField("number").get(new Reflections());
            return nested.call() + "" + await(tick("a", 5));
        });
    }

    /** What looks at the class loader, the module or the package alone. */
    public static Object others() {
        return coroutine(() -> Class.forName("shapes.Reflections$Hidden").getSimpleName()
                + (Class.forName("shapes.Reflections").getClassLoader() == Reflections.class.getClassLoader())
                + await(tick("a", 1))
                + System.getLogger("shapes").getName()
                + java.util.ServiceLoader.load(Runnable.class).findFirst().isPresent());
    }
}
