package dev.pausa.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The types of the JDK whose objects mean something in one process alone, so that no durable body can keep them. */
public final class UnsavableTypes {
    private static final String BIND = "make it a resource, which is bound anew when the body is loaded";

    /** Why not, by the names of classes and interfaces; the first that fits counts. */
    public static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put("java.lang.Thread", "a thread does not outlive its process");
        REASONS.put("java.lang.ThreadLocal", "it belongs to threads; " + BIND);
        REASONS.put("java.util.concurrent.locks.Lock", "a lock does not outlive its process");
        REASONS.put(
                "java.util.stream.BaseStream",
                "a stream can be gone through once; collect it into a list before the pause");
        REASONS.put(
                "java.util.Random",
                "a loaded copy would give the same numbers again; draw before the pause, or " + BIND);
        REASONS.put("java.util.WeakHashMap", "what it holds depends on the garbage collector");
        REASONS.put("java.util.IdentityHashMap", "identities are others in each process");
        REASONS.put("java.lang.ref.Reference", "what it holds depends on the garbage collector");
        REASONS.put("java.util.concurrent.CompletionStage", "nobody completes it after this process has ended");
        REASONS.put("java.util.concurrent.Future", "nobody completes it after this process has ended");
        REASONS.put("java.util.concurrent.Executor", "it belongs to the process; " + BIND);
        REASONS.put("java.lang.ClassLoader", "it belongs to the process; " + BIND);
        REASONS.put("java.lang.Process", "it belongs to this process");
        REASONS.put("java.lang.System.Logger", "it belongs to the process; " + BIND);
        REASONS.put("java.lang.Class", "data names no classes");
    }

    private UnsavableTypes() {}

    /**
     * Returns why objects of a type cannot be saved.
     *
     * @param type its name
     * @param isSubtype whether it is, extends or implements the class or interface of a name
     * @return the reason; null if nothing forbids it
     */
    public static @Nullable String why(String type, Predicate<String> isSubtype) {
        for (Map.Entry<String, String> each : REASONS.entrySet()) {
            if (isSubtype.test(each.getKey())) {
                return each.getValue();
            }
        }
        boolean isOfJdk = type.startsWith("java.") || type.startsWith("javax.");
        return isOfJdk && isSubtype.test("java.lang.AutoCloseable")
                ? "it is open in this process alone; " + BIND
                : null;
    }

    /** Returns what a finding does to a build: an object of some types may be a resource, which nobody sees here. */
    public static Check.Severity severity(String why) {
        return why.contains(BIND) ? Check.Severity.WARNING : Check.Severity.ERROR;
    }
}
