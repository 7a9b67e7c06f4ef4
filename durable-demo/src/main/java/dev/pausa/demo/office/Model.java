package dev.pausa.demo.office;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Stands for a language model: what it wants next follows from the talk so far, always in the same way. */
final class Model {
    private static final Pattern FOUND = Pattern.compile("(\\S+) costs (\\d+)");
    private static final Pattern TASK = Pattern.compile("(\\d+) (\\w+?)s?\\b.*");

    private Model() {}

    static Map<String, String> next(JsonNode request) {
        JsonNode talk = request.path("talk");
        JsonNode last = talk.path(talk.size() - 1);
        String said = last.path("text").asString();
        return switch (last.path("role").asString()) {
            case "user" -> tool("search", part(TASK, said, 2));
            case "search" -> tool("budget", said);
            case "budget" ->
                action("approve", "", "Order " + order(talk) + " for " + price(talk) + "? The budget is " + said + ".");
            case "approval" ->
                said.startsWith("approved")
                        ? tool("order", order(talk))
                        : action("answer", "", "Nothing was ordered: " + said + ".");
            default -> action("answer", "", "Ordered " + order(talk) + ", " + said + ".");
        };
    }

    private static Map<String, String> tool(String name, String input) {
        return action("tool", name, input);
    }

    private static Map<String, String> action(String kind, String name, String text) {
        return Map.of("kind", kind, "name", name, "text", text);
    }

    private static String order(JsonNode talk) {
        return part(TASK, text(talk, "user"), 1) + " " + part(FOUND, text(talk, "search"), 1);
    }

    private static int price(JsonNode talk) {
        return Integer.parseInt(part(TASK, text(talk, "user"), 1))
                * Integer.parseInt(part(FOUND, text(talk, "search"), 2));
    }

    private static String text(JsonNode talk, String role) {
        for (JsonNode message : talk) {
            if (message.path("role").asString().equals(role)) {
                return message.path("text").asString();
            }
        }
        throw new IllegalArgumentException("nobody has said anything as " + role);
    }

    private static String part(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("the model does not understand: " + text);
        }
        return matcher.group(group);
    }
}
