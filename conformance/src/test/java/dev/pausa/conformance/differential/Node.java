package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A program, or a part of one, as a tree: {@code (head part ...)}. A node without parts is written without parentheses,
 * so that numbers and words are nodes too. {@link Grammar} says which trees are programs.
 *
 * @param head what it is
 * @param parts what it is made of, in the order of the text
 */
public record Node(String head, List<Node> parts) {
    /** Copies the parts. */
    public Node {
        parts = List.copyOf(parts);
    }

    static Node of(String head, Node... parts) {
        return new Node(head, List.of(parts));
    }

    static Node of(int number) {
        return of(Integer.toString(number));
    }

    Node part(int index) {
        return parts.get(index);
    }

    boolean is(String name) {
        return head.equals(name);
    }

    /** The head as a number. */
    int number() {
        return Integer.parseInt(head);
    }

    /** The number that is the part at {@code index}. */
    int number(int index) {
        return part(index).number();
    }

    /** The parts with a head. */
    List<Node> all(String name) {
        return parts.stream().filter(part -> part.is(name)).toList();
    }

    boolean has(String name) {
        return parts.stream().anyMatch(part -> part.is(name));
    }

    /** The parts from {@code index} on. */
    List<Node> from(int index) {
        return parts.subList(index, parts.size());
    }

    Node with(int index, Node part) {
        List<Node> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new Node(head, changed);
    }

    Node without(int index) {
        List<Node> changed = new ArrayList<>(parts);
        changed.remove(index);
        return new Node(head, changed);
    }

    /** How many nodes the tree has. */
    int size() {
        return 1 + parts.stream().mapToInt(Node::size).sum();
    }

    /** The tree on one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        if (parts.isEmpty()) {
            text.append(head);
            return;
        }
        text.append('(').append(head);
        for (Node part : parts) {
            text.append(' ');
            part.write(text);
        }
        text.append(')');
    }

    /** The tree on several lines, short subtrees on one. */
    String pretty() {
        StringBuilder text = new StringBuilder();
        writePretty(text, 0);
        return text.append('\n').toString();
    }

    private static final int WIDTH = 100;

    private void writePretty(StringBuilder text, int indent) {
        String flat = toString();
        if (indent + flat.length() <= WIDTH) {
            text.append(flat);
            return;
        }
        text.append('(').append(head);
        for (Node part : parts) {
            text.append('\n').append(" ".repeat(indent + 2));
            part.writePretty(text, indent + 2);
        }
        text.append(')');
    }

    /** Reads a tree; text from {@code ;} to the end of the line is a comment. */
    static Node parse(String text) {
        return new NodeParser(text).parse();
    }
}
