package dev.pausa.lint.source;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.BlockingMethods;
import dev.pausa.lint.Check;
import dev.pausa.lint.source.Library.Kind;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Calls that block the thread, in a body that shares it: those of the JDK, and what is annotated {@code @Blocking}. */
final class BlockingCalls {
    private static final Set<String> NAMES =
            BlockingMethods.BY_CLASS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private final Findings findings;

    BlockingCalls(Findings findings) {
        this.findings = findings;
    }

    void lookAtCall(TreePath call) {
        Element method = findings.called(call);
        if (method != null && isBlocking(method) && isInBody(call) && !isHarmless(call)) {
            findings.report(Check.BLOCKING_CALL, call, Pauses.nameOf(call));
        }
    }

    private boolean isInBody(TreePath call) {
        Kind kind = Code.around(call, findings.trees, findings.library).kind();
        return kind == Kind.COROUTINE || kind == Kind.ASYNC_GENERATOR;
    }

    private boolean isBlocking(Element method) {
        return NAMES.contains(method.getSimpleName().toString()) && isOfJdk(method)
                || isAnnotated(method)
                || isAnnotated(method.getEnclosingElement());
    }

    private boolean isOfJdk(Element method) {
        String name = method.getSimpleName().toString();
        if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
            return false;
        }
        return BlockingMethods.BY_CLASS.entrySet().stream()
                .anyMatch(each -> each.getValue().contains(name) && findings.library.is(owner.asType(), each.getKey()));
    }

    private static boolean isAnnotated(@Nullable Element element) {
        if (element == null) {
            return false;
        }
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().asElement().getSimpleName().contentEquals(BlockingMethods.ANNOTATION)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHarmless(TreePath call) {
        if (!(((MethodInvocationTree) call.getLeaf()).getMethodSelect() instanceof MemberSelectTree select)) {
            return false;
        }
        TypeMirror receiver =
                findings.trees.getTypeMirror(new TreePath(new TreePath(call, select), select.getExpression()));
        return BlockingMethods.HARMLESS.stream().anyMatch(name -> findings.library.is(receiver, name));
    }
}
