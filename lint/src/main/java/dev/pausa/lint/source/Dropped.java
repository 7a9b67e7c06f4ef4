package dev.pausa.lint.source;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import dev.pausa.lint.ColdTypes;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines, operations and generators that are made and dropped. What a method gives whose result may be of any type,
 * such as {@code Map.put}, was not made by it.
 */
final class Dropped {
    private final Findings findings;

    Dropped(Findings findings) {
        this.findings = findings;
    }

    void lookAtStatement(TreePath path) {
        lookAt(new TreePath(path, ((ExpressionStatementTree) path.getLeaf()).getExpression()));
    }

    void lookAtLambda(TreePath path) {
        LambdaExpressionTree lambda = (LambdaExpressionTree) path.getLeaf();
        TreePath body = new TreePath(path, lambda.getBody());
        if (isMaking(body) && isVoid(path) && !isOfTest(path)) {
            lookAt(body);
        }
    }

    void lookAtReference(TreePath path) {
        Element method = findings.trees.getElement(path);
        if (method instanceof ExecutableElement executable
                && findings.library.coldName(executable.getReturnType()) != null
                && isVoid(path)
                && !isOfTest(path)) {
            report(path, executable.getReturnType());
        }
    }

    private boolean isMaking(TreePath expression) {
        return expression.getLeaf() instanceof MethodInvocationTree
                && findings.library.coldName(findings.trees.getTypeMirror(expression)) != null;
    }

    private void lookAt(TreePath expression) {
        if (isMaking(expression)
                && findings.called(expression) instanceof ExecutableElement method
                && method.getReturnType().getKind() == TypeKind.DECLARED
                && !isExpectation(expression)
                && (Library.isOwn(method) || !isGivenCold(expression))) {
            report(expression, method.getReturnType());
        }
    }

    /** A program's own method may give back what it was given, or have begun it. */
    private boolean isGivenCold(TreePath call) {
        return ((MethodInvocationTree) call.getLeaf())
                .getArguments().stream()
                        .map(argument -> findings.trees.getTypeMirror(new TreePath(call, argument)))
                        .anyMatch(type -> findings.library.coldName(type) != null);
    }

    private void report(TreePath path, TypeMirror type) {
        String made = findings.library.coldName(type);
        if (made != null) {
            String what = path.getLeaf() instanceof MethodInvocationTree
                    ? Pauses.nameOf(path)
                    : path.getLeaf().toString();
            findings.report(Check.DROPPED, path, what, made);
        }
    }

    /** Returns whether the one method of a lambda's or method reference's interface returns nothing. */
    private boolean isVoid(TreePath path) {
        TypeMirror type = findings.trees.getTypeMirror(path);
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        TypeElement element = (TypeElement) declared.asElement();
        return ElementFilter.methodsIn(findings.library.elements.getAllMembers(element)).stream()
                .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
                .map(method -> (ExecutableType) method.asType())
                .anyMatch(method -> method.getReturnType().getKind() == TypeKind.VOID);
    }

    private boolean isOfTest(TreePath argument) {
        TreePath call = argument.getParentPath();
        return call.getLeaf() instanceof MethodInvocationTree && isOfTestFramework(findings.called(call));
    }

    /** {@code verify(mock).load()} */
    private boolean isExpectation(TreePath expression) {
        Tree method = ((MethodInvocationTree) expression.getLeaf()).getMethodSelect();
        if (!(method instanceof MemberSelectTree select)
                || !(select.getExpression() instanceof MethodInvocationTree receiver)) {
            return false;
        }
        return isOfTestFramework(findings.called(new TreePath(new TreePath(expression, select), receiver)));
    }

    private static boolean isOfTestFramework(@Nullable Element method) {
        return method != null && ColdTypes.TEST_FRAMEWORKS.stream().anyMatch(Library.ownerOf(method)::startsWith);
    }
}
