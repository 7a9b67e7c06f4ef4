package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.with;
import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.WeaveException;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.NeedsWeaver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All forms in which the block of a {@code with} can be written: each of them pauses. */
@SuppressWarnings({"pausa:dropped", "pausa:outside-body", "pausa:pause-in-synchronized"})
class BlockFormsTest {

    private static final List<Object> SEEN = new ArrayList<>();

    /** A resource that gives a value, and takes no note of anything. */
    private static <T> AsyncResource<T> giving(T value) {
        return new AsyncResource<>() {
            @Override
            public Awaitable<T> enter() {
                return coroutine(() -> value);
            }

            @Override
            public Awaitable<Boolean> exit(Throwable exception) {
                return coroutine(() -> null);
            }
        };
    }

    /** What blocks work with. */
    static class Conn {
        final String name;

        Conn(String name) {
            this.name = name;
        }

        void ping() throws Exception {
            SEEN.add(name + " " + suspend("ping"));
        }

        private void pingPrivately() throws Exception {
            SEEN.add(name + " " + suspend("ping"));
        }

        final String query() throws Exception {
            return name + " " + suspend("ping");
        }

        static void use(Conn conn) throws Exception {
            SEEN.add(conn.name + " " + suspend("ping"));
        }
    }

    /** Overrides what it inherits. */
    static final class LoudConn extends Conn {
        LoudConn(String name) {
            super(name);
        }

        @Override
        void ping() throws Exception {
            SEEN.add(name + " " + suspend("ping") + "!");
        }
    }

    /** Has a method that is called on an argument of an interface type. */
    interface Pingable {
        void ping() throws Exception;

        default void pingTwice() throws Exception {
            SEEN.add("twice " + suspend("ping"));
        }
    }

    record Peer(String name) implements Pingable {
        @Override
        public void ping() throws Exception {
            SEEN.add(name + " " + suspend("ping"));
        }
    }

    private void useHere(Conn conn) throws Exception {
        SEEN.add(conn.name + " " + suspend("ping"));
    }

    /** A block as a class, which the compiler gives a bridge {@code run(Object)}. */
    static final class Named implements Block<Conn> {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(Conn conn) throws Exception {
            SEEN.add(conn.name + " " + suspend("ping"));
        }
    }

    /** The code is in a generic superclass, where it needs no bridge. */
    abstract static class Generic<T> implements Block<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(T argument) throws Exception {
            SEEN.add(nameOf(argument) + " " + suspend("ping"));
        }

        abstract String nameOf(T argument);
    }

    static final class Inheriting extends Generic<Conn> {
        private static final long serialVersionUID = 1L;

        @Override
        String nameOf(Conn argument) {
            return argument.name;
        }
    }

    static final class Overriding extends Generic<Conn> {
        private static final long serialVersionUID = 1L;

        @Override
        String nameOf(Conn argument) {
            return argument.name;
        }

        @Override
        public void run(Conn conn) throws Exception {
            SEEN.add(conn.name + " " + suspend("ping"));
        }
    }

    /** The code is in a class that knows nothing of blocks; only the subclass has the bridge. */
    static class Plain {
        public void run(Conn conn) throws Exception {
            SEEN.add(conn.name + " " + suspend("ping"));
        }
    }

    static final class Adopting extends Plain implements Block<Conn> {
        private static final long serialVersionUID = 1L;
    }

    /** The code and the bridge are in an interface. */
    interface OnConn extends Block<Conn> {
        String prefix();

        @Override
        default void run(Conn conn) throws Exception {
            SEEN.add(prefix() + conn.name + " " + suspend("ping"));
        }
    }

    record Defaulted(String prefix) implements OnConn {}

    /** A block type of one's own, whose method has the argument's type. */
    interface ConnBlock extends Block<Conn> {
        @Override
        void run(Conn conn) throws Exception;
    }

    enum Constant implements Block<Conn> {
        ONE {
            @Override
            public void run(Conn conn) throws Exception {
                SEEN.add(conn.name + " " + suspend("ping"));
            }
        }
    }

    static Stream<Arguments> forms() {
        String captured = "c";
        int number = 1;
        Block<Conn> named = new Named();
        BlockFormsTest self = new BlockFormsTest();
        return Stream.of(
                form("lambda", conn -> SEEN.add(conn.name + " " + suspend("ping"))),
                form("lambda with captured variables", conn -> {
                    String name = captured.repeat(number);
                    SEEN.add(name + " " + suspend("ping"));
                }),
                form("lambda with a declared type", (Conn conn) -> SEEN.add(conn.name + " " + suspend("ping"))),
                form("method of an object", self::useHere),
                form("named class", named),
                form("anonymous class", new Block<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void run(Conn conn) throws Exception {
                        SEEN.add(conn.name + " " + suspend("ping"));
                    }
                }),
                form("generic superclass", new Inheriting()),
                form("generic superclass, overridden", new Overriding()),
                form("block type of one's own", (ConnBlock) conn -> SEEN.add(conn.name + " " + suspend("ping"))),
                form("constant", Constant.ONE));
    }

    /** The code is in another class than the one that makes the block. */
    static Stream<Arguments> formsOfCodeElsewhere() {
        Block<Conn> named = new Named();
        return Stream.of(
                form("static method", Conn::use),
                form("method of the argument", Conn::ping),
                form("private method of the argument", Conn::pingPrivately),
                form("method of a block", named::run),
                form("superclass that is no block", new Adopting()),
                form("default method", new Defaulted("")),
                form("default method, of a lambda", (OnConn) () -> ""));
    }

    private static Arguments form(String name, Block<Conn> block) {
        return Arguments.of(name, block);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void a_block_of_any_form_pauses(String name, Block<Conn> block) {
        assertPauses(block);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formsOfCodeElsewhere")
    void a_block_whose_code_is_elsewhere_pauses(String name, Block<Conn> block) {
        assertPauses(block);
    }

    private static void assertPauses(Block<Conn> block) {
        for (int time = 0; time < 2; time++) {
            SEEN.clear();
            Coroutine<Void> c = with(giving(new Conn("c")), block);
            assertThat(c.send(null)).isEqualTo("ping");
            assertStop(() -> c.send("pong"), null);
            assertThat(SEEN).containsExactly("c pong");
        }
    }

    /** The object's own class decides which method is called, each time anew. */
    @Test
    void a_reference_to_a_method_of_the_argument_calls_what_that_overrides() {
        SEEN.clear();
        Coroutine<Void> c = coroutine(() -> {
            for (Conn conn : List.of(new Conn("a"), new LoudConn("b"), new Conn("c"))) {
                await(with(giving(conn), Conn::ping));
            }
            await(with(giving(new Peer("d")), Pingable::ping));
            await(with(giving(new Peer("e")), Pingable::pingTwice));
        });

        c.send(null);
        for (int i = 0; i < 4; i++) {
            c.send(i);
        }
        assertStop(() -> c.send(4), null);
        assertThat(SEEN).containsExactly("a 0", "b 1!", "c 2", "d 3", "twice 4");
    }

    @Test
    void a_reference_to_a_method_of_an_argument_that_is_null_throws() {
        assertThat(thrownBy(() -> with(giving((Conn) null), Conn::ping).send(null)))
                .isExactlyInstanceOf(NullPointerException.class);
        assertThat(thrownBy(() -> with(giving((Conn) null), Conn::pingPrivately).send(null)))
                .isExactlyInstanceOf(NullPointerException.class);
    }

    @Test
    void a_result_may_come_from_any_form() {
        ResultBlock<Conn, String> anonymous = new ResultBlock<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String run(Conn conn) throws Exception {
                return conn.name + " " + suspend("ping");
            }
        };
        ResultBlock<Conn, Object> lambda = conn -> conn.name + " " + suspend("ping");
        for (Coroutine<?> c : List.of(
                withReturning(giving(new Conn("c")), Conn::query),
                withReturning(giving(new Conn("c")), anonymous),
                withReturning(giving(new Conn("c")), lambda))) {
            assertThat(c.send(null)).isEqualTo("ping");
            assertStop(() -> c.send("pong"), "c pong");
        }
    }

    /** A reference to a constructor runs, but a constructor cannot pause. */
    @Test
    void a_block_may_be_a_constructor() {
        assertStop(() -> with(giving("x"), Conn::new).send(null), null);
        Coroutine<Conn> c = withReturning(giving("x"), Conn::new);
        assertThat(((Conn) CoroutineFixtures.stopValue(() -> c.send(null))).name)
                .isEqualTo("x");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Parameters of primitive types: a method reference unboxes and widens
    // -----------------------------------------------------------------------------------------------------------------

    private static String ofInt(int i) throws Exception {
        Object sent = suspend("s");
        return "int " + i + sent;
    }

    private static String ofLong(long l) throws Exception {
        Object sent = suspend("s");
        return "long " + l + sent;
    }

    private static String ofFloat(float f) throws Exception {
        Object sent = suspend("s");
        return "float " + f + sent;
    }

    private static String ofDouble(double d) throws Exception {
        Object sent = suspend("s");
        return "double " + d + sent;
    }

    private static String ofShort(short s) throws Exception {
        Object sent = suspend("s");
        return "short " + s + sent;
    }

    private static String ofByte(byte b) throws Exception {
        Object sent = suspend("s");
        return "byte " + b + sent;
    }

    private static String ofChar(char c) throws Exception {
        Object sent = suspend("s");
        return "char " + c + sent;
    }

    private static String ofBoolean(boolean b) throws Exception {
        Object sent = suspend("s");
        return "boolean " + b + sent;
    }

    static Stream<Arguments> primitives() {
        return Stream.of(
                BlockFormsTest.<Integer>unboxing(1, BlockFormsTest::ofInt, "int 1."),
                BlockFormsTest.<Character>unboxing('a', BlockFormsTest::ofInt, "int 97."),
                BlockFormsTest.<Byte>unboxing((byte) 1, BlockFormsTest::ofInt, "int 1."),
                BlockFormsTest.<Long>unboxing(1L, BlockFormsTest::ofLong, "long 1."),
                BlockFormsTest.<Integer>unboxing(1, BlockFormsTest::ofLong, "long 1."),
                BlockFormsTest.<Character>unboxing('a', BlockFormsTest::ofLong, "long 97."),
                BlockFormsTest.<Long>unboxing(1L, BlockFormsTest::ofFloat, "float 1.0."),
                BlockFormsTest.<Integer>unboxing(1, BlockFormsTest::ofDouble, "double 1.0."),
                BlockFormsTest.<Float>unboxing(0.5f, BlockFormsTest::ofDouble, "double 0.5."),
                BlockFormsTest.<Character>unboxing('a', BlockFormsTest::ofDouble, "double 97.0."),
                BlockFormsTest.<Byte>unboxing((byte) 1, BlockFormsTest::ofShort, "short 1."),
                BlockFormsTest.<Byte>unboxing((byte) 1, BlockFormsTest::ofByte, "byte 1."),
                BlockFormsTest.<Character>unboxing('a', BlockFormsTest::ofChar, "char a."),
                BlockFormsTest.<Boolean>unboxing(true, BlockFormsTest::ofBoolean, "boolean true."));
    }

    private static <T> Arguments unboxing(T value, ResultBlock<T, String> block, String expected) {
        return Arguments.of(value, block, expected);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("primitives")
    <T> void an_argument_is_unboxed_and_widened(T value, ResultBlock<T, String> block, String expected) {
        Coroutine<String> c = withReturning(giving(value), block);
        assertThat(c.send(null)).isEqualTo("s");
        assertStop(() -> c.send("."), expected);
    }

    @Test
    void unboxing_null_throws() {
        ResultBlock<Integer, String> widening = BlockFormsTest::ofDouble;
        for (Coroutine<?> c : List.of(
                withReturning(giving((Integer) null), BlockFormsTest::ofInt),
                withReturning(giving((Integer) null), widening),
                withReturning(giving((Boolean) null), BlockFormsTest::ofBoolean))) {
            assertThat(thrownBy(() -> c.send(null))).isExactlyInstanceOf(NullPointerException.class);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What blocks do
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_block_keeps_captured_variables_and_locals_of_all_types() {
        boolean z = true;
        byte b = 1;
        char ch = 'c';
        short s = 2;
        int i = 3;
        long l = 4;
        float f = 5;
        double d = 6;
        String[] array = {"7"};
        Coroutine<String> c = withReturning(giving(List.of("x")), list -> {
            long local = l * 2;
            Object first = suspend(z + "" + b + ch + s);
            double product = f * d;
            Object second = suspend(first + "" + i + local);
            return list.get(0) + product + second + array[0] + l;
        });

        assertThat(c.send(null)).isEqualTo("true1c2");
        assertThat(c.send("F")).isEqualTo("F38");
        assertStop(() -> c.send("S"), "x30.0S74");
    }

    @Test
    void a_block_without_an_await_runs_as_it_is() {
        SEEN.clear();
        assertStop(() -> with(giving("x"), SEEN::add).send(null), null);
        assertStop(() -> withReturning(giving("x"), String::length).send(null), 1);
        assertStop(() -> with(giving("x"), x -> {}).send(null), null);
        assertThat(SEEN).containsExactly("x");
    }

    @Test
    void a_block_may_throw_a_checked_exception() {
        IOException failure = new IOException("disk");
        Coroutine<Void> c = with(giving("x"), x -> {
            suspend(1);
            throw failure;
        });
        c.send(null);

        assertThat(thrownBy(() -> c.send(null))).isSameAs(failure).hasNoSuppressedExceptions();
    }

    /** A block of a supertype's argument fits, and its result may be a subtype. */
    @Test
    void types_are_as_loose_as_they_can_be() {
        ResultBlock<Object, Integer> length = o -> o.toString().length();
        Coroutine<Number> c = withReturning(giving("four"), length);

        assertStop(() -> c.send(null), 4);
    }

    /** A lambda inside a block is not the block. */
    @Test
    @NeedsWeaver
    void an_await_in_a_lambda_inside_a_block_is_refused() {
        assertThat(thrownBy(() -> with(giving("x"), x -> {
                    java.util.concurrent.Callable<Object> inside = () -> suspend(x);
                    inside.call();
                })))
                .isInstanceOfSatisfying(
                        WeaveException.class,
                        e -> assertThat(e.reason()).isEqualTo(WeaveException.Reason.AWAIT_IN_LAMBDA));
    }

    /** A block that cannot be woven fails where it stands, before anything was entered. */
    @Test
    void a_block_that_cannot_be_woven_fails_where_it_stands() {
        AtomicReference<String> entered = new AtomicReference<>("not entered");
        AsyncResource<String> resource = AsyncResource.resource(g -> {
            entered.set("entered");
            g.yield("x");
        });
        Coroutine<Void> c = coroutine(() -> await(with(resource, x -> {
            synchronized (this) {
                suspend(x);
            }
        })));

        assertThat(thrownBy(() -> c.send(null))).isExactlyInstanceOf(WeaveException.class);
        assertThat(entered).hasValue("not entered");
    }

    @Test
    void a_block_has_a_name_and_a_place() {
        Coroutine<Void> c = with(giving("x"), x -> {
            suspend(1);
        });
        c.send(null);

        assertThat(c.trace().get(0).getMethodName()).isEqualTo("a_block_has_a_name_and_a_place");
        assertThat(c.trace().get(0).getFileName()).isEqualTo("BlockFormsTest.java");
        assertThat(c.awaiting().toString()).contains("BlockFormsTest.a_block_has_a_name_and_a_place");
    }
}
