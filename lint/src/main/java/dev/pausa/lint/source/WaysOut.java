package dev.pausa.lint.source;

import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/** The statements that leave a block by return, or by a break or continue whose target is outside of it. */
final class WaysOut extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final TreePath block;
    private final List<TreePath> found = new ArrayList<>();

    private WaysOut(TreePath block) {
        this.block = block;
    }

    static List<TreePath> of(TreePath block) {
        WaysOut ways = new WaysOut(block);
        ways.scan(block, null);
        return ways.found;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree statement, @Nullable Void nothing) {
        found.add(getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitBreak(BreakTree statement, @Nullable Void nothing) {
        return lookAtJump(statement.getLabel(), true);
    }

    @Override
    public @Nullable Void visitContinue(ContinueTree statement, @Nullable Void nothing) {
        return lookAtJump(statement.getLabel(), false);
    }

    private @Nullable Void lookAtJump(@Nullable Name label, boolean mayLeaveSwitch) {
        for (TreePath path = getCurrentPath(); path != block; path = path.getParentPath()) {
            if (isTarget(path.getLeaf(), label, mayLeaveSwitch)) {
                return null;
            }
        }
        found.add(getCurrentPath());
        return null;
    }

    private static boolean isTarget(Tree tree, @Nullable Name label, boolean mayLeaveSwitch) {
        if (label != null) {
            return tree instanceof LabeledStatementTree labeled
                    && labeled.getLabel().equals(label);
        }
        return switch (tree.getKind()) {
            case FOR_LOOP, ENHANCED_FOR_LOOP, WHILE_LOOP, DO_WHILE_LOOP -> true;
            case SWITCH -> mayLeaveSwitch;
            default -> false;
        };
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
