package dev.pausa.lint.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import dev.pausa.lint.source.Library.Kind;
import dev.pausa.lint.source.Library.Pause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Pauses where none can be. Whether a method may pause shows when all classes have been read: any of them may make it a
 * body by a method reference. It must not be called as an ordinary method then.
 */
final class Pauses {
    private final Findings findings;

    /** The methods that bodies refer to, or that body objects run. */
    private final Set<Element> bodies = new HashSet<>();

    /** The pauses in methods that are no bodies by themselves, and the calls of methods, by the method. */
    private final Map<Element, List<TreePath>> pausesIn = new LinkedHashMap<>();

    private final Map<Element, List<TreePath>> callsOf = new LinkedHashMap<>();

    Pauses(Findings findings) {
        this.findings = findings;
    }

    /** A body object's {@code run} may be inherited. */
    void lookAtClass(TreePath path) {
        TypeElement type = (TypeElement) findings.trees.getElement(path);
        if (type != null && findings.library.kindOf(type.asType()) != null) {
            for (ExecutableElement method : ElementFilter.methodsIn(findings.library.elements.getAllMembers(type))) {
                if (method.getSimpleName().contentEquals("run")) {
                    bodies.add(method);
                }
            }
        }
    }

    void lookAtReference(TreePath path) {
        Element method = findings.trees.getElement(path);
        Kind kind = findings.library.kindOf(findings.trees.getTypeMirror(path));
        Pause pause = Library.pauseOf(method);
        if (pause != null && kind != null) {
            findings.report(Check.UNFOLLOWED_REFERENCE, path, path.getLeaf());
        } else if (pause != null) {
            findings.report(
                    pause == Pause.AWAIT ? Check.OUTSIDE_BODY : Check.FOREIGN_YIELDER,
                    path,
                    path.getLeaf(),
                    "a method reference that is a " + findings.trees.getTypeMirror(path));
        } else if (kind != null && method != null) {
            bodies.add(method);
        }
    }

    /** An ordinary call: what it calls may turn out to pause. */
    void lookAtCall(TreePath call) {
        Element method = findings.called(call);
        if (method != null && method.getKind() == ElementKind.METHOD && findings.sources.declare(method)) {
            callsOf.computeIfAbsent(method, m -> new ArrayList<>()).add(call);
        }
    }

    void lookAtPause(TreePath call, Pause pause) {
        Code code = Code.around(call, findings.trees, findings.library);
        ExecutableElement own = code.method(findings.trees);
        if (isUnderSynchronized(call, code)) {
            findings.report(Check.PAUSE_IN_SYNCHRONIZED, call, nameOf(call));
        } else if (own != null && code.kind() == null && mayBecomeBody(own, pause)) {
            pausesIn.computeIfAbsent(own, m -> new ArrayList<>()).add(call);
        } else if (pause == Pause.AWAIT) {
            lookAtAwait(call, code);
        } else {
            lookAtYield(call, code);
        }
    }

    /** A constructor cannot, nor can a method pause through a yielder that it does not get. */
    private static boolean mayBecomeBody(ExecutableElement method, Pause pause) {
        return method.getKind() == ElementKind.METHOD
                && (pause == Pause.AWAIT || !method.getParameters().isEmpty());
    }

    private void lookAtAwait(TreePath call, Code code) {
        if (code.kind() == Kind.GENERATOR) {
            findings.report(Check.AWAIT_IN_GENERATOR, call, nameOf(call));
        } else if (code.kind() == null && isBlocking(code)) {
            findings.report(Check.AWAIT_IN_BLOCKING, call, nameOf(call));
        } else if (code.kind() == null && !isUnknown(code)) {
            findings.report(Check.OUTSIDE_BODY, call, nameOf(call), code.name(findings.trees));
        }
    }

    /** Only a variable's declaration shows whose yielder it holds. */
    private void lookAtYield(TreePath call, Code code) {
        boolean isBody = code.kind() == Kind.GENERATOR || code.kind() == Kind.ASYNC_GENERATOR;
        if (!isUnknown(code) && (!isBody || !isDeclaredIn(code, call))) {
            findings.report(Check.FOREIGN_YIELDER, call, nameOf(call), code.name(findings.trees));
        }
    }

    /** In code that does not compile, nobody knows what a lambda is. */
    private boolean isUnknown(Code code) {
        TypeMirror type = code.isLambda() ? findings.trees.getTypeMirror(code.path()) : null;
        return code.isLambda()
                && !(type instanceof DeclaredType && type.getKind() == TypeKind.DECLARED)
                && !(type instanceof IntersectionType);
    }

    private boolean isBlocking(Code code) {
        return code.path().getParentPath().getLeaf() instanceof MethodInvocationTree
                && isNamed(findings.called(code.path().getParentPath()), "dev.pausa.async.Async", "blocking");
    }

    static boolean isNamed(@Nullable Element method, String owner, String name) {
        return method != null
                && method.getSimpleName().contentEquals(name)
                && Library.ownerOf(method).equals(owner);
    }

    /** Returns whether the yielder of a call is a variable of this code, or may be one. */
    private boolean isDeclaredIn(Code code, TreePath call) {
        ExpressionTree select = ((MethodInvocationTree) call.getLeaf()).getMethodSelect();
        if (!(select instanceof MemberSelectTree member) || !(member.getExpression() instanceof IdentifierTree name)) {
            return true;
        }
        Element variable = findings.trees.getElement(new TreePath(new TreePath(call, member), name));
        TreePath declaration = variable == null ? null : declarationOf(variable, call);
        return declaration == null || isInside(declaration, code.path().getLeaf());
    }

    /** The place of a variable's declaration: a parameter of code around the call, or a local variable; else null. */
    private @Nullable TreePath declarationOf(Element variable, TreePath call) {
        for (TreePath path = call; path != null; path = path.getParentPath()) {
            for (VariableTree parameter : parametersOf(path.getLeaf())) {
                TreePath place = new TreePath(path, parameter);
                if (variable.equals(findings.trees.getElement(place))) {
                    return place;
                }
            }
        }
        return null;
    }

    private static List<? extends VariableTree> parametersOf(Tree tree) {
        if (tree instanceof LambdaExpressionTree lambda) {
            return lambda.getParameters();
        }
        return tree instanceof MethodTree method ? method.getParameters() : List.of();
    }

    private static boolean isInside(TreePath path, Tree tree) {
        for (Tree each : path) {
            if (each == tree) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnderSynchronized(TreePath call, Code code) {
        for (Tree tree : call) {
            if (tree == code.path().getLeaf()) {
                break;
            }
            if (tree instanceof SynchronizedTree) {
                return true;
            }
        }
        ExecutableElement method = code.method(findings.trees);
        return method != null && method.getModifiers().contains(Modifier.SYNCHRONIZED);
    }

    static String nameOf(TreePath call) {
        return ((MethodInvocationTree) call.getLeaf()).getMethodSelect().toString();
    }

    /** Reports the pauses in methods that are no bodies, and the ordinary calls of those that are. */
    void finish() {
        pausesIn.forEach((method, pauses) -> {
            List<TreePath> calls = callsOf.getOrDefault(method, List.of());
            if (isBody((ExecutableElement) method)) {
                calls.forEach(this::reportCall);
            } else {
                Severity severity = calls.isEmpty() && isSeenElsewhere(method) ? Severity.WARNING : Severity.ERROR;
                pauses.forEach(call -> reportIn(method, call, severity));
            }
        });
        pausesIn.clear();
        callsOf.clear();
    }

    private boolean isBody(ExecutableElement method) {
        return bodies.contains(method) || bodies.stream().anyMatch(body -> isOverride(method, body));
    }

    private boolean isOverride(ExecutableElement method, Element body) {
        return method.getSimpleName().equals(body.getSimpleName())
                && body instanceof ExecutableElement overridden
                && findings.library.elements.overrides(method, overridden, (TypeElement) method.getEnclosingElement());
    }

    /** Code that is compiled another time may make it a body; a class of a block, or what is private, it cannot see. */
    private static boolean isSeenElsewhere(Element method) {
        for (Element each = method; each != null; each = each.getEnclosingElement()) {
            if (each.getModifiers().contains(Modifier.PRIVATE)
                    || each instanceof TypeElement type && isOfBlock(type.getNestingKind())) {
                return false;
            }
        }
        return !isMain(method);
    }

    private static boolean isOfBlock(NestingKind kind) {
        return kind == NestingKind.LOCAL || kind == NestingKind.ANONYMOUS;
    }

    private static boolean isMain(Element method) {
        return method.getSimpleName().contentEquals("main");
    }

    private void reportCall(TreePath call) {
        findings.report(Check.OUTSIDE_BODY, call, nameOf(call) + ", which pauses,", "a call of an ordinary method");
    }

    private void reportIn(Element method, TreePath call, Severity severity) {
        Check check = findings.pauseOf(call) == Pause.AWAIT ? Check.OUTSIDE_BODY : Check.FOREIGN_YIELDER;
        String unless = severity == Severity.ERROR ? "" : " (unless a reference to it is a body in other files)";
        findings.report(check, severity, call, nameOf(call), "the method " + method.getSimpleName() + unless);
    }
}
