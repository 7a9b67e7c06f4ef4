package dev.pausa.weaver.runtime;

import java.util.Optional;

/**
 * Asks the JVM whether it would take a class file. When a body cannot be woven, this says whose fault it is: a damaged
 * file's, if the JVM refuses that too, and else the weaver's. The class is defined once more, by a loader that nobody
 * else sees, and never initialised.
 */
final class Verdict extends ClassLoader {
    private Verdict(ClassLoader parent) {
        super(parent);
    }

    /** Returns why the JVM refuses the bytes as this class's file; empty if it takes them, or cannot say. */
    static Optional<LinkageError> against(Class<?> home, byte[] classFile) {
        try {
            Class<?> again =
                    new Verdict(home.getClassLoader()).defineClass(home.getName(), classFile, 0, classFile.length);
            again.getDeclaredConstructors(); // links the class, which is when its code is verified
            return Optional.empty();
        } catch (VerifyError | ClassFormatError | NoClassDefFoundError refused) {
            return Optional.of(refused);
        } catch (LinkageError | TypeNotPresentException unknown) { // what is around it is not for this loader
            return Optional.empty();
        }
    }
}
