import static dev.pausa.Generator.*;

import dev.pausa.*;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether two trees have the same leaves in the same order, whatever their shapes are:
 *
 * <pre>
 * ./pausa examples/SameFringe.java "((to be) (or not))" "(to (be (or (not))))"</pre>
 *
 * <p>A classic of coroutines: two recursive walks that must go in step. A walk that calls back for
 * each leaf cannot, for neither of them may run to its end before the other one begins; and to
 * collect the leaves first is a waste if the very first ones differ. As generators both walks wait
 * for whoever compares. He stops at the first difference, and nobody ever looks at what lies behind
 * it.
 */
public final class SameFringe {

  /** A leaf, or a fork of any number of trees. */
  public sealed interface Tree permits Leaf, Fork {}

  /** The end of a branch. */
  public record Leaf(String name) implements Tree {}

  /** Its children may be made as they are asked for. */
  public record Fork(Iterable<Tree> children) implements Tree {}

  /** Where two fringes differ first, from 1, and what is there: null behind the last leaf. */
  public record Difference(int position, String first, String second) {}

  /** The leaves of a tree, from left to right. */
  public static Generator<String, Void, Void> fringe(Tree tree) {
    return generator(g -> {
      if (tree instanceof Leaf leaf) g.yield(leaf.name);
      if (tree instanceof Fork fork) {
        for (Tree child : fork.children) g.yieldFrom(fringe(child));
      }
    });
  }

  /** Compares leaf by leaf. Then both are closed, wherever they stand: what the try is for. */
  public static Optional<Difference> compare(
      Generator<String, ?, ?> first, Generator<String, ?, ?> second) {
    try (first; second) {
      for (int position = 1; ; position++) {
        String one = first.hasNext() ? first.next() : null;
        String other = second.hasNext() ? second.next() : null;
        if (!Objects.equals(one, other)) return Optional.of(new Difference(position, one, other));
        if (one == null) return Optional.empty();
      }
    }
  }

  // ---- Trees as text ----------------------------------------------------------------------------

  private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");

  /** Reads a tree such as {@code (a (b c))}. */
  public static Tree parse(String text) {
    Deque<List<Tree>> open = new ArrayDeque<>();
    open.push(new ArrayList<>());
    for (Matcher token = TOKEN.matcher(text); token.find(); ) {
      switch (token.group()) {
        case "(" -> open.push(new ArrayList<>());
        case ")" -> {
          List<Tree> children = open.pop();
          if (open.isEmpty()) throw malformed(text, token.start() + 1, "')' without '('");
          open.peek().add(new Fork(children));
        }
        default -> open.peek().add(new Leaf(token.group()));
      }
    }
    if (open.size() > 1) throw malformed(text, text.length() + 1, "')' is missing");
    if (open.peek().size() != 1) throw malformed(text, 1, "expected one leaf or one (...)");
    return open.peek().get(0);
  }

  private static IllegalArgumentException malformed(String text, int column, String why) {
    return new IllegalArgumentException("'" + text + "', column " + column + ": " + why);
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final String USAGE =
      """
      usage: SameFringe TREE TREE
      Tells whether two trees, such as "(a (b c))", have the same leaves in the same order.
      Exit status: 0 they have, 1 they have not, 2 wrong usage.
      """;

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the program and returns its exit status. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      if (args.length != 2) throw new IllegalArgumentException("give it two trees");
      Optional<Difference> found = compare(fringe(parse(args[0])), fringe(parse(args[1])));
      out.println(found.map(SameFringe::describe).orElse("the same leaves"));
      return found.isPresent() ? 1 : 0;
    } catch (IllegalArgumentException wrong) {
      err.println("SameFringe: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
  }

  private static String describe(Difference difference) {
    return "leaf %d differs: %s and %s".formatted(
        difference.position, orNone(difference.first), orNone(difference.second));
  }

  private static String orNone(String leaf) {
    return leaf == null ? "none" : "'" + leaf + "'";
  }
}
