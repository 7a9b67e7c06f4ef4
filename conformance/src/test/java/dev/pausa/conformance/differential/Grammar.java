package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which trees are programs.
 *
 * <pre>
 * program   (program body* foreign* (script op*))
 *
 * body      (body stmt*)                  one coroutine of each is made at the start: number 0, 1, ...
 * stmt      (log expr)  (set VAR expr)  (count)                  VAR is 0 to 2; count changes a long
 *           (if expr block block)  (loop TIMES block)  break  continue        if tests for "not null"
 *           (try block (catch TYPE block)* (finally block)?)
 *           (raise KIND expr)  reraise
 *           (chain KIND expr)             from the exception being handled; KIND is Oops, Bang or Halt
 *           (return expr)
 *           (drive op)                    a re-entrant drive whose outcome is only logged
 * block     (do stmt*)
 * expr      NUMBER  null  (var VAR)  total  (exc KIND expr)      total is what count changes
 *           (join expr*)  (concat expr expr)  (add expr expr)  (addlong expr expr)  (pick expr expr expr)
 *           (suspend expr)  (await target)
 *           (call op)                     a drive whose outcome is the expression's; null for a close
 * target    (shared COROUTINE)  (view COROUTINE)  (fresh OFFSET)  (foreign N)  nothing
 *           (deep LEVELS OFFSET)          a fresh one under a chain of LEVELS others
 *
 * foreign   (foreign (await reaction)? (next reaction*) (send reaction*)? (throw reaction*)? (close reaction*)? once?)
 *                                         without (send ...) it has no such method; once: one iterator for all awaits
 * reaction  (yield value)  (stop value)  (raise KIND value)  echo  rethrow  nothing  (after op reaction)
 * value     NUMBER  null
 *
 * op        (send C value)  (throw C KIND value)  (close C)  (state C)    C is a coroutine: those of the bodies, then the
 *           (step C value)  (stepthrow C KIND value)                      fresh ones in the order of their making
 *           (next C)  (viewsend C value)  (viewthrow C KIND value)  (viewclose C)
 * KIND      Oops  Bang  Halt  StopIteration  SubStop  GeneratorExit  SubExit
 * TYPE      KIND  Exception  BaseException  StateError  TypeError  AttributeError
 * </pre>
 */
final class Grammar {
    /** The number of variables of a body. */
    static final int VARIABLES = 3;

    static final List<String> KINDS =
            List.of("Oops", "Bang", "Halt", "StopIteration", "SubStop", "GeneratorExit", "SubExit");

    /** The kinds that can have a cause in Java. */
    private static final List<Node> CHAINED = List.of(Node.of("Oops"), Node.of("Bang"), Node.of("Halt"));

    /** What each type that can be caught extends. */
    private static final Map<String, String> SUPERTYPES = Map.ofEntries(
            Map.entry("Oops", "Exception"),
            Map.entry("Bang", "Exception"),
            Map.entry("Halt", "BaseException"),
            Map.entry("StopIteration", "Exception"),
            Map.entry("SubStop", "StopIteration"),
            Map.entry("GeneratorExit", "BaseException"),
            Map.entry("SubExit", "GeneratorExit"),
            Map.entry("StateError", "Exception"),
            Map.entry("TypeError", "Exception"),
            Map.entry("AttributeError", "Exception"),
            Map.entry("Exception", "BaseException"),
            Map.entry("BaseException", ""));

    static final List<String> TYPES = SUPERTYPES.keySet().stream().sorted().toList();

    /** What a statement stands in. */
    private record Place(boolean inLoop, boolean inHandler) {}

    private Grammar() {}

    static boolean isProgram(Node node) {
        if (!node.is("program") || node.parts().isEmpty()) {
            return false;
        }
        int last = node.parts().size() - 1;
        int bodies = node.all("body").size();
        Node script = node.part(last);
        return script.is("script")
                && node.parts().subList(0, bodies).stream().allMatch(Grammar::isBody)
                && node.parts().subList(bodies, last).stream().allMatch(Grammar::isForeign)
                && script.parts().stream().allMatch(Grammar::isOp);
    }

    private static boolean isBody(Node node) {
        return node.is("body") && areStatements(node.parts(), new Place(false, false));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Statements
    // ------------------------------------------------------------------------------------------------------------------

    private static boolean isBlock(Node node, Place place) {
        return node.is("do") && areStatements(node.parts(), place);
    }

    private static boolean areStatements(List<Node> nodes, Place place) {
        return nodes.stream().allMatch(node -> isStatement(node, place));
    }

    private static boolean isStatement(Node node, Place place) {
        return switch (node.head()) {
            case "log", "return" -> has(node, 1) && isExpression(node.part(0));
            case "set" -> has(node, 2) && isNumber(node.part(0), VARIABLES) && isExpression(node.part(1));
            case "count" -> has(node, 0);
            case "if" ->
                has(node, 3)
                        && isExpression(node.part(0))
                        && isBlock(node.part(1), place)
                        && isBlock(node.part(2), place);
            case "loop" ->
                has(node, 2) && isNumber(node.part(0), 10) && isBlock(node.part(1), new Place(true, place.inHandler));
            case "break", "continue" -> has(node, 0) && place.inLoop;
            case "try" -> isTry(node, place);
            case "raise" -> has(node, 2) && isKind(node.part(0)) && isExpression(node.part(1));
            case "chain" ->
                has(node, 2) && CHAINED.contains(node.part(0)) && isExpression(node.part(1)) && place.inHandler;
            case "reraise" -> has(node, 0) && place.inHandler;
            case "drive" -> has(node, 1) && isOp(node.part(0));
            default -> false;
        };
    }

    private static boolean isTry(Node node, Place place) {
        if (node.parts().size() < 2 || !isBlock(node.part(0), place)) {
            return false;
        }
        List<String> caught = new ArrayList<>();
        for (Node clause : node.from(1)) {
            boolean isLast = clause == node.part(node.parts().size() - 1);
            boolean isRight = clause.is("finally")
                    ? isLast && has(clause, 1) && isBlock(clause.part(0), place)
                    : isHandler(clause, caught, place);
            if (!isRight) {
                return false;
            }
        }
        return true;
    }

    /** A handler that can never be reached is a compile-time error in Java. */
    private static boolean isHandler(Node node, List<String> caught, Place place) {
        if (!node.is("catch")
                || !has(node, 2)
                || !SUPERTYPES.containsKey(node.part(0).head())
                || !isBlock(node.part(1), new Place(place.inLoop, true))) {
            return false;
        }
        String type = node.part(0).head();
        for (String t = type; !t.isEmpty(); t = SUPERTYPES.get(t)) {
            if (caught.contains(t)) {
                return false;
            }
        }
        return caught.add(type);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Expressions
    // ------------------------------------------------------------------------------------------------------------------

    private static boolean isExpression(Node node) {
        return switch (node.head()) {
            case "var" -> has(node, 1) && isNumber(node.part(0), VARIABLES);
            case "total" -> has(node, 0);
            case "exc" -> has(node, 2) && isKind(node.part(0)) && isExpression(node.part(1));
            case "join" -> areExpressions(node.parts());
            case "concat", "add", "addlong" -> has(node, 2) && areExpressions(node.parts());
            case "pick" -> has(node, 3) && areExpressions(node.parts());
            case "suspend" -> has(node, 1) && isExpression(node.part(0));
            case "await" -> has(node, 1) && isTarget(node.part(0));
            case "call" -> has(node, 1) && isOp(node.part(0));
            default -> isValue(node);
        };
    }

    private static boolean areExpressions(List<Node> nodes) {
        return nodes.stream().allMatch(Grammar::isExpression);
    }

    private static boolean isTarget(Node node) {
        return switch (node.head()) {
            case "shared", "view", "fresh", "foreign" -> has(node, 1) && isNumber(node.part(0), 1000);
            case "deep" -> has(node, 2) && isNumber(node.part(0), 300) && isNumber(node.part(1), 1000);
            default -> isNothing(node);
        };
    }

    private static boolean isValue(Node node) {
        return has(node, 0) && (node.is("null") || isNumber(node, 1000));
    }

    private static boolean isNothing(Node node) {
        return node.is("nothing") && has(node, 0);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Foreign awaitables and drives
    // ------------------------------------------------------------------------------------------------------------------

    private static final Set<String> METHODS = Set.of("await", "next", "send", "throw", "close", "once");

    private static boolean isForeign(Node node) {
        return node.is("foreign")
                && node.parts().stream().map(Node::head).distinct().count()
                        == node.parts().size()
                && node.parts().stream().allMatch(Grammar::isMethod);
    }

    private static boolean isMethod(Node node) {
        return METHODS.contains(node.head())
                && node.parts().stream().allMatch(reaction -> isReaction(reaction, node.head()));
    }

    private static boolean isReaction(Node node, String method) {
        return switch (node.head()) {
            case "yield", "stop" -> has(node, 1) && isValue(node.part(0));
            case "raise" -> has(node, 2) && isKind(node.part(0)) && isValue(node.part(1));
            case "echo" -> has(node, 0) && method.equals("send");
            case "rethrow" -> has(node, 0) && method.equals("throw");
            case "after" -> has(node, 2) && isOp(node.part(0)) && isReaction(node.part(1), method);
            default -> isNothing(node);
        };
    }

    private static boolean isOp(Node node) {
        return switch (node.head()) {
            case "close", "state", "next", "viewclose" -> has(node, 1) && isNumber(node.part(0), 1000);
            case "send", "step", "viewsend" -> has(node, 2) && isNumber(node.part(0), 1000) && isValue(node.part(1));
            case "throw", "stepthrow", "viewthrow" ->
                has(node, 3) && isNumber(node.part(0), 1000) && isKind(node.part(1)) && isValue(node.part(2));
            default -> false;
        };
    }

    // ------------------------------------------------------------------------------------------------------------------

    private static boolean has(Node node, int parts) {
        return node.parts().size() == parts;
    }

    private static boolean isKind(Node node) {
        return has(node, 0) && KINDS.contains(node.head());
    }

    private static boolean isNumber(Node node, int below) {
        return has(node, 0) && node.head().matches("\\d{1,3}") && node.number() < below;
    }
}
