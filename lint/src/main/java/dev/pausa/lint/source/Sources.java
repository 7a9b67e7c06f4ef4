package dev.pausa.lint.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The classes at the top of the files of a compilation, and which of them have not been analyzed yet. */
final class Sources {
    private final Trees trees;
    private final Set<Tree> unread = new HashSet<>();
    private final Set<Element> types = new HashSet<>();

    Sources(Trees trees) {
        this.trees = trees;
    }

    /** Adds the classes of a file that has been parsed and entered. */
    void add(CompilationUnitTree file) {
        TreePath top = new TreePath(file);
        for (Tree declaration : file.getTypeDecls()) {
            if (declaration instanceof ClassTree) { // and no stray semicolon
                unread.add(declaration);
                types.add(trees.getElement(new TreePath(top, declaration)));
            }
        }
    }

    /** Takes the class that has been analyzed; null if it stands in another, or was taken already. */
    @Nullable
    Tree take(TaskEvent event) {
        CompilationUnitTree file = event.getCompilationUnit();
        TypeElement type = event.getTypeElement();
        TreePath top = new TreePath(file);
        for (Tree declaration : file.getTypeDecls()) {
            if (type.equals(trees.getElement(new TreePath(top, declaration))) && unread.remove(declaration)) {
                return declaration;
            }
        }
        return null;
    }

    /** Returns whether a method stands in one of the files. */
    boolean declare(Element method) {
        Element outermost = method;
        while (outermost.getEnclosingElement() instanceof TypeElement type) {
            outermost = type;
        }
        return types.contains(outermost);
    }

    boolean areAllRead() {
        return unread.isEmpty();
    }
}
