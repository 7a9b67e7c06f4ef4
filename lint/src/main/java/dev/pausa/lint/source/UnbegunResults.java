package dev.pausa.lint.source;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** {@code run(() -> act())}: the body's result is a coroutine, which nobody begins. */
final class UnbegunResults {
    private final Findings findings;

    UnbegunResults(Findings findings) {
        this.findings = findings;
    }

    void lookAtLambda(TreePath path) {
        LambdaExpressionTree lambda = (LambdaExpressionTree) path.getLeaf();
        if (lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION) {
            lookAtResult(path, new TreePath(path, lambda.getBody()));
        } else {
            Returns.of(path).forEach(result -> lookAtResult(path, result));
        }
    }

    void lookAtReference(TreePath path) {
        if (findings.trees.getElement(path) instanceof ExecutableElement method) {
            String made = findings.library.coldName(method.getReturnType());
            if (made != null && isBodyOfAnyResult(path)) {
                findings.report(Check.UNBEGUN_RESULT, path, made, "a lambda that awaits it");
            }
        }
    }

    /** A variable may hold what is running already. */
    private void lookAtResult(TreePath body, TreePath result) {
        if (result.getLeaf() instanceof MethodInvocationTree) {
            String made = findings.library.coldName(findings.trees.getTypeMirror(result));
            if (made != null && isBodyOfAnyResult(body)) {
                findings.report(Check.UNBEGUN_RESULT, result, made, "await(" + result.getLeaf() + ")");
            }
        }
    }

    private boolean isBodyOfAnyResult(TreePath body) {
        return body.getParentPath().getLeaf() instanceof MethodInvocationTree consumer
                && findings.library.kindOf(findings.trees.getTypeMirror(body)) == Library.Kind.COROUTINE
                && isOfAnyResult(body.getParentPath(), consumer.getArguments().indexOf(body.getLeaf()));
    }

    /** Returns whether a method takes bodies with results of any type; {@code callback} wants something to await. */
    private boolean isOfAnyResult(TreePath call, int argument) {
        if (!(findings.called(call) instanceof ExecutableElement method)
                || argument < 0
                || argument >= method.getParameters().size()) {
            return false;
        }
        TypeMirror formal = method.getParameters().get(argument).asType();
        if (!(formal instanceof DeclaredType body) || body.getTypeArguments().isEmpty()) {
            return false;
        }
        TypeMirror result = body.getTypeArguments().get(body.getTypeArguments().size() - 1);
        TypeMirror bound = result instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : result;
        return bound.getKind() == TypeKind.TYPEVAR && !isBlock(formal);
    }

    /** A block without a result drops what is made, which another check finds. */
    private boolean isBlock(TypeMirror formal) {
        return findings.library.is(formal, "dev.pausa.Coroutine.Block");
    }
}
