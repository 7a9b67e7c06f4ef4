package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls and throws in a piece of code, in their order, without those in lambdas and classes inside it. */
final class OwnCode extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final List<TreePath> calls = new ArrayList<>();
    private boolean isThrowing;

    private OwnCode() {}

    static OwnCode in(TreePath path) {
        OwnCode code = new OwnCode();
        code.scan(path, null);
        return code;
    }

    List<TreePath> calls() {
        return calls;
    }

    boolean isThrowing() {
        return isThrowing;
    }

    /** Those of the calls that pause. */
    List<TreePath> pauses(Findings findings) {
        return calls.stream().filter(call -> findings.pauseOf(call) != null).toList();
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        super.visitMethodInvocation(call, nothing); // arguments come first
        calls.add(getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitThrow(ThrowTree statement, @Nullable Void nothing) {
        isThrowing = true;
        return super.visitThrow(statement, nothing);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void nothing) {
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        return null;
    }
}
