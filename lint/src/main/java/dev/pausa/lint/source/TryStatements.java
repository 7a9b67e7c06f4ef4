package dev.pausa.lint.source;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.TypeMirror;

/** Handlers and {@code finally} blocks that keep a body from ending when it is told to, or that cannot await then. */
final class TryStatements {
    private static final Set<String> WIDE = Set.of("java.lang.Throwable", "java.lang.Error");

    private final Findings findings;

    TryStatements(Findings findings) {
        this.findings = findings;
    }

    void lookAtTry(TreePath path) {
        if (!Code.around(path, findings.trees, findings.library).mayBeBody(findings.trees)) {
            return; // another check says that nothing can pause there
        }
        TryTree statement = (TryTree) path.getLeaf();
        boolean isPausing = !OwnCode.in(new TreePath(path, statement.getBlock()))
                .pauses(findings)
                .isEmpty();
        if (isPausing) {
            lookAtHandlers(path, statement.getCatches());
        }
        if (statement.getFinallyBlock() == null) {
            return;
        }
        TreePath last = new TreePath(path, statement.getFinallyBlock());
        if (isPausing) {
            for (TreePath way : WaysOut.of(last)) {
                String word = way.getLeaf().toString().split("[ ;]")[0];
                findings.report(Check.LEAVES_FINALLY, way, word);
            }
        }
        if (usesDriver(path) && !isInShield(path)) {
            lookAtAwaits(last);
        }
    }

    /** A handler before it that takes the exit shows that it was thought of. */
    private void lookAtHandlers(TreePath path, List<? extends CatchTree> handlers) {
        for (CatchTree handler : handlers) {
            TreePath place = new TreePath(path, handler);
            for (Tree type : typesOf(handler.getParameter().getType())) {
                TypeMirror caught =
                        findings.trees.getTypeMirror(new TreePath(new TreePath(place, handler.getParameter()), type));
                String name = String.valueOf(caught);
                if (name.equals("dev.pausa.GeneratorExit")) {
                    return;
                }
                if (WIDE.contains(name)) {
                    if (!OwnCode.in(new TreePath(place, handler.getBlock())).isThrowing()) {
                        findings.report(
                                Check.CATCHES_EXIT,
                                place,
                                handler.getParameter().getType());
                    }
                    return;
                }
            }
        }
    }

    private static List<? extends Tree> typesOf(Tree type) {
        return type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    }

    private void lookAtAwaits(TreePath last) {
        for (TreePath pause : OwnCode.in(last).pauses(findings)) {
            MethodInvocationTree call = (MethodInvocationTree) pause.getLeaf();
            boolean isAwait = Findings.nameOf(call).equals("await")
                    && !call.getArguments().isEmpty();
            if (isAwait && !isShielded(pause, call.getArguments())) {
                findings.report(Check.AWAIT_IN_FINALLY, pause, Pauses.nameOf(pause));
            }
        }
    }

    private boolean isShielded(TreePath call, List<? extends ExpressionTree> arguments) {
        return arguments.get(0) instanceof MethodInvocationTree argument && isShield(new TreePath(call, argument));
    }

    /** Code in what is shielded is cancelled only when the shield's limit is over. */
    private boolean isInShield(TreePath path) {
        for (TreePath each = path; each != null; each = each.getParentPath()) {
            if (each.getLeaf() instanceof MethodInvocationTree && isShield(each)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShield(TreePath call) {
        return Pauses.isNamed(findings.called(call), "dev.pausa.async.Async", "shield");
    }

    /** Only the tasks of the driver are cancelled. */
    private static boolean usesDriver(TreePath path) {
        for (ImportTree each : path.getCompilationUnit().getImports()) {
            if (each.getQualifiedIdentifier().toString().startsWith("dev.pausa.async")) {
                return true;
            }
        }
        return false;
    }
}
