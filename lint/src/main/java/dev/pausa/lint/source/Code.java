package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * The piece of code that a place stands in itself: a lambda, a method, or what initialises a class.
 *
 * @param path where it is
 * @param kind what it is the body of by its type; null if of nothing
 */
record Code(TreePath path, Library.@Nullable Kind kind) {

    /** Returns the innermost code around a place. */
    static Code around(TreePath place, Trees trees, Library library) {
        TreePath path = place.getParentPath();
        while (!isCode(path.getLeaf())) {
            path = path.getParentPath();
        }
        return of(path, trees, library);
    }

    private static boolean isCode(Tree tree) {
        return tree instanceof LambdaExpressionTree || tree instanceof MethodTree || tree instanceof ClassTree;
    }

    private static Code of(TreePath path, Trees trees, Library library) {
        if (path.getLeaf() instanceof LambdaExpressionTree) {
            return new Code(path, library.kindOf(trees.getTypeMirror(path)));
        }
        boolean isRun =
                path.getLeaf() instanceof MethodTree method && method.getName().contentEquals("run");
        TreePath owner = path.getParentPath();
        return new Code(path, isRun ? library.kindOf(trees.getElement(owner).asType()) : null);
    }

    boolean isLambda() {
        return path.getLeaf() instanceof LambdaExpressionTree;
    }

    /** Returns whether something in here may be in a body: it is one, or may be one by a reference. */
    boolean mayBeBody(Trees trees) {
        return kind != null || method(trees) != null;
    }

    /** The method, if it is one; a reference to it may make it a body. */
    @Nullable
    ExecutableElement method(Trees trees) {
        return path.getLeaf() instanceof MethodTree ? (ExecutableElement) trees.getElement(path) : null;
    }

    /** What it is, for people. */
    String name(Trees trees) {
        if (isLambda()) {
            return "a lambda that is a " + trees.getTypeMirror(path);
        }
        if (path.getLeaf() instanceof MethodTree method) {
            return method.getReturnType() == null ? "a constructor" : "the method " + method.getName();
        }
        return "an initialiser of the class " + ((ClassTree) path.getLeaf()).getSimpleName();
    }
}
