package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.pausa.lint.Check;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Walks through the classes of a compilation and has each check look at what it is about. */
final class ClassReader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Findings findings;
    private final Pauses pauses;
    private final Dropped dropped;
    private final UnbegunResults unbegun;
    private final BlockingCalls blocking;
    private final HeldLocks locks;
    private final TryStatements tries;

    ClassReader(JavacTask task, Set<Check> enabled) {
        findings = new Findings(task, enabled);
        pauses = new Pauses(findings);
        dropped = new Dropped(findings);
        unbegun = new UnbegunResults(findings);
        blocking = new BlockingCalls(findings);
        locks = new HeldLocks(findings);
        tries = new TryStatements(findings);
    }

    static boolean isClass(Tree tree) {
        return tree instanceof ClassTree;
    }

    /** Reads a class whose code the compiler has just analyzed. */
    void read(TaskEvent event) {
        declaration(event)
                .ifPresent(type ->
                        scan(new TreePath(new TreePath(event.getCompilationUnit()), type), null));
    }

    /** Reports what can be known only when all classes have been read. */
    void finish() {
        pauses.finish();
    }

    /** The declaration that an event is about, if it is one of those at the top. */
    Optional<Tree> declaration(TaskEvent event) {
        TypeElement type = event.getTypeElement();
        TreePath file = new TreePath(event.getCompilationUnit());
        for (Tree tree : event.getCompilationUnit().getTypeDecls()) {
            if (isClass(tree) && type.equals(findings.trees.getElement(new TreePath(file, tree)))) {
                return Optional.of(tree);
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
        pauses.lookAtClass(getCurrentPath());
        return super.visitClass(type, nothing);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
        pauses.lookAtCall(getCurrentPath());
        blocking.lookAtCall(getCurrentPath());
        return super.visitMethodInvocation(call, nothing);
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree statement, @Nullable Void nothing) {
        dropped.lookAtStatement(getCurrentPath());
        locks.lookAtStatement(getCurrentPath());
        return super.visitExpressionStatement(statement, nothing);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void nothing) {
        dropped.lookAtLambda(getCurrentPath());
        unbegun.lookAtLambda(getCurrentPath());
        return super.visitLambdaExpression(lambda, nothing);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void nothing) {
        pauses.lookAtReference(getCurrentPath());
        dropped.lookAtReference(getCurrentPath());
        return super.visitMemberReference(reference, nothing);
    }

    @Override
    public @Nullable Void visitTry(TryTree statement, @Nullable Void nothing) {
        tries.lookAtTry(getCurrentPath());
        return super.visitTry(statement, nothing);
    }
}
