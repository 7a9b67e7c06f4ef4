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
 * body      (body stmt*)  (gen stmt*)  (agen stmt*)      a coroutine's, a generator's, an asynchronous generator's
 *                                       one object of each is made at the start: number 0, 1, ...
 * stmt      (log expr)  (set VAR expr)  (count)                  VAR is 0 to 2; count changes a long
 *           (if expr block block)  (loop TIMES block)  break  continue        if tests for "not null"
 *           (try block (catch TYPE block)* (finally block)?)
 *           (raise KIND expr)  reraise
 *           (chain KIND expr)             from the exception being handled; KIND is Oops, Bang or Halt
 *           (return expr)                 an asynchronous generator drops the value
 *           (drive op)                    a re-entrant drive whose outcome is only logged
 *           (for VAR C block)             a loop over a generator
 *           (asyncfor VAR C block)        a loop over an asynchronous generator; not in a generator
 *           (yieldall reaction* (close reaction)?)       of an iterator that reacts to each call; only in a generator
 * block     (do stmt*)
 * expr      NUMBER  null  (var VAR)  total  (exc KIND expr)      total is what count changes
 *           (join expr*)  (concat expr expr)  (add expr expr)  (addlong expr expr)  (pick expr expr expr)
 *           (suspend expr)  (await target)               not in a generator
 *           (yield expr)                  only in generators of both kinds
 *           (yieldfrom inner)             only in a generator
 *           (call op)                     a drive whose outcome is the expression's; null for a close
 * target    inner  (view C)  (foreign N)  step
 *           (deepsteps LEVELS OFFSET)     as deep, but the others are asynchronous generators
 * inner     (shared C)  (fresh OFFSET)  nothing          OFFSET counts the bodies after this one
 *           (deep LEVELS OFFSET)          a fresh one under a chain of LEVELS others
 * step      (anext A)  (asend A value)  (athrow A KIND value)  (aclose A)     of an asynchronous generator: C, or
 *                                       (fresh OFFSET) in a body
 *
 * foreign   (foreign (await reaction)? (next reaction*) (send reaction*)? (throw reaction*)? (close reaction*)? once?)
 *                                         without (send ...) it has no such method; once: one iterator for all awaits
 * reaction  (yield value)  (stop value)  (raise KIND value)  echo  rethrow  nothing  (after op reaction)
 * value     NUMBER  null
 *
 * op        (send C value)  (throw C KIND value)  (close C)  (state C)    C is an object: those of the bodies, then
 *           (step C value)  (stepthrow C KIND value)                      fresh ones and steps as they are made;
 *           (next C)  (viewsend C value)  (viewthrow C KIND value)  (viewclose C)      (last N) counts from the end
 *           (keep step)  (begin step)     makes a step, which gets a number, and begins it
 * KIND      Oops  Bang  Halt  StopIteration  SubStop  GeneratorExit  SubExit  StopAsyncIteration
 * TYPE      KIND  Exception  BaseException  StateError  TypeError  AttributeError
 * </pre>
 */
final class Grammar {
    /** The number of variables of a body. */
    static final int VARIABLES = 3;

    static final List<String> KINDS = List.of(
            "Oops", "Bang", "Halt", "StopIteration", "SubStop", "GeneratorExit", "SubExit", "StopAsyncIteration");

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
            Map.entry("StopAsyncIteration", "Exception"),
            Map.entry("StateError", "Exception"),
            Map.entry("TypeError", "Exception"),
            Map.entry("AttributeError", "Exception"),
            Map.entry("Exception", "BaseException"),
            Map.entry("BaseException", ""));

    static final List<String> TYPES = SUPERTYPES.keySet().stream().sorted().toList();

    /** The heads of bodies. */
    static final Set<String> BODIES = Set.of("body", "gen", "agen");

    /**
     * What a statement or an expression stands in.
     *
     * @param body the head of the body
     */
    private record Place(String body, boolean inLoop, boolean inHandler) {
        boolean mayAwait() {
            return !body.equals("gen");
        }

        boolean mayYield() {
            return !body.equals("body");
        }

        Place loop() {
            return new Place(body, true, inHandler);
        }

        Place handler() {
            return new Place(body, inLoop, true);
        }
    }

    private Grammar() {}

    static boolean isProgram(Node node) {
        if (!node.is("program") || node.parts().isEmpty()) {
            return false;
        }
        int last = node.parts().size() - 1;
        int bodies = bodies(node).size();
        Node script = node.part(last);
        return script.is("script")
                && node.parts().subList(0, bodies).stream().allMatch(Grammar::isBody)
                && node.parts().subList(bodies, last).stream().allMatch(Grammar::isForeign)
                && script.parts().stream().allMatch(Grammar::isOp);
    }

    /** The bodies of a program. */
    static List<Node> bodies(Node program) {
        return program.parts().stream()
                .filter(part -> BODIES.contains(part.head()))
                .toList();
    }

    private static boolean isBody(Node node) {
        return BODIES.contains(node.head()) && areStatements(node.parts(), new Place(node.head(), false, false));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements
    // -----------------------------------------------------------------------------------------------------------------

    private static boolean isBlock(Node node, Place place) {
        return node.is("do") && areStatements(node.parts(), place);
    }

    private static boolean areStatements(List<Node> nodes, Place place) {
        return nodes.stream().allMatch(node -> isStatement(node, place));
    }

    private static boolean isStatement(Node node, Place place) {
        return switch (node.head()) {
            case "log", "return" -> has(node, 1) && isExpression(node.part(0), place);
            case "set" -> has(node, 2) && isVariable(node.part(0)) && isExpression(node.part(1), place);
            case "count" -> has(node, 0);
            case "if" ->
                has(node, 3)
                        && isExpression(node.part(0), place)
                        && isBlock(node.part(1), place)
                        && isBlock(node.part(2), place);
            case "loop" -> has(node, 2) && isNumber(node.part(0), 10) && isBlock(node.part(1), place.loop());
            case "for" -> isFor(node, place);
            case "asyncfor" -> isFor(node, place) && place.mayAwait();
            case "yieldall" -> isYieldAll(node) && !place.mayAwait();
            case "break", "continue" -> has(node, 0) && place.inLoop;
            case "try" -> isTry(node, place);
            case "raise" -> has(node, 2) && isKind(node.part(0)) && isExpression(node.part(1), place);
            case "chain" ->
                has(node, 2) && CHAINED.contains(node.part(0)) && isExpression(node.part(1), place) && place.inHandler;
            case "reraise" -> has(node, 0) && place.inHandler;
            case "drive" -> has(node, 1) && isOp(node.part(0));
            default -> false;
        };
    }

    private static boolean isFor(Node node, Place place) {
        return has(node, 3)
                && isVariable(node.part(0))
                && isObject(node.part(1))
                && isBlock(node.part(2), place.loop());
    }

    private static boolean isYieldAll(Node node) {
        return node.all("close").size() <= 1
                && node.parts().stream()
                        .allMatch(part -> part.is("close")
                                ? isMethod(part) && has(part, 1) && !isStop(part.part(0))
                                : isReaction(part, "items") && !isStop(part));
    }

    /** Returns whether a reaction ends a Python iterator with a value, which a Java one cannot. */
    private static boolean isStop(Node reaction) {
        return switch (reaction.head()) {
            case "stop" -> true;
            case "raise" ->
                reaction.part(0).is("StopIteration") || reaction.part(0).is("SubStop");
            case "after" -> isStop(reaction.part(1));
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
                || !isBlock(node.part(1), place.handler())) {
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

    // -----------------------------------------------------------------------------------------------------------------
    // Expressions
    // -----------------------------------------------------------------------------------------------------------------

    private static boolean isExpression(Node node, Place place) {
        return switch (node.head()) {
            case "var" -> has(node, 1) && isVariable(node.part(0));
            case "total" -> has(node, 0);
            case "exc" -> has(node, 2) && isKind(node.part(0)) && isExpression(node.part(1), place);
            case "join" -> areExpressions(node, place);
            case "concat", "add", "addlong" -> has(node, 2) && areExpressions(node, place);
            case "pick" -> has(node, 3) && areExpressions(node, place);
            case "suspend" -> has(node, 1) && areExpressions(node, place) && place.mayAwait();
            case "await" -> has(node, 1) && isTarget(node.part(0)) && place.mayAwait();
            case "yield" -> has(node, 1) && areExpressions(node, place) && place.mayYield();
            case "yieldfrom" -> has(node, 1) && isInner(node.part(0)) && !place.mayAwait();
            case "call" -> has(node, 1) && isOp(node.part(0));
            default -> isValue(node);
        };
    }

    private static boolean areExpressions(Node node, Place place) {
        return node.parts().stream().allMatch(part -> isExpression(part, place));
    }

    private static boolean isTarget(Node node) {
        return switch (node.head()) {
            case "view" -> has(node, 1) && isObject(node.part(0));
            case "foreign" -> has(node, 1) && isNumber(node.part(0), 1000);
            case "deepsteps" -> isDeep(node);
            default -> isInner(node) || isStep(node) && (isObject(node.part(0)) || isFresh(node.part(0)));
        };
    }

    private static boolean isInner(Node node) {
        return switch (node.head()) {
            case "shared" -> has(node, 1) && isObject(node.part(0));
            case "deep" -> isDeep(node);
            default -> isFresh(node) || isNothing(node);
        };
    }

    private static boolean isDeep(Node node) {
        return has(node, 2) && isNumber(node.part(0), 300) && isNumber(node.part(1), 1000);
    }

    private static boolean isFresh(Node node) {
        return node.is("fresh") && has(node, 1) && isNumber(node.part(0), 1000);
    }

    /** Returns whether this is a step, of whatever its first part is. */
    private static boolean isStep(Node node) {
        return switch (node.head()) {
            case "anext", "aclose" -> has(node, 1);
            case "asend" -> has(node, 2) && isValue(node.part(1));
            case "athrow" -> has(node, 3) && isKind(node.part(1)) && isValue(node.part(2));
            default -> false;
        };
    }

    private static boolean isVariable(Node node) {
        return isNumber(node, VARIABLES);
    }

    /** C. */
    private static boolean isObject(Node node) {
        return node.is("last") ? has(node, 1) && isNumber(node.part(0), 1000) : isNumber(node, 1000);
    }

    private static boolean isValue(Node node) {
        return has(node, 0) && (node.is("null") || isNumber(node, 1000));
    }

    private static boolean isNothing(Node node) {
        return node.is("nothing") && has(node, 0);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Foreign awaitables and drives
    // -----------------------------------------------------------------------------------------------------------------

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
            case "close", "state", "next", "viewclose" -> has(node, 1) && isObject(node.part(0));
            case "send", "step", "viewsend" -> has(node, 2) && isObject(node.part(0)) && isValue(node.part(1));
            case "throw", "stepthrow", "viewthrow" ->
                has(node, 3) && isObject(node.part(0)) && isKind(node.part(1)) && isValue(node.part(2));
            case "keep", "begin" ->
                has(node, 1) && isStep(node.part(0)) && isObject(node.part(0).part(0));
            default -> false;
        };
    }

    // -----------------------------------------------------------------------------------------------------------------

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
