import static dev.pausa.Generator.*;

import dev.pausa.*;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Walks a binary tree with recursive generators, and prints the values as they come:
 *
 * <pre>
 * ./pausa examples/TreeWalk.java --pre a b c d e f g
 * ./pausa examples/TreeWalk.java --left --size 1000000</pre>
 *
 * <p>Each walk is the definition of its order, written down. An iterator by hand needs a stack, and
 * for the post-order a note in it of what is done. Here every call makes a generator, and {@code
 * yieldFrom} runs the inner one in the place of the outer one: a value goes straight from where it
 * is yielded to whoever asked, at the same cost at any depth. A walk that is half done lies on the
 * heap, not on the thread's stack. So it can walk a tree that is a chain of a million nodes, too.
 */
public final class TreeWalk {

  /** A tree is its root, and null is the empty tree. */
  public record Node<T>(Node<T> left, T value, Node<T> right) {}

  // ---- The walks --------------------------------------------------------------------------------

  /** A node between what is left and what is right of it; of a search tree this is sorted. */
  public static <T> Generator<T, Void, Void> inOrder(Node<T> tree) {
    return generator(g -> {
      if (tree == null) return;
      g.yieldFrom(inOrder(tree.left));
      g.yield(tree.value); // pauses here, until the next value is asked for
      g.yieldFrom(inOrder(tree.right));
    });
  }

  /** A node before what is below it. */
  public static <T> Generator<T, Void, Void> preOrder(Node<T> tree) {
    return generator(g -> {
      if (tree == null) return;
      g.yield(tree.value);
      g.yieldFrom(preOrder(tree.left));
      g.yieldFrom(preOrder(tree.right));
    });
  }

  /** A node after what is below it. */
  public static <T> Generator<T, Void, Void> postOrder(Node<T> tree) {
    return generator(g -> {
      if (tree == null) return;
      g.yieldFrom(postOrder(tree.left));
      g.yieldFrom(postOrder(tree.right));
      g.yield(tree.value);
    });
  }

  // ---- Trees to walk: three shapes that hold the same values, in the same order ----------------

  /** As flat as can be. */
  public static <T> Node<T> balanced(List<T> values) {
    if (values.isEmpty()) return null;
    int middle = values.size() / 2;
    return new Node<>(
        balanced(values.subList(0, middle)),
        values.get(middle),
        balanced(values.subList(middle + 1, values.size())));
  }

  /** A chain: each node is left of the one above it. */
  public static <T> Node<T> left(List<T> values) {
    Node<T> tree = null;
    for (T value : values) tree = new Node<>(tree, value, null);
    return tree;
  }

  /** A chain: each node is right of the one above it. */
  public static <T> Node<T> right(List<T> values) {
    Node<T> tree = null;
    for (int i = values.size(); i-- > 0; ) tree = new Node<>(null, values.get(i), tree);
    return tree;
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final int SHOWN = 20;
  private static final int LARGEST = 10_000_000;

  private static final String USAGE =
      """
      usage: TreeWalk [--in | --pre | --post] [--balanced | --left | --right] (WORD... | --size N)
      Makes a tree of this shape (default: --balanced) that holds the words, or the numbers below N,
      walks it in this order (default: --in), and prints the values, the first %d of them.
      Exit status: 0 all is well, 2 wrong usage.
      """
          .formatted(SHOWN);

  private String order = "--in";
  private String shape = "--balanced";

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the program and returns its exit status. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      TreeWalk program = new TreeWalk();
      print(program.walk(program.parse(List.of(args).iterator())), out);
      return 0;
    } catch (IllegalArgumentException wrong) {
      err.println("TreeWalk: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
  }

  /** Reads the arguments, and returns the values to put into the tree. */
  private List<?> parse(Iterator<String> args) {
    List<Object> values = new ArrayList<>();
    while (args.hasNext()) {
      String arg = args.next();
      switch (arg) {
        case "--in", "--pre", "--post" -> order = arg;
        case "--balanced", "--left", "--right" -> shape = arg;
        case "--size" -> values.addAll(numbersBelow(args.hasNext() ? args.next() : ""));
        default -> {
          if (arg.startsWith("-")) throw new IllegalArgumentException("no such option: " + arg);
          values.add(arg);
        }
      }
    }
    if (values.isEmpty()) throw new IllegalArgumentException("nothing to put into the tree");
    return values;
  }

  private static List<Integer> numbersBelow(String size) {
    if (!size.matches("[0-9]{1,8}") || Integer.parseInt(size) > LARGEST) {
      throw new IllegalArgumentException(
          "--size needs a number to " + LARGEST + ", got '" + size + "'");
    }
    return IntStream.range(0, Integer.parseInt(size)).boxed().toList();
  }

  private <T> Generator<T, Void, Void> walk(List<T> values) {
    Node<T> tree =
        switch (shape) {
          case "--left" -> left(values);
          case "--right" -> right(values);
          default -> balanced(values);
        };
    return switch (order) {
      case "--pre" -> preOrder(tree);
      case "--post" -> postOrder(tree);
      default -> inOrder(tree);
    };
  }

  private static void print(Generator<?, ?, ?> walk, PrintStream out) {
    int count = 0;
    for (Object value : walk) {
      if (count++ < SHOWN) out.print((count == 1 ? "" : " ") + value);
    }
    out.println(count > SHOWN ? " ... " + count + " in all" : "");
  }
}
