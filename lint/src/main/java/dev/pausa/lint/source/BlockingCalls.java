package dev.pausa.lint.source;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import dev.pausa.lint.Check;
import dev.pausa.lint.source.Library.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Calls that block the thread, in a body that shares it: those of the JDK, and what is annotated {@code @Blocking}. */
final class BlockingCalls {
    private static final Map<String, Set<String>> METHODS = Map.ofEntries(
            Map.entry("java.lang.Thread", Set.of("sleep", "join")),
            Map.entry("java.lang.Object", Set.of("wait")),
            Map.entry("java.lang.Process", Set.of("waitFor")),
            Map.entry("java.util.concurrent.Future", Set.of("get")),
            Map.entry("java.util.concurrent.CompletableFuture", Set.of("join")),
            Map.entry("java.util.concurrent.ForkJoinTask", Set.of("join", "invoke")),
            Map.entry("java.util.concurrent.CountDownLatch", Set.of("await")),
            Map.entry("java.util.concurrent.CyclicBarrier", Set.of("await")),
            Map.entry("java.util.concurrent.Semaphore", Set.of("acquire", "acquireUninterruptibly")),
            Map.entry("java.util.concurrent.BlockingQueue", Set.of("take", "put")),
            Map.entry("java.util.concurrent.ExecutorService", Set.of("invokeAll", "invokeAny", "awaitTermination")),
            Map.entry("java.util.concurrent.locks.Lock", Set.of("lock", "lockInterruptibly")),
            Map.entry("java.util.concurrent.locks.Condition", Set.of("await", "awaitNanos", "awaitUntil")),
            Map.entry("java.util.concurrent.locks.LockSupport", Set.of("park", "parkNanos", "parkUntil")),
            Map.entry("java.io.InputStream", Set.of("read", "readAllBytes", "readNBytes", "transferTo")),
            Map.entry("java.io.BufferedReader", Set.of("read", "readLine")),
            Map.entry("java.net.ServerSocket", Set.of("accept")),
            Map.entry("java.net.Socket", Set.of("connect")),
            Map.entry("java.net.URL", Set.of("openStream")),
            Map.entry("java.net.http.HttpClient", Set.of("send")),
            Map.entry("java.sql.DriverManager", Set.of("getConnection")),
            Map.entry("javax.sql.DataSource", Set.of("getConnection")),
            Map.entry("java.sql.Connection", Set.of("commit", "rollback")),
            Map.entry(
                    "java.sql.Statement",
                    Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "executeLargeUpdate")),
            Map.entry("java.sql.ResultSet", Set.of("next")),
            Map.entry("dev.pausa.async.Task", Set.of("join")));

    private static final Set<String> NAMES =
            METHODS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    /** What reads from memory. */
    private static final List<String> HARMLESS = List.of("java.io.ByteArrayInputStream");

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
        return METHODS.entrySet().stream()
                .anyMatch(each -> each.getValue().contains(name) && findings.library.is(owner.asType(), each.getKey()));
    }

    private static boolean isAnnotated(Element element) {
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().asElement().getSimpleName().contentEquals("Blocking")) {
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
        return HARMLESS.stream().anyMatch(name -> findings.library.is(receiver, name));
    }
}
