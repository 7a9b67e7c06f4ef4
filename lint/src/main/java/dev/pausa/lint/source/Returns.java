package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expressions that a lambda with a block returns. */
final class Returns extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final List<TreePath> results = new ArrayList<>();

    private Returns() {}

    static List<TreePath> of(TreePath lambda) {
        Returns returns = new Returns();
        returns.scan(new TreePath(lambda, ((LambdaExpressionTree) lambda.getLeaf()).getBody()), null);
        return returns.results;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree statement, @Nullable Void nothing) {
        if (statement.getExpression() != null) {
            results.add(new TreePath(getCurrentPath(), statement.getExpression()));
        }
        return null;
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
