import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermutationsTest {
    private final Printed out = new Printed();
    private final Printed err = new Printed();

    /** All permutations by Narayana Pandita's algorithm: from each the next one in the order. */
    private static List<List<Integer>> byNextPermutation(List<Integer> sorted) {
        List<List<Integer>> all = new ArrayList<>();
        List<Integer> a = new ArrayList<>(sorted);
        while (true) {
            all.add(List.copyOf(a));
            int k = a.size() - 2;
            while (k >= 0 && a.get(k) >= a.get(k + 1)) k--;
            if (k < 0) return all;
            int l = a.size() - 1;
            while (a.get(k) >= a.get(l)) l--;
            Collections.swap(a, k, l);
            Collections.reverse(a.subList(k + 1, a.size()));
        }
    }

    /** The k-th permutation, from 0, of different items: the digits of k in the factorial number system. */
    private static List<Integer> byFactorials(List<Integer> sorted, long k) {
        List<Integer> rest = new ArrayList<>(sorted);
        List<Integer> permutation = new ArrayList<>();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            long block = IntStream.rangeClosed(1, i).asLongStream().reduce(1, (a, b) -> a * b);
            permutation.add(rest.remove((int) (k / block)));
            k %= block;
        }
        return permutation;
    }

    @Test
    void random_items_are_permuted_in_order() {
        long seed = System.nanoTime();
        System.out.println("PermutationsTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int range = 1 + random.nextInt(8); // a small one gives equal items
            List<Integer> items =
                    random.ints(random.nextInt(8), 0, range).sorted().boxed().toList();
            assertThat(Permutations.permutations(items).stream().toList())
                    .as("seed %d, items %s", seed, items)
                    .isEqualTo(byNextPermutation(items));
        }
    }

    @Test
    void any_permutation_is_found_by_its_number() {
        long seed = System.nanoTime();
        System.out.println("PermutationsTest seed " + seed);
        Random random = new Random(seed);
        List<Integer> items = List.of(0, 1, 2, 3, 4, 5, 6, 7);
        for (int round = 0; round < 20; round++) {
            int k = random.nextInt(40_320);
            assertThat(Permutations.permutations(items).stream().skip(k).findFirst())
                    .as("seed %d, number %d", seed, k)
                    .contains(byFactorials(items, k));
        }
    }

    @Test
    void only_what_is_asked_for_is_made() {
        List<Integer> many = IntStream.range(0, 100).boxed().toList(); // 9.3e157 permutations
        Generator<List<Integer>, Void, Void> all = Permutations.permutations(many);
        assertThat(all.state()).isEqualTo(CoroutineState.CREATED);
        try (Stream<List<Integer>> stream = all.stream()) {
            List<List<Integer>> six = stream.limit(6).toList();
            assertThat(six.stream().map(p -> p.subList(0, 97))).containsOnly(many.subList(0, 97));
            assertThat(six.stream().map(p -> p.subList(97, 100)).toList())
                    .isEqualTo(byNextPermutation(List.of(97, 98, 99)));
            assertThat(all.state()).isEqualTo(CoroutineState.SUSPENDED);
            assertThat(all.trace()).as("one for each item, and one for none").hasSize(101);
        }
        assertThat(all.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"'c a b a', 12", "a, 1", "'a a a a', 1", "'a b c d e', 120"})
    void program_prints_each_permutation_once(String items, int count) {
        assertThat(Permutations.run(out, err, items.split(" "))).isZero();
        assertThat(out.text().lines().toList())
                .hasSize(count)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(err.text()).isEmpty();
    }

    @Test
    void program_prints_the_millionth() {
        String[] args = "--nth 1000000 0 1 2 3 4 5 6 7 8 9".split(" ");
        assertThat(Permutations.run(out, err, args)).isZero();
        assertThat(out.text()).isEqualTo("2 7 8 3 9 1 5 4 6 0\n"); // Project Euler, problem 24
        List<Integer> digits = IntStream.range(0, 10).boxed().toList();
        assertThat(new BigInteger(out.text().replaceAll("\\s", "")))
                .hasToString(byFactorials(digits, 999_999).toString().replaceAll("\\D", ""));
    }

    @Test
    void program_says_that_there_are_too_few() {
        assertThat(Permutations.run(out, err, "--nth", "7", "a", "b", "c")).isEqualTo(1);
        assertThat(err.text()).isEqualTo("Permutations: there is no permutation 7 of these items\n");
        assertThat(out.text()).isEmpty();
    }

    @Test
    void program_stops_when_nobody_reads() {
        String[] endless = "a b c d e f g h i j k l m n o p q r s t u v w x y z".split(" ");
        assertThat(Permutations.run(Printed.brokenAfter(1000), err, endless)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'--nth', '--nth needs a number from 1, got '''''",
        "'--nth 0 a', '--nth needs a number from 1, got ''0'''",
        "'--nth 9999999999999999999 a', '--nth needs a number from 1, got ''9999999999999999999'''",
        "'--nth 1', 'there are no items'",
        "'--help', 'no such option: --help'"
    })
    void program_refuses_what_it_does_not_understand(String args, String message) {
        assertThat(Permutations.run(out, err, args.split(" "))).isEqualTo(2);
        assertThat(err.text()).startsWith("Permutations: " + message + "\nusage: Permutations ");
        assertThat(out.text()).isEmpty();
    }
}
