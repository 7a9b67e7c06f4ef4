package dev.pausa.lint.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** A pause between {@code lock.lock()} and the next {@code lock.unlock()} in the order of the source. */
final class HeldLocks {
    private static final String LOCK = "java.util.concurrent.locks.Lock";

    private final Findings findings;

    HeldLocks(Findings findings) {
        this.findings = findings;
    }

    void lookAtStatement(TreePath path) {
        TreePath call = new TreePath(path, ((ExpressionStatementTree) path.getLeaf()).getExpression());
        if ((isLockCall(call, "lock") || isLockCall(call, "lockInterruptibly"))
                && Code.around(path, findings.trees, findings.library).mayBeBody(findings.trees)
                && path.getParentPath().getLeaf() instanceof BlockTree block) {
            List<? extends StatementTree> all = block.getStatements();
            int next = all.indexOf((StatementTree) path.getLeaf()) + 1;
            lookBehind(lockOf(call), path.getParentPath(), all.subList(next, all.size()));
        }
    }

    private void lookBehind(String lock, TreePath block, List<? extends StatementTree> statements) {
        for (StatementTree statement : statements) {
            for (TreePath call : OwnCode.in(new TreePath(block, statement)).calls()) {
                if (isLockCall(call, "unlock") && lockOf(call).equals(lock)) {
                    return;
                }
                if (findings.pauseOf(call) != null) {
                    findings.report(Check.LOCK_OVER_PAUSE, call, Pauses.nameOf(call), lock);
                    return;
                }
            }
        }
    }

    private boolean isLockCall(TreePath call, String name) {
        if (!Findings.nameOf((MethodInvocationTree) call.getLeaf()).equals(name)) {
            return false;
        }
        Element method = findings.called(call);
        return method != null
                && method.getEnclosingElement() instanceof TypeElement owner
                && findings.library.is(owner.asType(), LOCK);
    }

    private static String lockOf(TreePath call) {
        return ((MethodInvocationTree) call.getLeaf()).getMethodSelect() instanceof MemberSelectTree select
                ? select.getExpression().toString()
                : "this";
    }
}
