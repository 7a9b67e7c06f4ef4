import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeWalkTest {
    private static final int DEEP = 1_000_000;

    /** Reads a tree's values without generators. */
    private static void collect(TreeWalk.Node<Integer> tree, String order, List<Integer> to) {
        if (tree == null) return;
        if (order.equals("--pre")) to.add(tree.value());
        collect(tree.left(), order, to);
        if (order.equals("--in")) to.add(tree.value());
        collect(tree.right(), order, to);
        if (order.equals("--post")) to.add(tree.value());
    }

    private static Generator<Integer, Void, Void> walk(String order, TreeWalk.Node<Integer> tree) {
        return switch (order) {
            case "--pre" -> TreeWalk.preOrder(tree);
            case "--post" -> TreeWalk.postOrder(tree);
            default -> TreeWalk.inOrder(tree);
        };
    }

    private static List<Integer> numbers(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static TreeWalk.Node<Integer> random(int size, Random random) {
        if (size == 0) return null;
        int left = random.nextInt(size);
        return new TreeWalk.Node<>(random(left, random), random.nextInt(), random(size - 1 - left, random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--in", "--pre", "--post"})
    void random_trees_are_walked_in_order(String order) {
        long seed = System.nanoTime();
        System.out.println("TreeWalkTest seed " + seed);
        Random random = new Random(seed);
        for (int size = 0; size < 200; size++) {
            TreeWalk.Node<Integer> tree = random(size, random);
            List<Integer> expected = new ArrayList<>();
            collect(tree, order, expected);
            assertThat(walk(order, tree).stream())
                    .as("seed %d, size %d", seed, size)
                    .containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 65_535})
    void shapes_hold_the_values_in_order(int size) {
        List<Integer> values = numbers(size);
        assertThat(TreeWalk.inOrder(TreeWalk.balanced(values)).stream().toList())
                .isEqualTo(values);
        assertThat(TreeWalk.inOrder(TreeWalk.left(values)).stream().toList()).isEqualTo(values);
        assertThat(TreeWalk.inOrder(TreeWalk.right(values)).stream().toList()).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({
        "--in, left, true", "--in, right, true", "--pre, left, false",
        "--pre, right, true", "--post, left, true", "--post, right, false"
    })
    void a_chain_of_a_million_nodes_is_walked(String order, String shape, boolean ascending) {
        Function<List<Integer>, TreeWalk.Node<Integer>> chain = shape.equals("left") ? TreeWalk::left : TreeWalk::right;
        int expected = ascending ? 0 : DEEP - 1;
        int count = 0;
        for (int value : walk(order, chain.apply(numbers(DEEP)))) {
            if (value != expected) assertThat(value).isEqualTo(expected);
            expected += ascending ? 1 : -1;
            count++;
        }
        assertThat(count).isEqualTo(DEEP);
    }

    @Test
    void a_walk_goes_no_deeper_than_the_next_value_needs() {
        Generator<Integer, Void, Void> walk = TreeWalk.preOrder(TreeWalk.left(numbers(DEEP)));
        assertThat(walk.state()).isEqualTo(CoroutineState.CREATED);
        assertThat(walk.next()).isEqualTo(DEEP - 1);
        assertThat(walk.trace()).hasSize(1);
        assertThat(walk.next()).isEqualTo(DEEP - 2);
        assertThat(walk.trace()).hasSize(2);
        walk.close();
    }

    @Test
    void a_walk_paused_a_million_deep_is_closed() {
        Generator<Integer, Void, Void> walk = TreeWalk.inOrder(TreeWalk.left(numbers(DEEP)));
        assertThat(walk.next()).isZero();
        assertThat(walk.trace()).hasSize(DEEP);
        walk.close();
        assertThat(walk.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(walk.hasNext()).isFalse();
    }

    @Test
    void two_walks_of_one_tree_do_not_know_each_other() {
        TreeWalk.Node<Integer> tree = TreeWalk.balanced(numbers(7));
        Iterator<Integer> slow = TreeWalk.inOrder(tree);
        Iterator<Integer> fast = TreeWalk.inOrder(tree);
        for (int i = 0; i < 3; i++) {
            assertThat(slow.next()).isEqualTo(i);
            assertThat(fast.next()).isEqualTo(2 * i);
            assertThat(fast.next()).isEqualTo(2 * i + 1);
        }
    }

    private final Printed out = new Printed();
    private final Printed err = new Printed();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b c d e f g          | a b c d e f g
            --pre a b c d e f g    | d b a c f e g
            a b c --post d e f g   | a c b e g f d
            --pre --left a b c     | c b a
            --post --right a b c   | c b a
            --size 3 x             | 0 1 2 x
            --left --size 1000000  | 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ... 1000000 in all
            """)
    void program_prints_the_values(String args, String printed) {
        assertThat(TreeWalk.run(out, err, args.split(" "))).isZero();
        assertThat(out.text()).isEqualTo(printed + "\n");
        assertThat(err.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --size           | --size needs a number to 10000000, got ''
            --size -1        | --size needs a number to 10000000, got '-1'
            --size 10000001  | --size needs a number to 10000000, got '10000001'
            --size 999999999 | --size needs a number to 10000000, got '999999999'
            --pre            | nothing to put into the tree
            --help           | no such option: --help
            """)
    void program_refuses_what_it_does_not_understand(String args, String message) {
        assertThat(TreeWalk.run(out, err, args.split(" "))).isEqualTo(2);
        assertThat(err.text()).startsWith("TreeWalk: " + message + "\nusage: TreeWalk ");
        assertThat(out.text()).isEmpty();
    }
}
