package dev.pausa.weaver.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.SoftReference;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The bytes that the JVM has of loaded classes. It gives them only to a transformer of a class that is transformed
 * again; so that is begun, and the bytes are kept and given back with one bit changed that the JVM lets nobody change
 * in a loaded class. It refuses them before anything has happened to the class: no code is thrown away, and no
 * debugger's breakpoint is lost.
 *
 * <p>The JVM first calls the agents that cannot transform a class again, JaCoCo's being one, or takes what they made
 * when the class was loaded; then the others in the order of the command line. So this one sees what those have made
 * that are named before it.
 */
final class LoadedClasses implements ClassFileTransformer {
    private final Instrumentation instrumentation;
    private final Listeners listeners;

    /** The classes that were asked for, with their bytes as long as there is memory. Guarded by itself. */
    private final Map<Class<?>, SoftReference<byte[]>> known = new WeakHashMap<>();

    /** How many of them have been redefined. Guarded by {@link #known}. */
    private int redefinitions;

    private boolean isRegistered;

    /** What a thread that asks for a class wants to see. */
    private static final class Wanted {
        final Class<?> type;
        byte[] bytes;

        Wanted(Class<?> type) {
            this.type = type;
        }
    }

    private final ThreadLocal<Wanted> wanted = new ThreadLocal<>();

    /**
     * Makes one that has registered nothing yet.
     *
     * @param instrumentation what the agent may do
     * @param listeners told when a class that was asked for is redefined
     */
    LoadedClasses(Instrumentation instrumentation, Listeners listeners) {
        this.instrumentation = instrumentation;
        this.listeners = listeners;
    }

    /** Returns the bytes of a class, or null if the JVM does not give them. */
    byte[] bytes(Class<?> type) {
        if (!instrumentation.isModifiableClass(type)) {
            return null;
        }
        register();
        int before;
        synchronized (known) {
            SoftReference<byte[]> kept = known.get(type);
            byte[] bytes = kept == null ? null : kept.get();
            if (bytes != null) {
                return bytes;
            }
            known.putIfAbsent(type, new SoftReference<>(null)); // from now on a redefinition is noticed
            before = redefinitions;
        }
        byte[] bytes = ask(type);
        synchronized (known) {
            if (before == redefinitions) {
                known.put(type, new SoftReference<>(bytes));
                return bytes;
            }
        }
        return bytes(type);
    }

    private synchronized void register() {
        if (!isRegistered) {
            instrumentation.addTransformer(this, true);
            isRegistered = true;
        }
    }

    /**
     * Asks twice if a class has been redefined: the JVM gathers the bytes first and then waits for a redefinition that
     * is under way, so the second answer is what came of it.
     */
    private byte[] ask(Class<?> type) {
        byte[] first = askOnce(type);
        synchronized (known) {
            if (redefinitions == 0) {
                return first;
            }
        }
        return askOnce(type);
    }

    private byte[] askOnce(Class<?> type) {
        Wanted question = new Wanted(type);
        wanted.set(question);
        try {
            instrumentation.retransformClasses(type);
        } catch (UnsupportedOperationException | LinkageError refusedAsMeant) {
            // nothing has happened to the class
        } catch (UnmodifiableClassException notThisOne) {
            return null;
        } finally {
            wanted.remove();
        }
        return question.bytes;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (redefined == null) {
            return null; // a class that is loaded
        }
        Wanted question = wanted.get();
        if (question != null && question.type == redefined) {
            question.bytes = bytes.clone();
            return RefusedBytes.of(bytes);
        }
        if (forget(redefined)) {
            listeners.tell();
        }
        return null;
    }

    private boolean forget(Class<?> redefined) {
        synchronized (known) {
            if (known.remove(redefined) == null) {
                return false;
            }
            redefinitions++;
            return true;
        }
    }
}
