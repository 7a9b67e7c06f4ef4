import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameFringeTest {
    private final Printed out = new Printed();
    private final Printed err = new Printed();

    /** A tree with these leaves, of any shape. */
    private static SameFringe.Tree random(List<String> leaves, Random random) {
        if (leaves.size() == 1 && random.nextInt(3) > 0) return new SameFringe.Leaf(leaves.get(0));
        if (leaves.isEmpty() && random.nextInt(3) > 0) return new SameFringe.Fork(List.of());
        int cut = random.nextInt(leaves.size() + 1);
        return new SameFringe.Fork(
                List.of(random(leaves.subList(0, cut), random), random(leaves.subList(cut, leaves.size()), random)));
    }

    private static Optional<SameFringe.Difference> compare(SameFringe.Tree first, SameFringe.Tree second) {
        return SameFringe.compare(SameFringe.fringe(first), SameFringe.fringe(second));
    }

    /** A fork of leaves that are made when they are asked for; the one at {@code odd} differs. */
    private static SameFringe.Tree endless(int odd, List<Integer> made) {
        return new SameFringe.Fork(() -> IntStream.iterate(1, i -> i + 1)
                .peek(made::add)
                .mapToObj(i -> (SameFringe.Tree) new SameFringe.Leaf(i == odd ? "odd" : "" + i))
                .iterator());
    }

    @Test
    void random_shapes_of_the_same_leaves_are_the_same() {
        long seed = System.nanoTime();
        System.out.println("SameFringeTest seed " + seed);
        Random random = new Random(seed);
        for (int size = 0; size < 200; size++) {
            List<String> leaves =
                    IntStream.range(0, size).mapToObj(i -> "l" + i).toList();
            SameFringe.Tree one = random(leaves, random);
            SameFringe.Tree other = random(leaves, random);
            assertThat(SameFringe.fringe(one).stream().toList())
                    .as("seed %d", seed)
                    .isEqualTo(leaves);
            assertThat(compare(one, other)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void random_changes_are_found() {
        long seed = System.nanoTime();
        System.out.println("SameFringeTest seed " + seed);
        Random random = new Random(seed);
        for (int size = 1; size < 200; size++) {
            List<String> leaves = new ArrayList<>(Collections.nCopies(size, "l"));
            int at = random.nextInt(size);
            SameFringe.Tree whole = random(leaves, random);
            SameFringe.Tree shorter = random(leaves.subList(0, at), random);
            leaves.set(at, "x");
            SameFringe.Tree changed = random(leaves, random);
            assertThat(compare(whole, changed))
                    .as("seed %d", seed)
                    .contains(new SameFringe.Difference(at + 1, "l", "x"));
            assertThat(compare(shorter, changed))
                    .as("seed %d", seed)
                    .contains(new SameFringe.Difference(at + 1, null, "x"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void nothing_behind_the_first_difference_is_looked_at(int position) {
        List<Integer> madeOfOne = new ArrayList<>();
        List<Integer> madeOfOther = new ArrayList<>();
        assertThat(compare(endless(0, madeOfOne), endless(position, madeOfOther)))
                .contains(new SameFringe.Difference(position, "" + position, "odd"));
        assertThat(madeOfOne).hasSize(position);
        assertThat(madeOfOther).hasSize(position);
    }

    private Generator<String, Void, Void> noted(List<String> leaves, String name, List<String> events) {
        return generator(g -> {
            try {
                g.yieldAll(leaves);
                events.add(name + " ended");
            } finally {
                events.add(name + " left");
            }
        });
    }

    @Test
    void both_are_closed_at_the_first_difference() {
        List<String> events = new ArrayList<>();
        Generator<String, Void, Void> first = noted(List.of("a", "b", "c"), "first", events);
        Generator<String, Void, Void> second = noted(List.of("a", "x", "c"), "second", events);
        SameFringe.compare(first, second);
        assertThat(events).containsExactly("second left", "first left");
        assertThat(Stream.of(first, second).map(Generator::state)).containsOnly(CoroutineState.CLOSED);
    }

    @Test
    void both_are_closed_when_one_fails() {
        List<String> events = new ArrayList<>();
        Generator<String, Void, Void> first = noted(List.of("a", "b"), "first", events);
        Generator<String, Void, Void> second = generator(g -> {
            g.yield("a");
            throw new IllegalStateException("the tree is on fire");
        });
        assertThatThrownBy(() -> SameFringe.compare(first, second)).hasMessage("the tree is on fire");
        assertThat(events).containsExactly("first left");
    }

    @Test
    void a_tree_a_million_deep_is_compared() {
        int depth = 1_000_000;
        String deep = "(a".repeat(depth) + ")".repeat(depth);
        String flat = "(" + "a ".repeat(depth) + ")";
        assertThat(SameFringe.run(out, err, deep, flat)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ((to be) (or not)) | (to (be (or (not)))) | 0 | the same leaves
            a                  | a                    | 0 | the same leaves
            ()                 | ((()()))             | 0 | the same leaves
            (a b c)            | (a (x b))            | 1 | leaf 2 differs: 'b' and 'x'
            (a b)              | ((a))                | 1 | leaf 2 differs: 'b' and none
            ()                 | a                    | 1 | leaf 1 differs: none and 'a'
            """)
    void program_tells(String first, String second, int status, String printed) {
        assertThat(SameFringe.run(out, err, first, second)).isEqualTo(status);
        assertThat(out.text()).isEqualTo(printed + "\n");
        assertThat(err.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (a    | '(a', column 3: ')' is missing
            a)    | 'a)', column 2: ')' without '('
            a b   | 'a b', column 1: expected one leaf or one (...)
            ''    | '', column 1: expected one leaf or one (...)
            """, quoteCharacter = '"')
    void program_names_what_is_wrong_with_a_tree(String tree, String message) {
        String text = tree.equals("''") ? "" : tree;
        assertThat(SameFringe.run(out, err, "a", text)).isEqualTo(2);
        assertThat(err.text()).startsWith("SameFringe: " + message + "\nusage: SameFringe ");
    }

    @Test
    void program_wants_two_trees() {
        assertThat(SameFringe.run(out, err, "a")).isEqualTo(2);
        assertThat(SameFringe.run(out, err, "a", "b", "c")).isEqualTo(2);
        assertThat(err.text()).startsWith("SameFringe: give it two trees\nusage: SameFringe ");
        assertThat(out.text()).isEmpty();
    }
}
