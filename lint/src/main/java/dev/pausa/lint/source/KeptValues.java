package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a body keeps over a pause, in the order of the source: declared before it, or outside of the body,
 * and used behind it; or captured by a lambda that is serializable, as those of steps are.
 */
final class KeptValues extends TreePathScanner<@Nullable Void, @Nullable Void> {
    /** A variable that is kept at a place. */
    record Kept(Element variable, String what, TreePath place) {}

    /** Where something is, and how many others were met before it. */
    private record Place(TreePath path, int at) {}

    private final Tree body;
    private final Function<TypeMirror, @Nullable String> why;
    private final Findings findings;
    private final List<Place> pauses = new ArrayList<>();

    /** When variables were declared in the body. */
    private final Map<Element, Integer> declared = new HashMap<>();

    /** The uses of variables whose types cannot be saved: when, and where. */
    private final Map<Element, List<Place>> uses = new LinkedHashMap<>();

    /** What was found, once for each variable and way. */
    private final Map<List<Object>, Kept> kept = new LinkedHashMap<>();

    /** When the lambdas inside begin. */
    private final Map<Tree, Integer> begins = new HashMap<>();

    private int now;

    private KeptValues(Tree body, Function<TypeMirror, @Nullable String> why, Findings findings) {
        this.body = body;
        this.why = why;
        this.findings = findings;
    }

    /** Returns those that have a type for which there is a reason why its objects cannot be kept. */
    static List<Kept> in(TreePath body, Function<TypeMirror, @Nullable String> why, Findings findings) {
        KeptValues values = new KeptValues(body.getLeaf(), why, findings);
        values.scan(new TreePath(body, codeOf(body.getLeaf())), null);
        values.uses.forEach(values::addIfKept);
        return List.copyOf(values.kept.values());
    }

    private static Tree codeOf(Tree body) {
        return body instanceof LambdaExpressionTree lambda ? lambda.getBody() : ((MethodTree) body).getBody();
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
        super.visitVariable(variable, nothing);
        declared.put(findings.trees.getElement(getCurrentPath()), now++);
        return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        super.visitMethodInvocation(call, nothing); // arguments come first
        if (findings.pauseOf(getCurrentPath()) != null) {
            pauses.add(new Place(getCurrentPath(), now++));
        }
        return null;
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        Element variable = findings.trees.getElement(getCurrentPath());
        if (variable != null && isLocal(variable) && why.apply(variable.asType()) != null) {
            uses.computeIfAbsent(variable, any -> new ArrayList<>()).add(new Place(getCurrentPath(), now++));
            lambdaThatIsSaved()
                    .filter(lambda -> !isDeclaredIn(lambda.getLeaf(), variable))
                    .ifPresent(lambda -> add(new Kept(variable, "a lambda", lambda)));
        }
        return null;
    }

    private boolean isDeclaredIn(Tree lambda, Element variable) {
        return declared.getOrDefault(variable, -1) >= begins.getOrDefault(lambda, Integer.MAX_VALUE);
    }

    private void add(Kept found) {
        kept.putIfAbsent(List.of(found.variable, found.what), found);
    }

    private static boolean isLocal(Element variable) {
        ElementKind kind = variable.getKind();
        return kind == ElementKind.PARAMETER
                || kind == ElementKind.LOCAL_VARIABLE
                || kind == ElementKind.RESOURCE_VARIABLE
                || kind == ElementKind.BINDING_VARIABLE;
    }

    /** The serializable lambda around the present place, if it is no body; a body's own pauses tell what it keeps. */
    private Optional<TreePath> lambdaThatIsSaved() {
        for (TreePath path = getCurrentPath(); path.getLeaf() != body; path = path.getParentPath()) {
            if (path.getLeaf() instanceof LambdaExpressionTree) {
                TypeMirror type = findings.trees.getTypeMirror(path);
                boolean isSaved = findings.library.is(type, "java.io.Serializable");
                return isSaved && findings.library.kindOf(type) == null ? Optional.of(path) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Code in lambdas and classes inside runs by itself: its pauses are not this body's, its uses may be. */
    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void nothing) {
        int before = pauses.size();
        begins.put(lambda, now);
        super.visitLambdaExpression(lambda, nothing);
        pauses.subList(before, pauses.size()).clear();
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        return null;
    }

    private void addIfKept(Element variable, List<Place> uses) {
        for (Place pause : pauses) {
            boolean isThere = declared.getOrDefault(variable, -1) < pause.at;
            if (isThere && uses.stream().anyMatch(use -> use.at > pause.at || areInLoop(pause, use, variable))) {
                add(new Kept(variable, Pauses.nameOf(pause.path), pause.path));
                return;
            }
        }
    }

    /** Returns whether a use may follow a pause in the next round of a loop, whose variable it is not. */
    private boolean areInLoop(Place pause, Place use, Element variable) {
        TreePath declaration = findings.trees.getPath(variable);
        for (TreePath path = pause.path; path.getLeaf() != body; path = path.getParentPath()) {
            if (isLoop(path.getLeaf()) && isIn(path.getLeaf(), use.path)) {
                return declaration == null || !isIn(path.getLeaf(), declaration);
            }
        }
        return false;
    }

    private static boolean isLoop(Tree tree) {
        return tree instanceof WhileLoopTree
                || tree instanceof DoWhileLoopTree
                || tree instanceof ForLoopTree
                || tree instanceof EnhancedForLoopTree;
    }

    private static boolean isIn(Tree tree, TreePath path) {
        for (Tree each : path) {
            if (each == tree) {
                return true;
            }
        }
        return false;
    }
}
