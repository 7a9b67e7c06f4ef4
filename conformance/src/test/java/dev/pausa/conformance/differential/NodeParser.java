package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of a {@link Node}. */
final class NodeParser {
    private static final Pattern TOKEN = Pattern.compile("\\s+|;[^\\n]*|([()])|([^\\s();]+)");

    private final List<String> tokens = new ArrayList<>();
    private int next;

    NodeParser(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null || matcher.group(2) != null) {
                tokens.add(matcher.group());
            }
        }
    }

    Node parse() {
        Node node = node();
        if (next < tokens.size()) {
            throw new IllegalArgumentException("more text after the end: " + tokens.get(next));
        }
        return node;
    }

    private Node node() {
        String token = take();
        if (token.equals(")")) {
            throw new IllegalArgumentException("unexpected )");
        }
        return token.equals("(") ? form() : Node.of(token);
    }

    private Node form() {
        String head = take();
        List<Node> parts = new ArrayList<>();
        while (!peek().equals(")")) {
            parts.add(node());
        }
        take();
        return new Node(head, parts);
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private String peek() {
        if (next == tokens.size()) {
            throw new IllegalArgumentException("the text ends too early");
        }
        return tokens.get(next);
    }
}
