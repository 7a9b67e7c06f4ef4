package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import other.Base;

/** Bodies that use what only their own class may use. */
public class Access extends Base implements Cloneable {
    private int secret = 1;
    private long wide = 2L;
    private static String hidden = "h";
    private static double[] shared = {1.5};
    private final String name;

    private Access(String name) {
        super(name);
        this.name = name;
    }

    private int twice(int x) {
        return 2 * x;
    }

    private static long thrice(long x) {
        return 3 * x;
    }

    private static String all(Object... parts) {
        return Arrays.toString(parts);
    }

    @Override
    protected String describe() {
        return "own " + name;
    }

    @Override
    public String toString() {
        return "Access " + name;
    }

    private Object privates() {
        return coroutine(() -> {
            secret += await(tick("a", 1));
            wide *= await(tick("b", 5L));
            hidden += secret++ + await(tick("c", "c"));
            shared[await(tick("d", 0))] += twice(await(tick("e", 2)));
            this.secret = twice(secret) + await(tick("f", 3));
            return secret + wide + hidden + shared[0] + thrice(await(tick("g", 4L))) + all(1, await(tick("h", 2)), name);
        });
    }

    public static Object privateMembers() {
        hidden = "h";
        shared[0] = 1.5;
        return new Access(value("name", "x")).privates();
    }

    private Object inherited() {
        return coroutine(() -> {
            counter += await(tick("a", 1));
            super.counter -= await(tick("b", 2));
            label = shout(await(tick("c", "l")));
            Base.label += Access.label + await(tick("d", "d"));
            int bumped = bump(await(tick("e", 3))) + super.bump(await(tick("f", 4))) + this.bump(5);
            return counter + label + bumped + open + varied(1, await(tick("g", 2)), 3) + describe();
        });
    }

    public static Object protectedInheritedFromAnotherPackage() {
        label = "label";
        return new Access("y").inherited();
    }

    private Object supers() {
        return coroutine(() -> super.describe() + await(tick("a", 1)) + describe() + super.toString().isEmpty()
                + await(tick("b", 2)) + Access.super.describe() + (super.hashCode() == System.identityHashCode(this)));
    }

    public static Object superCalls() {
        return new Access("z").supers();
    }

    private Object cloning() {
        return coroutine(() -> {
            Access copy = (Access) clone();
            copy.secret = await(tick("a", 9));
            int[] numbers = {1, 2};
            int[] cloned = numbers.clone();
            cloned[0] = await(tick("b", 7));
            return copy.secret + secret + ((Access) super.clone()).name + numbers[0] + cloned[0] + (getClass() == Access.class);
        });
    }

    public static Object clones() {
        return new Access("c").cloning();
    }

    private static final class Inner {
        private final int x;
        private Inner next;

        private Inner(int x) {
            this.x = x;
        }

        private Inner(int x, Inner next) {
            this(x);
            this.next = next;
        }

        private int sum() {
            return x + (next == null ? 0 : next.sum());
        }

        private class Deep {
            private String text;

            private Deep(String text) {
                this.text = text + x;
            }
        }

        private enum Level {
            LOW {
                @Override
                int weight() {
                    return 1;
                }
            },
            HIGH;

            int weight() {
                return 10;
            }
        }
    }

    public static Object privateNestedClasses() {
        return coroutine(() -> {
            Inner a = new Inner(await(tick("a", 1)));
            Inner b = new Inner(await(tick("b", 2)), new Inner(3, a));
            b.next.next = new Inner(value("v", 4), await(tick("c", null)));
            Inner.Deep d = b.new Deep(await(tick("d", "d")));
            d.text += b.sum() + await(tick("e", 5));
            Inner[] inners = {a, await(tick("f", b)), new Inner(await(tick("g", 6)))};
            Inner.Level level = Inner.Level.valueOf(await(tick("h", "LOW")));
            new Inner(await(tick("i", 7)));
            return d.text + inners.length + inners[2].x + level.weight() + switch (level) {
                case LOW -> await(tick("j", "low"));
                case HIGH -> "high";
            } + (((Object) a) instanceof Inner i && i.x == await(tick("k", 1)));
        });
    }

    public static Object nestedConstructorsInsideEachOther() {
        return coroutine(() -> new Inner(
                new Inner(await(tick("a", 1)), new Inner(await(tick("b", 2)))).sum(),
                await(tick("c", true)) ? new Inner(await(tick("d", 3)), null) : null).sum());
    }

    private Object lambdas() {
        return coroutine(() -> {
            int n = await(tick("n", 2));
            Function<Integer, Integer> f = x -> twice(x) + n + secret;
            Supplier<Supplier<String>> s = () -> () -> super.describe() + hidden + f.apply(n);
            Function<Integer, Integer> own = this::twice;
            Function<Integer, Integer> inherited = this::bump;
            Supplier<String> sup = super::describe;
            Function<Integer, Inner> maker = Inner::new;
            BiFunction<Integer, Inner, Inner> maker2 = Inner::new;
            IntFunction<Inner[]> array = Inner[]::new;
            Function<Long, Long> statics = Access::thrice;
            Callable<String> varied = () -> varied(1, 2);
            Function<Access, Integer> reader = a -> a.secret;
            await(tick("a", 1));
            return f.apply(await(tick("b", 3))) + s.get().get() + own.apply(await(tick("c", 4))) + inherited.apply(1)
                    + sup.get() + maker.apply(await(tick("d", 5))).sum() + maker2.apply(1, null).sum() + array.apply(2).length
                    + statics.apply(6L) + varied.call() + reader.apply(this) + await(tick("e", f)).apply(1);
        });
    }

    public static Object nestedLambdas() {
        hidden = "h";
        return new Access("l").lambdas();
    }

    public static Object serializableAndIntersectionLambdas() {
        return coroutine(() -> {
            int n = await(tick("n", 2));
            Runnable r = (Runnable & java.io.Serializable) () -> log("ran " + n + hidden.length());
            Comparable<String> c = (Comparable<String> & Cloneable) s -> s.length() + n;
            await(tick("a", 1));
            r.run();
            return c.compareTo(await(tick("b", "bb"))) + (c instanceof Cloneable ? "+" : "-");
        });
    }

    public static Object methodHandles() {
        return coroutine(() -> {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle thrice = lookup.findStatic(
                    Access.class, "thrice", MethodType.methodType(long.class, await(tick("type", long.class))));
            MethodHandle make = lookup.findConstructor(Access.class, MethodType.methodType(void.class, String.class));
            try {
                long exact = (long) thrice.invokeExact(await(tick("a", 5L)).longValue());
                Object loose = thrice.invoke(await(tick("b", 6)));
                Access made = (Access) make.invokeExact("made" + await(tick("c", 1)));
                return exact + "" + loose + made.name + (lookup.lookupClass() == Access.class);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    private Awaitable<String> ownCoroutine() {
        return coroutine(() -> "own" + await(tick("own", secret)));
    }

    private Object others() {
        return coroutine(() -> await(ownCoroutine()) + await(tick("a", 1)) + await(this.ownCoroutine()));
    }

    public static Object awaitsPrivateCoroutines() {
        return new Access("o").others();
    }

    public static Object protectedNestedOfAnotherPackage() {
        return new Access("n").nestedOfBase();
    }

    private Object nestedOfBase() {
        return coroutine(() -> {
            Nested n = new Nested(await(tick("a", 2)));
            n.value += await(tick("b", 3));
            Nested sub = new Nested(await(tick("c", 4))) {
                @Override
                protected int hidden() {
                    return super.hidden() + secret;
                }
            };
            Sized sized = new Sized() {};
            return n.value + sub.value + sized.size() + await(tick("d", sized)).size();
        });
    }

    public static Object assertions() {
        return coroutine(() -> {
            assert await(tick("a", true)) : "message" + await(tick("b", 1));
            try {
                assert await(tick("c", 1)) == 2 : "message" + await(tick("d", 1));
            } catch (AssertionError e) {
                return e.getMessage() + await(tick("e", 2));
            }
            return "assertions are off";
        });
    }

    public static Object classLiterals() {
        return coroutine(() -> List.of(
                        Access.class, int.class, Inner[].class, await(tick("a", Inner.class)), Inner.Level.class)
                .toString());
    }
}
