package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a program smaller as long as it still shows a difference. Each round tries every program that is one change
 * smaller and goes on with the smallest of them that still differs.
 */
final class Minimiser {
    /** How many candidates are tried at once. */
    private static final int BATCH = 200;

    private final Function<List<Node>, List<Optional<Difference>>> compare;

    /** Makes one; {@code compare} runs a batch and tells for each program where its traces differ. */
    Minimiser(Function<List<Node>, List<Optional<Difference>>> compare) {
        this.compare = compare;
    }

    /** Returns the smallest program found; the one given if none is smaller. */
    Difference minimise(Difference found) {
        Difference best = found;
        for (Optional<Difference> next = smaller(best); next.isPresent(); next = smaller(best)) {
            best = next.get();
        }
        return best;
    }

    private Optional<Difference> smaller(Difference found) {
        List<Node> candidates = changed(found.program()).stream()
                .filter(Grammar::isProgram)
                .distinct()
                .filter(candidate -> candidate.size() < found.program().size())
                .sorted(Comparator.comparingInt(Node::size))
                .toList();
        for (int first = 0; first < candidates.size(); first += BATCH) {
            List<Node> batch = candidates.subList(first, Math.min(candidates.size(), first + BATCH));
            Optional<Difference> smallest =
                    compare.apply(batch).stream().flatMap(Optional::stream).findFirst();
            if (smallest.isPresent()) {
                return smallest;
            }
        }
        return Optional.empty();
    }

    /** All trees that are one change away: a part left out, or replaced by parts of its own, or by something simple. */
    private static List<Node> changed(Node node) {
        List<Node> results = new ArrayList<>();
        for (int i = 0; i < node.parts().size(); i++) {
            Node part = node.part(i);
            results.add(node.without(i));
            if (!part.parts().isEmpty()) {
                results.add(node.with(i, Node.of("null")));
                part.parts().forEach(inner -> results.addAll(replaced(node, part, inner)));
            }
            int index = i;
            changed(part).forEach(smaller -> results.add(node.with(index, smaller)));
        }
        return results;
    }

    /** The tree with {@code inner} in place of {@code part}, or with what {@code inner} is made of. */
    private static List<Node> replaced(Node node, Node part, Node inner) {
        int index = node.parts().indexOf(part);
        return List.of(node.with(index, inner), spliced(node, index, inner), spliced(node, index, part));
    }

    private static Node spliced(Node node, int index, Node block) {
        List<Node> parts = new ArrayList<>(node.parts());
        parts.remove(index);
        parts.addAll(index, block.parts());
        return new Node(node.head(), parts);
    }
}
