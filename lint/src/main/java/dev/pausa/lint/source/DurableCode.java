package dev.pausa.lint.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.pausa.lint.DurableChains;
import dev.pausa.lint.DurableTypes;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The code that is durable by what it awaits: an operation of durable bodies, or a coroutine of such code, which stands
 * there or which a method returns. A piece of code is the tree of a lambda or the element of a method.
 */
final class DurableCode {
    private final Findings findings;
    private final DurableChains<Object> chains = new DurableChains<>();

    /** The methods that pause. */
    private final Map<Object, TreePath> pausing = new LinkedHashMap<>();

    private final Set<Tree> lambdas = new HashSet<>();

    DurableCode(Findings findings) {
        this.findings = findings;
    }

    /** Looks at a call that pauses nobody. */
    void lookAtCall(TreePath call) {
        Element method = findings.called(call);
        if (method != null && makes(method)) {
            if (isOperation(method)) {
                chains.addFirst(around(call));
            } else {
                addReturned(call, method);
            }
        }
    }

    void lookAtBody(TreePath lambda) {
        lambdas.add(lambda.getLeaf());
        addReturned(lambda, lambda.getLeaf());
    }

    void lookAtReference(TreePath reference) {
        Element method = findings.trees.getElement(reference);
        if (method != null && findings.library.kindOf(findings.trees.getTypeMirror(reference)) != null) {
            addReturned(reference, method);
        }
    }

    /** What stands in a method that returns something to await is taken for what it returns. */
    private void addReturned(TreePath place, Object used) {
        Object around = around(place);
        if (around instanceof Element method && makes(method)) {
            chains.add(around, used);
        }
    }

    void lookAtPause(TreePath call) {
        Object around = around(call);
        if (around instanceof Element) {
            pausing.putIfAbsent(
                    around, Code.around(call, findings.trees, findings.library).path());
        }
        for (ExpressionTree awaited : ((MethodInvocationTree) call.getLeaf()).getArguments()) {
            new Awaited(around, new HashSet<>()).scan(new TreePath(call, awaited), null);
        }
    }

    /** Finds the code whose coroutines are awaited. */
    private final class Awaited extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Object user;
        private final Set<Tree> seen;

        Awaited(Object user, Set<Tree> seen) {
            this.user = user;
            this.seen = seen;
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            add(findings.called(getCurrentPath()));
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void nothing) {
            if (!findings.library.is(findings.trees.getTypeMirror(getCurrentPath()), DurableTypes.BODY)) {
                add(findings.trees.getElement(getCurrentPath()));
            }
            return super.visitMemberReference(reference, null);
        }

        private void add(@Nullable Object used) {
            if (used != null) {
                chains.add(user, used);
            }
        }

        /** What stands in a lambda is awaited by whoever runs it. */
        @Override
        public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void nothing) {
            add(lambda);
            return null;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
            TreePath value = initializerOf(name, getCurrentPath());
            if (value != null && seen.add(value.getLeaf())) {
                new Awaited(user, seen).scan(value, null);
            }
            return null;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            return null;
        }
    }

    /** What a variable of a block around a place begins with, or null. */
    private static @Nullable TreePath initializerOf(IdentifierTree name, TreePath place) {
        for (TreePath path = place; path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof BlockTree block) {
                for (StatementTree statement : block.getStatements()) {
                    if (statement instanceof VariableTree variable
                            && variable.getName().equals(name.getName())
                            && variable.getInitializer() != null) {
                        return new TreePath(new TreePath(path, variable), variable.getInitializer());
                    }
                }
            }
        }
        return null;
    }

    private Object around(TreePath place) {
        Code code = Code.around(place, findings.trees, findings.library);
        ExecutableElement method = code.method(findings.trees);
        return method == null ? code.path().getLeaf() : method;
    }

    private boolean isOperation(Element method) {
        return Library.ownerOf(method).equals(DurableTypes.OPERATIONS)
                && method.getModifiers().contains(Modifier.STATIC);
    }

    /** Returns whether a method returns something to await. */
    private boolean makes(Element method) {
        TypeMirror result = method instanceof ExecutableElement found ? found.getReturnType() : null;
        return findings.library.is(result, DurableTypes.AWAITABLE)
                || findings.library.is(result, DurableTypes.COROUTINE_OBJECT);
    }

    /** Returns the methods that pause, and so are bodies. */
    Collection<TreePath> pausingMethods() {
        return pausing.values();
    }

    /** Returns the bodies that are durable: the trees of lambdas and of methods. */
    Set<Tree> bodies() {
        Set<Object> durable = chains.all();
        Set<Tree> bodies = new HashSet<>(lambdas);
        bodies.retainAll(durable);
        pausing.forEach((method, path) -> {
            if (durable.contains(method)) {
                bodies.add(path.getLeaf());
            }
        });
        return bodies;
    }
}
