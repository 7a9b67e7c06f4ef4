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
        if (lambda.getBody() instanceof MethodInvocationTree
                && path.getParentPath().getLeaf() instanceof MethodInvocationTree consumer
                && findings.library.kindOf(findings.trees.getTypeMirror(path)) == Library.Kind.COROUTINE
                && isOfAnyResult(path.getParentPath(), consumer.getArguments().indexOf(lambda))) {
            TreePath result = new TreePath(path, lambda.getBody());
            String made = findings.library.coldName(findings.trees.getTypeMirror(result));
            if (made != null) {
                findings.report(Check.UNBEGUN_RESULT, result, made, lambda.getBody());
            }
        }
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
        TypeMirror bound =
                result instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                        ? wildcard.getExtendsBound()
                        : result;
        return bound.getKind() == TypeKind.TYPEVAR && !isBlock(formal);
    }

    /** A block without a result drops what is made, which another check finds. */
    private boolean isBlock(TypeMirror formal) {
        return findings.library.is(formal, "dev.pausa.Coroutine.Block");
    }
}
