package dev.pausa.durable;

import java.lang.ref.Reference;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Types whose objects mean something only in the process, and on the day, in which they were made. */
final class Refused {
    private Refused() {}

    private static final String BIND = "make it a resource, which is bound anew when the body is loaded";

    static final Map<Class<?>, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put(Thread.class, "a thread does not outlive its process");
        REASONS.put(ThreadLocal.class, "it belongs to threads; " + BIND);
        REASONS.put(Lock.class, "a lock does not outlive its process");
        REASONS.put(BaseStream.class, "a stream can be gone through once; collect it into a list before the pause");
        REASONS.put(Random.class, "a loaded copy would give the same numbers again; draw before the pause, or " + BIND);
        REASONS.put(WeakHashMap.class, "what it holds depends on the garbage collector");
        REASONS.put(IdentityHashMap.class, "identities are others in each process");
        REASONS.put(Reference.class, "what it holds depends on the garbage collector");
        REASONS.put(CompletionStage.class, "nobody completes it after this process has ended");
        REASONS.put(Future.class, "nobody completes it after this process has ended");
        REASONS.put(Executor.class, "it belongs to the process; " + BIND);
        REASONS.put(ClassLoader.class, "it belongs to the process; " + BIND);
        REASONS.put(Process.class, "it belongs to this process");
        REASONS.put(System.Logger.class, "it belongs to the process; " + BIND);
        REASONS.put(Class.class, "data names no classes");
    }

    /** Returns why objects of a type cannot be saved, or null if nothing forbids it. */
    static @Nullable String why(Class<?> type) {
        for (Map.Entry<Class<?>, String> each : REASONS.entrySet()) {
            if (each.getKey().isAssignableFrom(type)) {
                return each.getValue();
            }
        }
        return AutoCloseable.class.isAssignableFrom(type) && isOfJdk(type)
                ? "it is open in this process alone; " + BIND
                : named(type);
    }

    /** The classes of some modules, as those of {@code java.sql}, have a loader. */
    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    /** Loggers, by their names: the library needs none of theirs. */
    private static @Nullable String named(Class<?> type) {
        return type.getSimpleName().equals("Logger") ? "it belongs to the process; " + BIND : null;
    }
}
