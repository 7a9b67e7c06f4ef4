package dev.pausa.weaver.runtime;

import dev.pausa.frame.Redefinitions;
import dev.pausa.trace.Sneaky;
import dev.pausa.weaver.ClassFiles;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * The bytes that the JVM itself has of a class, where there is an agent to ask. It lies in the system class loader, and
 * this copy of the library perhaps elsewhere; so it is found by its name and called by handles.
 */
final class JvmBytes {
    private JvmBytes() {}

    /** Kept here, since the agent keeps it weakly. */
    private static final Runnable DROP = new DropPrototypes();

    private static final MethodHandle BYTES = System.getProperty("dev.pausa.agent") == null ? null : connected();

    /** Whether there is an agent. */
    static final boolean ARE_THERE = BYTES != null;

    /** A class of its own, since a lambda is linked where it is made. */
    private static final class DropPrototypes implements Runnable {
        @Override
        public void run() {
            Redefinitions.dropPrototypes();
        }
    }

    /** Returns what gives the bytes of a class, after the agent was told whom to tell of redefined ones. */
    private static MethodHandle connected() {
        String own = JvmBytes.class.getPackageName();
        String name = own.substring(0, own.lastIndexOf('.')) + ".agent.Agent";
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            Class<?> agent = Class.forName(name, true, ClassLoader.getSystemClassLoader());
            MethodHandle bytes = lookup.findStatic(agent, "bytes", MethodType.methodType(byte[].class, Class.class));
            MethodType listening = MethodType.methodType(void.class, Runnable.class);
            MethodHandle listen = lookup.findStatic(agent, "onRedefinition", listening);
            Redefinitions.watch();
            listen.invokeExact(DROP);
            return bytes;
        } catch (Throwable outOfReach) { // of another version, or in a module that does not let this copy call it
            System.getLogger("dev.pausa")
                    .log(
                            System.Logger.Level.WARNING,
                            "bodies are woven from class files, and not from what the JVM has of their classes, since"
                                    + " the agent cannot be reached from " + JvmBytes.class.getClassLoader() + ": "
                                    + outOfReach);
            return null;
        }
    }

    /** Returns the bytes of a class; empty without an agent, and for a class that the JVM does not give. */
    static Optional<byte[]> of(Class<?> type) {
        if (BYTES == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable((byte[]) BYTES.invokeExact(type));
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
    }

    /** Returns the class files around a class: as they lie there, and of classes without a file what the JVM has. */
    static ClassFiles.Source around(Class<?> type) {
        ClassPlaces places = ClassPlaces.of(type);
        return ARE_THERE ? new Around(places, type.getClassLoader()) : places;
    }

    private record Around(ClassPlaces places, ClassLoader loader) implements ClassFiles.Source {
        @Override
        public Optional<byte[]> bytes(String internalName) throws IOException {
            Optional<byte[]> file = places.bytes(internalName);
            if (file.isPresent()) {
                return file;
            }
            try {
                return of(Class.forName(internalName.replace('/', '.'), false, loader));
            } catch (ClassNotFoundException | LinkageError nowhere) {
                return Optional.empty();
            }
        }
    }
}
