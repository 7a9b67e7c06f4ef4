package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the code of classes and has each check look at what it is about. Most code has nothing to do with
 * coroutines: a path is made only for what may have.
 */
class ClassReader extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Findings findings;
    private final Pauses pauses;
    private final Dropped dropped;
    private final UnbegunResults unbegun;
    private final BlockingCalls blocking;
    private final HeldLocks locks;
    private final TryStatements tries;
    private final UnsavableValues unsavable;

    /** The trees around the present one, from the file to itself, and the paths to them; null where nobody asked. */
    private final List<Tree> around = new ArrayList<>();

    private final List<@Nullable TreePath> paths = new ArrayList<>();

    /** Counts the pauses that were met. */
    private int pausesSeen;

    ClassReader(Findings findings) {
        this.findings = findings;
        pauses = new Pauses(findings);
        dropped = new Dropped(findings);
        unbegun = new UnbegunResults(findings);
        blocking = new BlockingCalls(findings);
        locks = new HeldLocks(findings);
        tries = new TryStatements(findings);
        unsavable = new UnsavableValues(findings);
    }

    /** Reads a class at the top of a file, whose code the compiler has just analyzed. */
    void read(CompilationUnitTree file, Tree type) {
        around.clear();
        paths.clear();
        around.add(file);
        paths.add(new TreePath(file));
        scan(type, null);
    }

    /** Reports what can be known only when all classes have been read. */
    void finish() {
        pauses.finish();
        unsavable.finish();
    }

    private TreePath here() {
        return pathTo(around.size() - 1);
    }

    private TreePath pathTo(int index) {
        TreePath path = paths.get(index);
        if (path == null) {
            path = new TreePath(pathTo(index - 1), around.get(index));
            paths.set(index, path);
        }
        return path;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree != null) {
            around.add(tree);
            paths.add(null);
            super.scan(tree, null);
            around.remove(around.size() - 1);
            paths.remove(paths.size() - 1);
        }
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        pauses.lookAtClass(here());
        return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        TreePath path = here();
        Library.Pause pause = findings.pauseOf(path);
        if (pause != null) {
            pausesSeen++;
            pauses.lookAtPause(path, pause);
            unsavable.lookAtPause(path);
        } else {
            pauses.lookAtCall(path);
            blocking.lookAtCall(path);
            unsavable.lookAtCall(path);
        }
        return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree statement, @Nullable Void nothing) {
        if (statement.getExpression() instanceof MethodInvocationTree) {
            dropped.lookAtStatement(here());
            locks.lookAtStatement(here());
        }
        return super.visitExpressionStatement(statement, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void nothing) {
        TreePath path = here();
        dropped.lookAtLambda(path);
        unbegun.lookAtLambda(path);
        unsavable.lookAtLambda(path);
        return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void nothing) {
        TreePath path = here();
        pauses.lookAtReference(path);
        dropped.lookAtReference(path);
        unbegun.lookAtReference(path);
        unsavable.lookAtReference(path);
        return super.visitMemberReference(reference, null);
    }

    @Override
    public @Nullable Void visitTry(TryTree statement, @Nullable Void nothing) {
        int before = pausesSeen;
        super.visitTry(statement, null);
        if (pausesSeen > before) {
            tries.lookAtTry(here());
        }
        return null;
    }
}
