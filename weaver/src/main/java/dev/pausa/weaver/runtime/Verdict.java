package dev.pausa.weaver.runtime;

import dev.pausa.weaver.BodySource;
import java.util.Optional;

/**
 * Asks the JVM whether it would take a class file. When a body cannot be woven, this says whose fault it is: a damaged file's, if the JVM
 * refuses that too, and else the weaver's. The class is defined once more, by a loader that nobody else sees, and never initialised.
 */
final class Verdict extends ClassLoader {
    private Verdict(ClassLoader parent) {
        super(parent);
    }

    /** Returns why the JVM refuses the class file of a body; empty if it takes it, or cannot say. */
    static Optional<LinkageError> against(BodySource source, ClassLoader loader) {
        try {
            byte[] bytes = source.classFile();
            Class<?> again = new Verdict(loader).defineClass(source.className(), bytes, 0, bytes.length);
            again.getDeclaredConstructors(); // links the class, which is when its code is verified
            return Optional.empty();
        } catch (VerifyError | ClassFormatError | NoClassDefFoundError refused) {
            return Optional.of(refused);
        } catch (LinkageError | TypeNotPresentException unknown) { // what is around it is not for this loader
            return Optional.empty();
        }
    }
}
