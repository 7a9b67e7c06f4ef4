package dev.pausa.lint.source;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import dev.pausa.lint.DurableTypes;
import dev.pausa.lint.UnsavableTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * What durable bodies keep over a pause, or give to code that is saved. Which bodies are durable shows when all classes
 * have been read: any of them may register a method, or have one that awaits an operation of durable bodies.
 */
final class UnsavableValues {
    private final Findings findings;

    /** Whether the compiled code sees durable bodies at all. */
    private final boolean isOn;

    /** The methods that begin durable bodies. */
    private final Set<Element> beginnings = new HashSet<>();

    private final List<TreePath> bodies = new ArrayList<>();
    private final DurableCode awaiting;

    UnsavableValues(Findings findings) {
        this.findings = findings;
        this.isOn = findings.library.elements.getTypeElement(DurableTypes.BODY) != null;
        this.awaiting = new DurableCode(findings);
    }

    void lookAtCall(TreePath path) {
        if (isOn) {
            awaiting.lookAtCall(path);
        }
    }

    void lookAtPause(TreePath path) {
        if (isOn) {
            awaiting.lookAtPause(path);
        }
    }

    void lookAtReference(TreePath path) {
        if (isOn && isBeginning(path)) {
            beginnings.add(findings.trees.getElement(path));
        } else if (isOn) {
            awaiting.lookAtReference(path);
        }
    }

    void lookAtLambda(TreePath path) {
        if (isOn && findings.library.kindOf(findings.trees.getTypeMirror(path)) != null) {
            bodies.add(path);
            awaiting.lookAtBody(path);
        }
    }

    private boolean isBeginning(TreePath path) {
        Tree tree = path.getLeaf();
        return (tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree)
                && findings.library.is(findings.trees.getTypeMirror(path), DurableTypes.BODY);
    }

    void finish() {
        Set<Tree> durable = awaiting.bodies();
        bodies.addAll(awaiting.pausingMethods());
        for (TreePath body : bodies) {
            if (isDurable(body, durable)) {
                KeptValues.in(body, this::why, findings).forEach(this::report);
            }
        }
        bodies.clear();
    }

    /** What stands in a durable body belongs to it, but for the code of its steps. */
    private boolean isDurable(TreePath body, Set<Tree> durable) {
        for (TreePath path = body; path != null && !isCallOfStep(path); path = path.getParentPath()) {
            boolean begins = path.getLeaf() instanceof MethodTree && isBeginningMethod(path);
            if (begins || isBeginning(path) || durable.contains(path.getLeaf())) {
                return true;
            }
        }
        return false;
    }

    private boolean isCallOfStep(TreePath path) {
        return path.getLeaf() instanceof LambdaExpressionTree
                && findings.library.is(findings.trees.getTypeMirror(path), DurableTypes.CALL);
    }

    private boolean isBeginningMethod(TreePath path) {
        Element method = findings.trees.getElement(path);
        TypeMirror type = Objects.requireNonNull(method.getEnclosingElement()).asType();
        boolean isBegin = ((MethodTree) path.getLeaf()).getName().contentEquals("begin")
                && findings.library.is(type, DurableTypes.BODY);
        return isBegin || beginnings.contains(method);
    }

    private @Nullable String why(TypeMirror type) {
        return UnsavableTypes.why(nameOf(type), name -> findings.library.is(type, name));
    }

    private static String nameOf(TypeMirror type) {
        return type instanceof DeclaredType declared ? declared.asElement().toString() : type.toString();
    }

    private void report(KeptValues.Kept kept) {
        TypeMirror type = kept.variable().asType();
        String why = Objects.requireNonNull(why(type));
        findings.report(
                Check.UNSAVABLE_VALUE,
                UnsavableTypes.severity(why),
                kept.place(),
                kept.what(),
                kept.variable().getSimpleName(),
                nameOf(type),
                why);
    }
}
