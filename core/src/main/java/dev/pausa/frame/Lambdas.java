package dev.pausa.frame;

import dev.pausa.trace.Sneaky;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;

/**
 * What a lambda says about itself: a serializable one has a method {@code writeReplace} that tells which method holds
 * its code. Anybody may write a class with such a method, so what it says is believed only as far as the class that is
 * said to have written the lambda could have written it: nobody gets at code through the library that is out of his own
 * reach.
 */
public final class Lambdas {
    private Lambdas() {}

    /** Says that an object is no lambda of the class that it claims to stand in. */
    public static final class NotGenuineException extends IllegalAccessException {
        private static final long serialVersionUID = 1L;

        NotGenuineException(String message) {
            super(message);
        }
    }

    /**
     * Returns what a lambda says about itself.
     *
     * @param lambda an object of a hidden class
     * @return its serialized form
     * @throws NotGenuineException if it is no lambda of the class it claims to stand in, or names code that this class
     *     cannot call
     * @throws IllegalAccessException if its package is not open to this module
     * @throws NoSuchMethodException if the object is no serializable lambda
     */
    public static SerializedLambda serialized(Object lambda) throws IllegalAccessException, NoSuchMethodException {
        Class<?> type = lambda.getClass();
        Lambdas.class.getModule().addReads(type.getModule());
        MethodHandle writeReplace = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findVirtual(type, "writeReplace", MethodType.methodType(Object.class));
        Object form;
        try {
            form = writeReplace.invoke(lambda);
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
        if (!(form instanceof SerializedLambda serialized)) {
            throw new NoSuchMethodException(type.getName() + ".writeReplace gives no SerializedLambda");
        }
        requireReach(type, serialized);
        return serialized;
    }

    /** Returns the same for a lambda that is known as one. */
    static SerializedLambda form(Object lambda) {
        try {
            return serialized(lambda);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(
                    lambda.getClass().getName() + " does not say any more what its code is", changed);
        }
    }

    /** Returns the class by which a lambda names its code. */
    static Class<?> owner(SerializedLambda form, ClassLoader loader) {
        try {
            return named(form.getImplClass(), loader);
        } catch (NotGenuineException absent) {
            throw new IllegalStateException(absent.getMessage(), absent);
        }
    }

    /**
     * The JDK makes the class of a lambda a nest mate of the one that it stands in, which nobody else's class can be.
     */
    private static void requireReach(Class<?> type, SerializedLambda form) throws IllegalAccessException {
        ClassLoader loader = type.getClassLoader();
        Class<?> writer = named(form.getCapturingClass(), loader);
        if (writer.getNestHost() != type.getNestHost()) {
            throw new NotGenuineException(
                    type.getName() + " says that it is a lambda of " + writer.getName() + ", which has no such one");
        }
        Class<?> owner = named(form.getImplClass(), loader);
        if (owner.getNestHost() != writer.getNestHost()) {
            requireCallable(MethodHandles.privateLookupIn(writer, MethodHandles.lookup()), owner, form);
        }
    }

    private static Class<?> named(String internalName, ClassLoader loader) throws NotGenuineException {
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException absent) {
            throw new NotGenuineException("a lambda names the class " + internalName + ", which cannot be found");
        }
    }

    /**
     * Demands that the class that wrote a method reference may call the method that it names; it has linked it already.
     */
    private static void requireCallable(Lookup writer, Class<?> owner, SerializedLambda form)
            throws NotGenuineException {
        MethodType type = MethodType.fromMethodDescriptorString(form.getImplMethodSignature(), owner.getClassLoader());
        String name = form.getImplMethodName();
        try {
            find(writer, owner, name, type, form.getImplMethodKind());
        } catch (ReflectiveOperationException | TypeNotPresentException unreachable) {
            throw new NotGenuineException(writer.lookupClass().getName() + " names " + owner.getName() + "." + name
                    + type + ", which it cannot call: " + unreachable.getMessage());
        }
    }

    /**
     * Finds the method that a reference names.
     *
     * @param writer the rights of the class that has the reference
     * @param owner the class that the reference names
     * @param name the method's name
     * @param type its type
     * @param tag the kind of the reference, of {@link MethodHandleInfo}
     * @return the method
     * @throws ReflectiveOperationException if that class cannot call it
     */
    static MethodHandle find(Lookup writer, Class<?> owner, String name, MethodType type, int tag)
            throws ReflectiveOperationException {
        return switch (tag) {
            case MethodHandleInfo.REF_invokeStatic -> writer.findStatic(owner, name, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> writer.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial -> writer.findSpecial(owner, name, type, writer.lookupClass());
            default -> writer.findVirtual(owner, name, type);
        };
    }
}
