import static dev.pausa.Generator.*;

import dev.pausa.*;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints the permutations of its arguments in lexicographic order, each once, or the k-th of them:
 *
 * <pre>
 * ./pausa examples/Permutations.java a b c
 * ./pausa examples/Permutations.java --nth 1000000 0 1 2 3 4 5 6 7 8 9</pre>
 *
 * <p>The generator is the recursion that everybody would write, with a {@code yield} where a list
 * would be added to a result. It makes a permutation when one is asked for, so that {@code
 * stream().limit(5)} makes five of them, also when there are more than atoms in the universe.
 */
public final class Permutations {

  /** The permutations of sorted items in lexicographic order; equal ones are given once. */
  public static <T> Generator<List<T>, Void, Void> permutations(List<T> sorted) {
    return permutations(List.of(), sorted);
  }

  /** Those that begin with {@code head} and go on with a permutation of {@code rest}. */
  private static <T> Generator<List<T>, Void, Void> permutations(List<T> head, List<T> rest) {
    return generator(g -> {
      if (rest.isEmpty()) g.yield(head);
      for (int i = 0; i < rest.size(); i++) {
        T next = rest.get(i);
        if (i > 0 && next.equals(rest.get(i - 1))) continue;
        g.yieldFrom(permutations(with(head, next), without(rest, i))); // all of its values are ours
      }
    });
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> shorter = new ArrayList<>(list);
    shorter.remove(index);
    return shorter;
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final String USAGE =
      """
      usage: Permutations [--nth K] ITEM...
      Prints the permutations of the items in lexicographic order, or only the K-th, counted from 1.
      Exit status: 0 all is well, 1 there is no K-th permutation, 2 wrong usage.
      """;

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the program and returns its exit status. */
  static int run(PrintStream out, PrintStream err, String... args) {
    try {
      boolean one = args.length > 0 && args[0].equals("--nth");
      long k = one ? number(args.length > 1 ? args[1] : "") : 0;
      List<String> items = Stream.of(args).skip(one ? 2 : 0).sorted().toList();
      if (items.isEmpty()) throw new IllegalArgumentException("there are no items");
      if (items.get(0).startsWith("--")) {
        throw new IllegalArgumentException("no such option: " + items.get(0));
      }
      return one ? printNth(k, items, out, err) : printAll(items, out);
    } catch (IllegalArgumentException wrong) {
      err.println("Permutations: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
  }

  private static long number(String k) {
    if (k.matches("0*[1-9][0-9]{0,17}")) return Long.parseLong(k);
    throw new IllegalArgumentException("--nth needs a number from 1, got '" + k + "'");
  }

  private static int printAll(List<String> items, PrintStream out) {
    try (var all = permutations(items)) { // closes it, for the loop may leave it half-way
      for (List<String> permutation : all) {
        out.println(String.join(" ", permutation));
        if (out.checkError()) break; // nobody reads any more, as in "| head"
      }
    }
    return 0;
  }

  private static int printNth(long k, List<String> items, PrintStream out, PrintStream err) {
    try (Stream<List<String>> all = permutations(items).stream()) { // closes the generator
      Optional<List<String>> nth = all.skip(k - 1).findFirst();
      nth.ifPresentOrElse(
          permutation -> out.println(String.join(" ", permutation)),
          () -> err.println("Permutations: there is no permutation " + k + " of these items"));
      return nth.isPresent() ? 0 : 1;
    }
  }
}
