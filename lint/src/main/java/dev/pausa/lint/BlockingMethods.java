package dev.pausa.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods of the JDK, and of the library, that block the thread that calls them. */
public final class BlockingMethods {
    /** The names of the methods, by the class or interface that declares them. */
    public static final Map<String, Set<String>> BY_CLASS = Map.ofEntries(
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

    /** Those of the classes below which read from memory. */
    public static final List<String> HARMLESS = List.of("java.io.ByteArrayInputStream");

    /** The simple name of an annotation, of whatever library, of methods and classes that block. */
    public static final String ANNOTATION = "Blocking";

    private BlockingMethods() {}
}
