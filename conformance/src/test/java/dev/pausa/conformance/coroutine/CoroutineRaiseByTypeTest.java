package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.suspended;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.CoroutineFixtures.ClosableIterator;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import dev.pausa.conformance.fixtures.UnmakeableExceptions.Abstract;
import dev.pausa.conformance.fixtures.UnmakeableExceptions.BadConstructor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 2.1, rows CO-061 to CO-071 and CO-150 to CO-153: {@code raise(type[, value[, traceback]])}. */
@SuppressWarnings("pausa:catches-exit")
class CoroutineRaiseByTypeTest {

    // -----------------------------------------------------------------------------------------------------------------
    // The exception that is made
    // -----------------------------------------------------------------------------------------------------------------

    /** It can be made from a text only. */
    public static final class TextOnly extends Exception {
        private static final long serialVersionUID = 1L;

        public TextOnly(String message) {
            super(message);
        }
    }

    /** It tells which of its constructors made it. */
    public static final class Choosy extends Exception {
        private static final long serialVersionUID = 1L;

        public Choosy() {
            super("none");
        }

        public Choosy(Object value) {
            super("Object " + value);
        }

        public Choosy(CharSequence value) {
            super("CharSequence " + value);
        }

        public Choosy(String value) {
            super("String " + value);
        }

        public Choosy(Number value) {
            super("Number " + value);
        }

        public Choosy(int value) {
            super("int " + value);
        }

        Choosy(List<?> value) {
            super("not public");
        }
    }

    /** A type alone raises a new exception of that type, without a message. */
    @Test
    void co_061_a_type_alone_makes_a_new_exception() {
        Coroutine<Object> c = suspended();
        assertThat(thrownBy(() -> c.raise(IOException.class)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(null)
                .hasNoCause();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        assertThat(thrownBy(() -> suspended().raise(TextOnly.class)))
                .isExactlyInstanceOf(TextOnly.class)
                .hasMessage(null);
    }

    /** A type and a value raise a new exception made from the value, by the most specific constructor. */
    @Test
    void co_062_a_value_is_the_constructors_argument() {
        assertThat(thrownBy(() -> suspended().raise(IOException.class, "msg")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("msg");
        assertThat(madeFrom("text")).hasMessage("String text");
        assertThat(madeFrom(new StringBuilder("text"))).hasMessage("CharSequence text");
        assertThat(madeFrom(1)).hasMessage("int 1");
        assertThat(madeFrom(1L)).hasMessage("Number 1");
        assertThat(madeFrom(List.of())).hasMessage("Object []");
        assertThat(madeFrom(null)).hasMessage("none");
    }

    private static Throwable madeFrom(Object value) {
        return thrownBy(() -> suspended().raise(Choosy.class, value));
    }

    /** A value that is an exception of the type, or of a subtype, is raised itself; any other is an argument. */
    @Test
    void co_063_an_instance_of_the_type_is_raised_itself() {
        var instance = new IllegalArgumentException("i");
        assertThat(thrownBy(() -> suspended().raise(IllegalArgumentException.class, instance)))
                .isSameAs(instance);
        assertThat(thrownBy(() -> suspended().raise(Exception.class, instance))).isSameAs(instance);
        assertThat(thrownBy(() -> suspended().raise(IOException.class, null)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(null);

        var other = new NoSuchElementException("k");
        assertThat(thrownBy(() -> suspended().raise(IOException.class, other)))
                .isExactlyInstanceOf(IOException.class)
                .hasCause(other);

        Object tuple = List.of(1, 2);
        assertNoConstructor(suspended(), c -> c.raise(IOException.class, tuple));
    }

    /**
     * The third argument becomes the stack trace, in front of the place where the exception was raised in; null leaves
     * it alone.
     */
    @Test
    void co_064_the_traceback_becomes_the_stack_trace() {
        StackTraceElement[] traceback = {new StackTraceElement("Somewhere", "else", "Somewhere.java", 7)};
        var instance = new IllegalArgumentException("v");
        assertThat(thrownBy(() -> suspended().raise(IllegalArgumentException.class, instance, traceback)))
                .isSameAs(instance);
        assertThat(instance.getStackTrace()).hasSizeGreaterThan(1).startsWith(traceback);

        assertThat(thrownBy(() -> suspended().raise(IOException.class, "m", traceback)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("m")
                .satisfies(made ->
                        assertThat(made.getStackTrace()).hasSizeGreaterThan(1).startsWith(traceback));

        var kept = new IllegalArgumentException("kept");
        StackTraceElement[] before = kept.getStackTrace();
        assertThat(thrownBy(() -> suspended().raise(IllegalArgumentException.class, kept, null)))
                .isSameAs(kept);
        assertThat(kept.getStackTrace()).startsWith(before[0]).endsWith(before[before.length - 1]);
        assertThat(thrownBy(() -> suspended().raise(IOException.class, null, null)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(null);
    }

    /** What the constructor throws is raised in the body instead. */
    @Test
    void co_071_what_the_constructor_throws_is_raised_instead() {
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return suspend(1);
            } catch (Throwable e) {
                return "body saw " + e;
            }
        }));
        assertStop(() -> c.raise(BadConstructor.class), "body saw java.lang.ArithmeticException: ctor");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        assertThat(thrownBy(() -> suspended().raise(BadConstructor.class, "v")))
                .isExactlyInstanceOf(ArithmeticException.class)
                .hasMessage("ctor of v")
                .hasNoCause();
    }

    /** A GeneratorExit made from its type closes what is awaited first, as one that is given. */
    @Test
    void a_type_of_generator_exit_closes_what_is_awaited_first() {
        var iterator = new ClosableIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> {
            try {
                return await(awaitable);
            } catch (GeneratorExit e) {
                iterator.calls.add("GeneratorExit");
                return e.getMessage();
            }
        }));

        assertThat(stopValue(() -> c.raise(GeneratorExit.class, "why"))).isEqualTo("why");
        assertThat(iterator.calls).containsExactly("next", "close", "GeneratorExit");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // All forms, by state
    // -----------------------------------------------------------------------------------------------------------------

    private static final StackTraceElement[] TRACEBACK = {new StackTraceElement("A", "b", "A.java", 1)};

    /** A way to call {@code raise}, and what is raised then; {@code expected} is null if the arguments are no use. */
    private record Form(String text, Consumer<Coroutine<?>> call, Consumer<Throwable> expected) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static Consumer<Throwable> made(Class<?> type, String message) {
        return thrown -> assertThat(thrown).isExactlyInstanceOf(type).hasMessage(message);
    }

    static Stream<Form> usableForms() {
        var i = new IllegalArgumentException("i");
        var j = new IOException("j");
        return Stream.of(
                new Form("(type)", c -> c.raise(IOException.class), made(IOException.class, null)),
                new Form(
                        "(instance)",
                        c -> c.raise(i),
                        thrown -> assertThat(thrown).isSameAs(i)),
                new Form("(type, text)", c -> c.raise(IOException.class, "m"), made(IOException.class, "m")),
                new Form(
                        "(type, instance)",
                        c -> c.raise(IOException.class, j),
                        t -> assertThat(t).isSameAs(j)),
                new Form("(type, null)", c -> c.raise(IOException.class, null), made(IOException.class, null)),
                new Form(
                        "(type, text, traceback)",
                        c -> c.raise(IOException.class, "m", TRACEBACK),
                        made(IOException.class, "m")),
                new Form(
                        "(type, null, null)",
                        c -> c.raise(IOException.class, null, null),
                        made(IOException.class, null)),
                new Form(
                        "(bad constructor)",
                        c -> c.raise(BadConstructor.class),
                        made(ArithmeticException.class, "ctor")),
                new Form(
                        "(bad constructor, value)",
                        c -> c.raise(BadConstructor.class, 1),
                        made(ArithmeticException.class, "ctor of 1")));
    }

    static Stream<Form> unusableForms() {
        return Stream.of(
                new Form("(type that needs text, number)", c -> c.raise(TextOnly.class, 42), null),
                new Form("(type that needs a cause)", c -> c.raise(UncheckedIOException.class), null),
                new Form("(abstract type)", c -> c.raise(Abstract.class), null),
                new Form("(type, number, traceback)", c -> c.raise(IOException.class, 42, TRACEBACK), null));
    }

    static Stream<Form> nullForms() {
        return Stream.of(
                new Form("(null)", c -> c.raise((Throwable) null), null),
                new Form("(null type)", c -> c.raise((Class<? extends Throwable>) null), null),
                new Form("(null type, value)", c -> c.raise(null, "v"), null),
                new Form("(null type, value, traceback)", c -> c.raise(null, "v", TRACEBACK), null));
    }

    static Stream<Form> allButNull() {
        return Stream.concat(usableForms(), unusableForms());
    }

    private static void assertNoConstructor(Coroutine<?> c, Consumer<Coroutine<?>> call) {
        CoroutineState before = stateOf(c);
        assertThat(thrownBy(() -> call.accept(c)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constructor");
        assertThat(stateOf(c)).isEqualTo(before);
    }

    private static void assertNull(Coroutine<?> c, Consumer<Coroutine<?>> call) {
        CoroutineState before = stateOf(c);
        assertThatNullPointerException().isThrownBy(() -> call.accept(c));
        assertThat(stateOf(c)).isEqualTo(before);
    }

    private static Coroutine<Object> onAPlainIterator() {
        Awaitable<Object> awaitable = awaitable(new PlainIterator(1, 2));
        return started(coroutine(() -> await(awaitable)));
    }

    /** CREATED: each usable form comes straight out and closes; no use, and it stays CREATED. */
    @ParameterizedTest
    @MethodSource("usableForms")
    void co_150_every_form_closes_a_created_coroutine(Form form) {
        Coroutine<Object> c = coroutine(() -> suspend(1));
        form.expected().accept(thrownBy(() -> form.call().accept(c)));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        unusableForms().forEach(no -> assertNoConstructor(coroutine(() -> suspend(1)), no.call()));
        nullForms().forEach(no -> assertNull(coroutine(() -> suspend(1)), no.call()));
    }

    /** SUSPENDED: each usable form is raised at the await; no use, and it stays SUSPENDED. */
    @ParameterizedTest
    @MethodSource("usableForms")
    void co_151_every_form_is_raised_into_a_suspended_coroutine(Form form) {
        Coroutine<Object> c = onAPlainIterator();
        form.expected().accept(thrownBy(() -> form.call().accept(c)));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);

        unusableForms().forEach(no -> assertNoConstructor(onAPlainIterator(), no.call()));
        nullForms().forEach(no -> assertNull(onAPlainIterator(), no.call()));
    }

    /** RUNNING: each form is refused, also those of no use; only null is noticed earlier. */
    @ParameterizedTest
    @MethodSource("allButNull")
    void co_152_every_form_is_refused_by_a_running_coroutine(Form form) {
        var self = new AtomicReference<Coroutine<?>>();
        Coroutine<Object> c = coroutine(() -> {
            assertAlreadyExecuting(() -> form.call().accept(self.get()));
            Object got = suspend(1);
            assertAlreadyExecuting(() -> form.call().accept(self.get()));
            nullForms().forEach(no -> assertNull(self.get(), no.call()));
            return got;
        });
        self.set(c);

        assertThat(c.send(null)).isEqualTo(1);
        assertStop(() -> c.send("end"), "end");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    /** CLOSED: each form is refused, also those of no use; only null is noticed earlier. */
    @ParameterizedTest
    @MethodSource("allButNull")
    void co_153_every_form_is_refused_by_a_closed_coroutine(Form form) {
        Coroutine<Object> c = suspended();
        c.close();

        assertAlreadyAwaited(() -> form.call().accept(c));
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
        nullForms().forEach(no -> assertNull(c, no.call()));
    }
}
