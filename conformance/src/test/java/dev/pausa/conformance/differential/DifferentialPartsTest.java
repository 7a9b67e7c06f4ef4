package dev.pausa.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The differential test's own parts, which need no interpreter. */
class DifferentialPartsTest {
    private static final PythonSide.Version V11 = new PythonSide.Version(3, 11);
    private static final PythonSide.Version V13 = new PythonSide.Version(3, 13);

    @Test
    void generated_programs_are_programs_and_their_text_reads_back() {
        for (int i = 0; i < 200; i++) {
            Node program = Generator.program(7, i);
            assertThat(Grammar.isProgram(program)).isTrue();
            assertThat(Node.parse(program.pretty())).isEqualTo(program);
            assertThat(Node.parse(program.toString())).isEqualTo(program);
        }
    }

    @Test
    void one_seed_gives_one_program() {
        assertThat(Generator.program(7, 1)).isEqualTo(Generator.program(7, 1)).isNotEqualTo(Generator.program(7, 2));
    }

    @Test
    void text_may_have_comments() {
        assertThat(Node.parse("(log ; says\n 5) ; and ends")).isEqualTo(Node.of("log", Node.of(5)));
    }

    @Test
    void broken_text_is_refused() {
        for (String text : List.of("", "(log 5", "(log 5))", ")", "()")) {
            assertThatThrownBy(() -> Node.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_program_has_no_jump_out_of_nothing_and_no_dead_handler() {
        assertThat(isBody("break")).isFalse();
        assertThat(isBody("(loop 2 (do break))")).isTrue();
        assertThat(isBody("reraise")).isFalse();
        assertThat(isBody("(try do (catch Exception do) (catch Oops do))")).isFalse();
        assertThat(isBody("(try do (catch Oops do) (catch Exception do))")).isTrue();
    }

    @Test
    void each_kind_of_body_pauses_in_its_own_ways() {
        Map<String, List<String>> kinds = Map.of(
                "(log (suspend 1))", List.of("body", "agen"),
                "(log (await (anext (fresh 0))))", List.of("body", "agen"),
                "(asyncfor 0 (last 1) do)", List.of("body", "agen"),
                "(log (yield 1))", List.of("gen", "agen"),
                "(log (yieldfrom (shared 0)))", List.of("gen"),
                "(yieldall (yield 1) (close nothing))", List.of("gen"),
                "(for 0 1 do)", List.of("body", "gen", "agen"));
        kinds.forEach((statement, allowed) -> {
            for (String kind : Grammar.BODIES) {
                assertThat(isBody(kind, statement)).as(kind + statement).isEqualTo(allowed.contains(kind));
            }
        });
    }

    @Test
    void a_plain_iterator_does_not_end_with_a_value() {
        assertThat(isBody("gen", "(yieldall (stop 1))")).isFalse();
        assertThat(isBody("gen", "(yieldall (after (send 0 null) (raise SubStop 1)))"))
                .isFalse();
        assertThat(isBody("gen", "(yieldall (raise Oops 1) (close (raise StopIteration 1)))"))
                .isFalse();
    }

    private static boolean isBody(String statement) {
        return isBody("body", statement);
    }

    private static boolean isBody(String kind, String statement) {
        return Grammar.isProgram(Node.parse("(program (" + kind + " " + statement + ") (script (send 0 null)))"));
    }

    @Test
    void minimising_keeps_only_what_makes_the_difference() {
        Node program =
                Generator.program(7, 3).with(0, Node.parse("(body (log 1) (loop 2 (do (log (suspend 55)) count)))"));
        Minimiser minimiser = new Minimiser(
                batch -> batch.stream().map(DifferentialPartsTest::differsIf55).toList());
        Difference smallest = minimiser.minimise(differsIf55(program).orElseThrow());
        assertThat(smallest.program()).isEqualTo(Node.parse("(program (body (log 55)) script)"));
    }

    private static Optional<Difference> differsIf55(Node program) {
        boolean differs = program.all("body").toString().contains("55");
        return differs ? Optional.of(new Difference(program, List.of(), List.of(), 0)) : Optional.empty();
    }

    @Test
    void traces_are_compared_in_the_words_of_the_newest_python() {
        String type = "< raised CoroutineStateException.ALREADY_EXECUTING";
        String another = "(anext(): asynchronous generator is already running)";
        List<String> java = List.of(type + "(coroutine already executing)", type + another);
        List<String> python =
                List.of("< raised ValueError(coroutine already executing)", "< raised RuntimeError" + another);
        assertThat(Difference.between(Node.of("program"), java, python, V13)).isEmpty();
    }

    @Test
    void a_missing_event_is_a_difference() {
        List<String> python = List.of("> send c0 null", "< yielded 1");
        assertThat(Difference.between(Node.of("program"), python.subList(0, 1), python, V13))
                .isPresent();
        assertThat(Difference.between(Node.of("program"), python, python.subList(0, 1), V13))
                .isPresent();
    }

    @Test
    void what_close_returns_is_compared_since_3_13() {
        List<String> java = List.of("< closed 5");
        assertThat(Difference.between(Node.of("program"), java, List.of("< closed None"), V11))
                .isEmpty();
        assertThat(Difference.between(Node.of("program"), java, List.of("< closed None"), V13))
                .isPresent();
    }

    @Test
    void nothing_is_compared_after_a_known_difference_in_behaviour() {
        List<String> java = List.of("> close c0 ", "< raised CoroutineStateException.ALREADY_EXECUTING(x)");
        assertThat(Difference.between(Node.of("program"), java, List.of("> close c0 ", "! REENTRANT_DELEGATION"), V11))
                .isEmpty();
        assertThat(Difference.between(Node.of("program"), java, List.of("> send c0 ", "! REENTRANT_DELEGATION"), V11))
                .isPresent();
    }
}
