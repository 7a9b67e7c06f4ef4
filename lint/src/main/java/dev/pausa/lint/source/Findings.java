package dev.pausa.lint.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import java.util.Arrays;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Reports to the compiler what the checks find, but for what is suppressed, and answers what they ask of a tree. */
final class Findings {
    final Trees trees;
    final Library library;
    final Sources sources;
    private final Settings settings;

    Findings(Trees trees, Library library, Sources sources, Settings settings) {
        this.trees = trees;
        this.library = library;
        this.sources = sources;
        this.settings = settings;
    }

    /** Reports something at a place: at the method's name, if it is a call. */
    void report(Check check, TreePath place, Object... details) {
        report(check, check.severity(), place, details);
    }

    /** Reports something that is not as certain as it is elsewhere. */
    void report(Check check, Severity severity, TreePath place, Object... details) {
        if (!settings.isOn(check) || isSuppressed(check, place)) {
            return;
        }
        Diagnostic.Kind kind =
                severity == Severity.ERROR || settings.isStrict() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
        Tree tree = place.getLeaf() instanceof MethodInvocationTree call ? call.getMethodSelect() : place.getLeaf();
        CompilationUnitTree file = place.getCompilationUnit();
        trees.printMessage(kind, check.message(details), tree, file);
    }

    private boolean isSuppressed(Check check, TreePath place) {
        for (TreePath path = place; path != null; path = path.getParentPath()) {
            if (mayBeAnnotated(path.getLeaf())) {
                Element declared = trees.getElement(path);
                SuppressWarnings suppressed = declared == null ? null : declared.getAnnotation(SuppressWarnings.class);
                if (suppressed != null && Arrays.asList(suppressed.value()).contains("pausa:" + check.id())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mayBeAnnotated(Tree tree) {
        return switch (tree.getKind()) {
            case CLASS, INTERFACE, ENUM, RECORD, METHOD, VARIABLE -> true;
            default -> false;
        };
    }

    /** The method that a call calls. */
    @Nullable
    Element called(TreePath call) {
        Tree method = ((MethodInvocationTree) call.getLeaf()).getMethodSelect();
        return trees.getElement(new TreePath(call, method));
    }

    /** The simple name of the method that a call calls. */
    static String nameOf(MethodInvocationTree call) {
        Tree method = call.getMethodSelect();
        return (method instanceof MemberSelectTree select
                        ? select.getIdentifier()
                        : ((IdentifierTree) method).getName())
                .toString();
    }

    /** Returns how a tree pauses the body it stands in, or null if it does not. */
    Library.@Nullable Pause pauseOf(TreePath path) {
        return path.getLeaf() instanceof MethodInvocationTree call && Library.mayPause(nameOf(call))
                ? Library.pauseOf(called(path))
                : null;
    }
}
