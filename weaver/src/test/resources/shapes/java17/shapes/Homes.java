package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** Bodies in every kind of class and member, and of every kind. */
public class Homes {
    static final Object IN_STATIC_INITIALISER;
    static final Object IN_STATIC_FIELD = coroutine(() -> "static field" + await(tick("a", 1)));

    static {
        int captured = 3;
        IN_STATIC_INITIALISER = coroutine(() -> "static initialiser" + await(tick("a", captured)));
    }

    final Object inField = coroutine(() -> this.text + await(tick("a", 1)));
    final Object inInitialiser;
    final Object inConstructor;
    private String text = "text";

    {
        inInitialiser = coroutine(() -> text + await(tick("a", 2)));
    }

    Homes(int n) {
        inConstructor = coroutine(() -> text + await(tick("a", n)));
        text += n;
    }

    public static Object field() {
        return new Homes(5).inField;
    }

    public static Object initialiser() {
        return new Homes(5).inInitialiser;
    }

    public static Object constructor() {
        return new Homes(5).inConstructor;
    }

    /** A coroutine made by a static initialiser is driven from another one: it can be awaited only once. */
    private static boolean staticsUsed;

    public static Object statics() {
        boolean first = !staticsUsed;
        staticsUsed = true;
        return coroutine(() -> first
                ? (String) await((Awaitable<?>) IN_STATIC_FIELD) + await((Awaitable<?>) IN_STATIC_INITIALISER)
                : "used" + await(tick("a", 1)) + await(tick("a", 3)));
    }

    interface Shape {
        int sides();

        default Object area(int size) {
            return coroutine(() -> sides() * await(tick("a", size)) + helper(await(tick("b", 1))) + unit());
        }

        private int helper(int x) {
            return x + sides();
        }

        private static int unit() {
            log("unit");
            return 1000;
        }

        static Object ofStatic(Shape shape) {
            return coroutine(() -> await(tick("a", shape)).sides() + unit() + shape.helper(await(tick("b", 2))));
        }

        private Object ofPrivate() {
            return coroutine(() -> await(tick("a", sides())) + helper(await(tick("b", 3))));
        }

        Object CONSTANT = coroutine(() -> await(tick("a", 1)));
    }

    public static Object interfaceDefault() {
        return ((Shape) () -> 4).area(10);
    }

    public static Object interfaceStatic() {
        return Shape.ofStatic(() -> 3);
    }

    public static Object interfacePrivate() {
        return ((Shape) () -> 5).ofPrivate();
    }

    interface Left {
        default String who() {
            return "left";
        }
    }

    interface Right {
        default String who() {
            return "right";
        }
    }

    static class Both implements Left, Right {
        @Override
        public String who() {
            return "both";
        }

        Object ask() {
            return coroutine(() -> Left.super.who() + await(tick("a", 1)) + Right.super.who() + who());
        }
    }

    public static Object interfaceSuper() {
        return new Both().ask();
    }

    enum Planet {
        EARTH(1) {
            @Override
            Object weigh() {
                return coroutine(() -> name() + mass + await(tick("a", 1)) + super.gravity());
            }
        },
        MARS(2);

        final int mass;

        Planet(int mass) {
            this.mass = mass;
        }

        double gravity() {
            return mass / 2.0;
        }

        Object weigh() {
            return coroutine(() -> this + "" + switch (this) {
                case EARTH -> await(tick("a", 1));
                case MARS -> await(tick("b", ordinal())) + mass;
            });
        }
    }

    public static Object enumMethod() {
        return Planet.MARS.weigh();
    }

    public static Object enumConstantBody() {
        return Planet.EARTH.weigh();
    }

    record Point(int x, long y) {
        Point {
            log("Point");
        }

        Object sum() {
            return coroutine(() -> x + await(tick("a", 1)) + y() + new Point(await(tick("b", x)), 5L).y);
        }

        static Object origin() {
            return coroutine(() -> new Point(await(tick("a", 0)), await(tick("b", 0L))).toString());
        }
    }

    public static Object recordMethod() {
        return new Point(1, 2).sum();
    }

    public static Object recordStatic() {
        return Point.origin();
    }

    public static Object anonymousBody() {
        int n = value("n", 4);
        return coroutine(new Coroutine.ResultBody<Integer>() {
            private int runs = n;

            @Override
            public Integer run() throws Exception {
                runs += await(tick("a", 1)) + helper(await(tick("b", 2)));
                return runs * n;
            }

            private int helper(int x) {
                return x + runs;
            }
        });
    }

    public static Object anonymousWithoutResult() {
        return coroutine(new Coroutine.Body() {
            @Override
            public void run() throws Exception {
                log("ran" + await(tick("a", 1)) + this.getClass().isAnonymousClass());
            }
        });
    }

    public static Object localClassBody() {
        String s = value("s", "s");
        class Local implements Coroutine.ResultBody<String> {
            @Override
            public String run() throws Exception {
                return s + await(tick("a", this)).toString() + await(tick("b", 1));
            }

            @Override
            public String toString() {
                return "Local";
            }
        }
        return coroutine(new Local());
    }

    record RecordBody(int n) implements Coroutine.ResultBody<Integer> {
        @Override
        public Integer run() throws Exception {
            return n + await(tick("a", n));
        }
    }

    public static Object recordBody() {
        return coroutine(new RecordBody(3));
    }

    enum EnumBody implements Coroutine.ResultBody<String> {
        ONE;

        @Override
        public String run() throws Exception {
            return name() + await(tick("a", 1));
        }
    }

    public static Object enumBody() {
        return coroutine(EnumBody.ONE);
    }

    abstract static class AbstractBody<T> implements Coroutine.ResultBody<T> {
        @Override
        public T run() throws Exception {
            return twice(await(tick("a", 1)));
        }

        abstract T twice(int x) throws Exception;
    }

    static final class InheritingBody extends AbstractBody<Integer> {
        @Override
        Integer twice(int x) {
            return 2 * x;
        }
    }

    public static Object inheritedRun() {
        return coroutine(new InheritingBody());
    }

    static class OverridingBody extends AbstractBody<String> {
        @Override
        public String run() throws Exception {
            return "over" + await(tick("b", 2));
        }

        @Override
        String twice(int x) {
            return "";
        }
    }

    public static Object overriddenRun() {
        return coroutine(new OverridingBody());
    }

    interface GeneralBody extends Coroutine.ResultBody<Object> {
        @Override
        default Object run() throws Exception {
            return "general" + await(tick("a", 1));
        }
    }

    interface SpecialBody extends GeneralBody {
        @Override
        default String run() throws Exception {
            return "special" + await(tick("b", 2));
        }
    }

    static class DefaultBody implements GeneralBody, SpecialBody {}

    public static Object mostSpecificDefaultRun() {
        return coroutine(new DefaultBody());
    }

    static class Inherited implements GeneralBody {}

    static class Again extends Inherited implements SpecialBody {}

    public static Object mostSpecificDefaultRunAcrossClasses() {
        return coroutine(new Again());
    }

    // Method references

    static Integer staticTarget() throws Exception {
        return 1 + await(tick("a", 1));
    }

    private static void privateStaticTarget() throws Exception {
        log("got " + await(tick("a", 1)));
    }

    Integer target() throws Exception {
        return text.length() + await(tick("a", 1));
    }

    private Integer privateTarget() throws Exception {
        return text.length() + await(tick("b", 2));
    }

    long primitiveTarget() throws Exception {
        return 5L + await(tick("c", 2));
    }

    public static Object staticReference() {
        return coroutine(Homes::staticTarget);
    }

    public static Object privateStaticReference() {
        return coroutine((Coroutine.Body) Homes::privateStaticTarget);
    }

    public static Object boundReference() {
        return coroutine(new Homes(1)::target);
    }

    public static Object privateBoundReference() {
        return new SubHomes().privateReference();
    }

    Object privateReference() {
        return coroutine(this::privateTarget);
    }

    public static Object primitiveReference() {
        return coroutine(new Homes(2)::primitiveTarget);
    }

    static class SubHomes extends Homes {
        SubHomes() {
            super(7);
        }

        @Override
        Integer target() throws Exception {
            return 100 * await(tick("sub", 1));
        }

        Integer privateTarget() throws Exception {
            return 1000 * await(tick("not meant", 1));
        }
    }

    public static Object referenceAndObjectOfOneClass() {
        RecordBody body = new RecordBody(4);
        return coroutine(() -> await(coroutine(body)) + await(coroutine(body::run)) + await(coroutine(new RecordBody(5)::run)));
    }

    interface Odd extends Coroutine.ResultBody<String> {
        String odd() throws Exception;

        @Override
        default String run() throws Exception {
            return odd() + await(tick("odd", 1));
        }
    }

    public static Object lambdaForAnotherMethod() {
        Odd odd = () -> "odd";
        return coroutine(odd);
    }

    public static Object virtualReference() {
        List<Homes> homes = List.of(new Homes(1), new SubHomes(), new Homes(2));
        return coroutine(() -> {
            int sum = 0;
            for (Homes h : homes) {
                sum += await(ofTarget(h));
            }
            return sum;
        });
    }

    private static Awaitable<Integer> ofTarget(Homes h) {
        return coroutine(h::target);
    }

    interface Loader {
        Object load() throws Exception;

        default String name() {
            return "name";
        }

        default String loadDefault() throws Exception {
            return "default" + await(tick("a", name()));
        }
    }

    public static Object interfaceReference() {
        Loader loader = new Loader() {
            @Override
            public Object load() throws Exception {
                return "loaded" + await(tick("a", 1));
            }
        };
        return coroutine(() -> await((Awaitable<?>) of(loader)) + "" + await((Awaitable<?>) ofDefault(loader)));
    }

    private static Object of(Loader loader) {
        return coroutine((Coroutine.ResultBody<Object>) loader::load);
    }

    private static Object ofDefault(Loader loader) {
        return coroutine((Coroutine.ResultBody<Object>) loader::loadDefault);
    }

    abstract static class Generic<T> {
        abstract T make() throws Exception;

        Awaitable<T> coroutineOf() {
            return coroutine(this::make);
        }
    }

    public static Object bridgedReference() {
        return coroutine(() -> await(new Generic<String>() {
            @Override
            String make() throws Exception {
                return "made" + await(tick("a", 1));
            }
        }.coroutineOf()));
    }

    // Bodies that never pause themselves

    public static Object plainReferences() {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        Loader lambda = () -> "lambda";
        return coroutine(() -> "" + await(tick("a", 1)) + await(ofSize(list)) + await(ofLoad(lambda))
                + await(ofValues()) + await(ofNew()).size());
    }

    private static Awaitable<Integer> ofSize(List<Integer> list) {
        return coroutine(list::size);
    }

    private static Awaitable<Object> ofLoad(Loader loader) {
        return coroutine((Coroutine.ResultBody<Object>) loader::load);
    }

    private static Awaitable<Object> ofValues() {
        Awaitable<Thread.State[]> values = coroutine((Coroutine.ResultBody<Thread.State[]>) Thread.State::values);
        return coroutine(() -> "values" + await(values).length);
    }

    private static Awaitable<ArrayList<Object>> ofNew() {
        return coroutine((Coroutine.ResultBody<ArrayList<Object>>) ArrayList::new);
    }

    // Bodies within bodies

    public static Object bodiesWithinBodies() {
        int n = value("n", 2);
        return coroutine(() -> {
            String s = await(tick("a", "a"));
            int inner = await(coroutine(() -> {
                int x = await(tick("b", n)) + s.length();
                return x * await(coroutine(() -> x + await(tick("c", n))));
            }));
            Awaitable<Void> late = coroutine(() -> {
                log("late" + inner + await(tick("d", s)));
            });
            await(tick("e", 1));
            await(late);
            return inner + s;
        });
    }

    public static Object recursion() {
        return factorial(5);
    }

    private static Awaitable<Long> factorial(int n) {
        return coroutine(() -> n <= 1 ? await(tick("one", 1L)) : n * await(factorial(n - 1)));
    }

    public static Object bodyWithinAnonymousClass() {
        return coroutine(() -> {
            int n = await(tick("n", 1));
            Coroutine.ResultBody<String> body = new Coroutine.ResultBody<>() {
                @Override
                public String run() throws Exception {
                    return "inner" + (n + await(tick("a", 1))) + await(coroutine(() -> hashCode() == 0 ? 0 : await(tick("b", n))));
                }

                @Override
                public int hashCode() {
                    return 7;
                }
            };
            return await(coroutine(body)) + await(tick("c", 1));
        });
    }

    public static Object sameBodyTwice() {
        Coroutine.ResultBody<Integer> body = () -> 1 + await(tick("a", 1));
        return coroutine(() -> await(coroutine(body)) + await(coroutine(body)));
    }

    /** The names that a frame class has itself. */
    static class Names {
        static Object begin() {
            return coroutine(() -> "begin" + await(tick("a", 1)));
        }

        static Object resume() {
            return coroutine(() -> "resume" + await(tick("a", 1)));
        }

        static Object frame() {
            int state = value("state", 1);
            Object awaiting = value("awaiting", "x");
            return coroutine(() -> {
                int up = await(tick("a", 1));
                return "frame" + state + awaiting + await(tick("b", 1)) + up;
            });
        }

        static Object attach() {
            return coroutine(() -> "attach" + await(tick("a", 1)));
        }

        static Object $dollar$() {
            return coroutine(() -> "dollar" + await(tick("a", 1)));
        }
    }

    public static Object namesOfTheFrameClass() {
        return coroutine(() -> await((Awaitable<?>) Names.begin())
                + "" + await((Awaitable<?>) Names.resume()) + await((Awaitable<?>) Names.frame())
                + await((Awaitable<?>) Names.attach()) + await((Awaitable<?>) Names.$dollar$()));
    }

    public static Object innerClassUsesOuter() {
        return new Homes(9).new Inner().body();
    }

    class Inner {
        Object body() {
            return coroutine(() -> text + Homes.this.text + await(tick("a", privateLength())) + new Object() {
                int length() {
                    return text.length();
                }
            }.length());
        }
    }

    private int privateLength() {
        return text.length();
    }
}
