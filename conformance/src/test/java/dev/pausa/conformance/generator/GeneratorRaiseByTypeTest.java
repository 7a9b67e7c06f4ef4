package dev.pausa.conformance.generator;

import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.finished;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.GeneratorFixtures;
import dev.pausa.conformance.fixtures.UnmakeableExceptions.Abstract;
import dev.pausa.conformance.fixtures.UnmakeableExceptions.BadConstructor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalogue 2.6, rows GE-018 to GE-020: {@code raise(type[, value[, traceback]])} of a generator. */
class GeneratorRaiseByTypeTest {

    private static final StackTraceElement[] TRACEBACK = {
        new StackTraceElement("Somewhere", "else", "Somewhere.java", 7)
    };
    private static final IOException INSTANCE = new IOException("i");

    /** A form of raise, and what it throws if it is raised in a generator that does not catch it. */
    private record Form(
            String text,
            Consumer<Generator<?, ?, ?>> call,
            Class<? extends Throwable> type,
            String message,
            boolean isUsable) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static Form makes(
            String text, Class<? extends Throwable> type, String message, Consumer<Generator<?, ?, ?>> call) {
        return new Form(text, call, type, message, true);
    }

    private static Form refused(
            String text, Class<? extends Throwable> type, String message, Consumer<Generator<?, ?, ?>> call) {
        return new Form(text, call, type, message, false);
    }

    static Stream<Form> forms() {
        String needs = " to raise: the class needs a public constructor with ";
        String remedy = "; give raise(...) an instance instead";
        Class<?> none = null;
        @SuppressWarnings("unchecked") // it is null
        Class<? extends Throwable> noType = (Class<? extends Throwable>) none;
        return Stream.of(
                makes("type", IOException.class, null, g -> g.raise(IOException.class)),
                makes("instance", IOException.class, "i", g -> g.raise(INSTANCE)),
                makes("type, text", IOException.class, "m", g -> g.raise(IOException.class, "m")),
                makes("type, instance", IOException.class, "i", g -> g.raise(IOException.class, INSTANCE)),
                makes("type, null", IOException.class, null, g -> g.raise(IOException.class, null)),
                makes("all three", IOException.class, "m", g -> g.raise(IOException.class, "m", TRACEBACK)),
                makes("bad constructor", ArithmeticException.class, "ctor", g -> g.raise(BadConstructor.class)),
                refused(
                        "type, list",
                        IllegalArgumentException.class,
                        "cannot make a java.io.IOException" + needs
                                + "one argument of type java.util.ImmutableCollections$List12" + remedy,
                        g -> g.raise(IOException.class, List.of("a", "b"))),
                refused(
                        "abstract type",
                        IllegalArgumentException.class,
                        "cannot make a " + Abstract.class.getName() + needs + "no argument" + remedy,
                        g -> g.raise(Abstract.class)),
                refused("no type", NullPointerException.class, "type", g -> g.raise(noType)),
                refused("no instance", NullPointerException.class, "exception", g -> g.raise((Throwable) null)));
    }

    private static void assertForm(Form form, Generator<Object, Object, Object> g) {
        CoroutineState before = stateOf(g);
        assertThat(thrownBy(() -> form.call.accept(g)))
                .isExactlyInstanceOf(form.type)
                .hasMessage(form.message);
        assertThat(stateOf(g)).isEqualTo(form.isUsable ? CoroutineState.CLOSED : before);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void ge_018_all_forms_before_the_start(Form form) {
        assertForm(form, yielding(1));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void ge_019_all_forms_while_suspended(Form form) {
        assertForm(form, started(yielding(1)));
    }

    /** Unlike a coroutine, a finished generator gives the exception itself, and so it must be made. */
    @ParameterizedTest
    @MethodSource("forms")
    void ge_020_all_forms_after_the_end(Form form) {
        assertForm(form, finished(yielding(1)));
    }

    /** While it runs, only null is noticed before the state; no exception is made. */
    @Test
    void all_forms_while_running() {
        List<Form> forms = forms().toList();
        List<Throwable> thrown = new ArrayList<>();
        AtomicReference<Generator<Object, Object, Object>> self = new AtomicReference<>();
        self.set(Generator.generatorReturning(y -> {
            for (Form form : forms) {
                thrown.add(catchThrowable(() -> form.call.accept(self.get())));
            }
            return y.yield("undisturbed");
        }));
        assertThat(self.get().next()).isEqualTo("undisturbed");
        for (int i = 0; i < forms.size(); i++) {
            if (forms.get(i).text.startsWith("no ")) {
                assertThat(thrown.get(i)).isExactlyInstanceOf(NullPointerException.class);
            } else {
                assertIsExecuting(thrown.get(i));
            }
        }
    }

    @Test
    void the_traceback_becomes_the_stack_trace() {
        assertThat(thrownBy(() -> started(yielding(1)).raise(IOException.class, "m", TRACEBACK))
                        .getStackTrace())
                .hasSizeGreaterThan(TRACEBACK.length)
                .startsWith(TRACEBACK);
        assertThat(thrownBy(() -> finished(yielding(1)).raise(IOException.class, "m", TRACEBACK))
                        .getStackTrace())
                .containsExactly(TRACEBACK);
    }

    /** A GeneratorExit that is made from its type closes what is delegated to first, as one that is given. */
    @Test
    void a_type_of_generator_exit_closes_what_is_delegated_to_first() {
        List<Object> notes = new ArrayList<>();
        Generator<Object, Object, Object> outer =
                started(GeneratorFixtures.delegating(GeneratorFixtures.noting(notes, "inner", 1)));
        assertThat(thrownBy(() -> outer.raise(GeneratorExit.class, "made")))
                .isExactlyInstanceOf(GeneratorExit.class)
                .hasMessage("made");
        assertThat(notes).containsExactly("GeneratorExit in inner", "end of inner");
    }
}
