package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code map}, {@code filter}, {@code take} and {@code chunk} of generators. */
class GeneratorOperatorsTest {
    private static final IllegalStateException FAILURE = new IllegalStateException("failure");

    private final List<Object> log = new ArrayList<>();

    /** Counts up to an end, and logs what it does. */
    private Generator<Integer, Void, Void> numbers(int end) {
        return generator(g -> {
            try {
                for (int i = 0; i < end; i++) {
                    log.add(i);
                    g.yield(i);
                }
            } finally {
                log.add("closed");
            }
        });
    }

    private static <T> List<T> all(Generator<T, Void, Void> generator) {
        List<T> values = new ArrayList<>();
        generator.forEach(values::add);
        return values;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What they give
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void they_give_what_their_names_say() {
        assertThat(all(numbers(3).map(n -> "<" + n + ">"))).containsExactly("<0>", "<1>", "<2>");
        assertThat(all(numbers(5).filter(n -> n % 2 == 0))).containsExactly(0, 2, 4);
        assertThat(all(numbers(5).take(2))).containsExactly(0, 1);
        assertThat(all(numbers(2).take(5))).containsExactly(0, 1);
        assertThat(all(numbers(5).chunk(2))).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(all(numbers(4).chunk(2))).containsExactly(List.of(0, 1), List.of(2, 3));
        assertThat(all(numbers(0).chunk(2))).isEmpty();
        assertThat(all(numbers(9).filter(n -> n > 1).map(n -> 10 * n).chunk(2).take(2)))
                .containsExactly(List.of(20, 30), List.of(40, 50));
    }

    @Test
    void null_is_a_value_like_any_other() {
        assertThat(all(numbers(3)
                        .map(n -> n == 1 ? null : n)
                        .filter(n -> true)
                        .take(3)
                        .chunk(2)))
                .containsExactly(Arrays.asList(0, null), List.of(2));
    }

    @Test
    void a_chunk_cannot_be_changed() {
        List<Integer> chunk = numbers(2).chunk(2).next();
        assertThatThrownBy(() -> chunk.add(3)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** What was kept for a list is given at a limit that comes before, and is no element at one that comes after. */
    @Test
    void a_rest_is_given_by_what_stands_behind_a_limit() {
        assertThat(all(numbers(9).take(3).chunk(2))).containsExactly(List.of(0, 1), List.of(2));
        assertThat(all(numbers(9).chunk(2).take(1))).containsExactly(List.of(0, 1));
        assertThat(all(numbers(3).chunk(2).take(2).chunk(3))).containsExactly(List.of(List.of(0, 1), List.of(2)));
        assertThat(all(numbers(5).chunk(2).take(2).chunk(1)))
                .containsExactly(List.of(List.of(0, 1)), List.of(List.of(2, 3)));
        assertThat(all(numbers(5).chunk(4).chunk(4).take(1))).containsExactly(List.of(List.of(0, 1, 2, 3), List.of(4)));
    }

    @Test
    void bad_numbers_are_refused() {
        Generator<Integer, Void, Void> source = numbers(1);
        assertThatThrownBy(() -> source.take(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("take(-1): the number of elements must not be negative; 0 takes none");
        assertThatThrownBy(() -> source.chunk(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk(0): a list must have room for at least 1 element, or none would ever be full");
        assertThat(source.state()).isEqualTo(CREATED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // When they read
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void they_read_no_more_than_is_asked_for() {
        Generator<List<Integer>, Void, Void> chunks =
                numbers(9).map(n -> n + 10).filter(n -> n != 11).chunk(2);
        assertThat(log).isEmpty();
        assertThat(chunks.next()).containsExactly(10, 12);
        assertThat(log).containsExactly(0, 1, 2);
    }

    @Test
    void a_source_that_has_begun_goes_on_where_it_is() {
        Generator<Integer, Void, Void> source = numbers(4);
        source.next();
        assertThat(source.hasNext()).isTrue();
        Generator<Integer, Void, Void> mapped = source.map(n -> -n);
        assertThat(mapped.next()).isEqualTo(-1);
        assertThat(mapped.hasNext()).isTrue();
        assertThat(all(mapped.map(n -> n - 10))).containsExactly(-12, -13);
    }

    /** A chain is one generator inside, but its links are the same as if each read from the one before. */
    @Test
    void a_link_of_a_chain_shares_with_those_behind_it() {
        Generator<Integer, Void, Void> three = numbers(9).take(3);
        Generator<Integer, Void, Void> negative = three.map(n -> -n);
        assertThat(negative.next()).isZero();
        assertThat(three.next()).isEqualTo(1);
        assertThat(negative.next()).isEqualTo(-2);
        assertThat(negative.hasNext()).isFalse();
        assertThat(three.hasNext()).isFalse();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // When they close
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_limit_closes_before_the_last_value_is_given() {
        Generator<String, Void, Void> two = numbers(9).take(2).map(n -> {
            log.add("map " + n);
            return "<" + n + ">";
        });
        assertThat(two.next()).isEqualTo("<0>");
        assertThat(two.next()).isEqualTo("<1>");
        assertThat(log).containsExactly(0, "map 0", 1, "closed", "map 1");
        assertThat(two.hasNext()).isFalse();
    }

    @Test
    void a_limit_of_none_closes_without_reading() {
        Generator<Integer, Void, Void> source = numbers(9);
        source.next();
        Generator<List<Integer>, Void, Void> none = source.take(0).chunk(2);
        assertThat(none.hasNext()).isFalse();
        assertThat(log).containsExactly(0, "closed");
    }

    static Stream<Arguments> operatorsAndWaysOut() {
        return operators().entrySet().stream()
                .flatMap(operator -> waysOut().entrySet().stream()
                        .map(way ->
                                Arguments.of(operator.getKey(), way.getKey(), operator.getValue(), way.getValue())));
    }

    private static Map<String, Function<Generator<Integer, Void, Void>, Generator<?, Void, Void>>> operators() {
        return Map.of(
                "map", source -> source.map(n -> n),
                "filter", source -> source.filter(n -> true),
                "take", source -> source.take(9),
                "chunk", source -> source.chunk(1),
                "chain", source -> source.map(n -> n).chunk(1).filter(n -> true).take(9));
    }

    private static Map<String, Consumer<Generator<?, Void, Void>>> waysOut() {
        return Map.of(
                "the end", generator -> generator.forEach(each -> {}),
                "close",
                        generator -> {
                            generator.next();
                            generator.close();
                        },
                "close before the first step", Generator::close,
                "a loop that is left",
                        generator -> {
                            try (generator) {
                                for (Object each : generator) {
                                    break;
                                }
                            }
                        },
                "a consumer that fails",
                        generator -> assertThat(catchThrowable(() -> generator.forEach(each -> {
                                    throw FAILURE;
                                })))
                                .isSameAs(FAILURE),
                "raise",
                        generator -> {
                            generator.next();
                            assertThat(catchThrowable(() -> generator.raise(FAILURE)))
                                    .isSameAs(FAILURE);
                        },
                "a stream that is closed",
                        generator -> {
                            try (Stream<?> stream = generator.stream()) {
                                assertThat(stream.findFirst()).isPresent();
                            }
                        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("operatorsAndWaysOut")
    void each_closes_what_it_reads_from_on_each_way_out(
            String operator,
            String way,
            Function<Generator<Integer, Void, Void>, Generator<?, Void, Void>> make,
            Consumer<Generator<?, Void, Void>> out) {
        Generator<Integer, Void, Void> source = numbers(4);
        source.next();
        Generator<?, Void, Void> generator = make.apply(source);
        out.accept(generator);
        assertThat(source.state()).isEqualTo(CLOSED);
        assertThat(generator.state()).isEqualTo(CLOSED);
        assertThat(log.stream().filter("closed"::equals)).hasSize(1);
    }

    @Test
    void a_function_that_fails_closes() {
        for (Generator<?, Void, Void> failing : List.of(
                numbers(3).map(n -> fail()),
                numbers(3).filter(n -> fail()),
                numbers(3).chunk(2).map(n -> fail()))) {
            log.clear();
            assertThat(catchThrowable(failing::next)).isSameAs(FAILURE);
            assertThat(log).endsWith("closed");
            assertThat(failing.hasNext()).isFalse();
        }
    }

    private static boolean fail() {
        throw FAILURE;
    }

    @Test
    void a_source_that_fails_comes_out_as_it_is() {
        Generator<Integer, Void, Void> failing = Generator.<Integer, Void>generator(g -> {
                    g.yield(1);
                    throw FAILURE;
                })
                .map(n -> n)
                .chunk(2)
                .map(List::size);
        assertThat(catchThrowable(failing::next)).isSameAs(FAILURE);
    }

    private static Generator<Integer, Void, Void> failingToClose(RuntimeException closing) {
        return generator(g -> {
            try {
                while (true) {
                    g.yield(1);
                }
            } finally {
                failWith(closing);
            }
        });
    }

    private static void failWith(RuntimeException failure) {
        throw failure;
    }

    @Test
    void a_failure_of_closing_comes_out_or_is_suppressed() {
        IllegalStateException closing = new IllegalStateException("closing");
        Generator<Integer, Void, Void> closed = failingToClose(closing).map(n -> n);
        closed.next();
        assertThat(catchThrowable(closed::close)).isSameAs(closing);
        assertThat(catchThrowable(() -> failingToClose(closing).take(1).next())).isSameAs(closing);
        RuntimeException failure = new RuntimeException("mapper");
        assertThat(catchThrowable(() -> failingToClose(closing)
                        .map(n -> {
                            throw failure;
                        })
                        .next()))
                .isSameAs(failure)
                .hasSuppressedException(closing);
    }
}
