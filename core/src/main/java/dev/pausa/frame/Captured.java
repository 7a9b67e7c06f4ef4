package dev.pausa.frame;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the captured variables of lambdas, which only the JDK's own code may, with the rights that a module gives the
 * library when it opens a package to it. They go to nobody but the body that the lambda would hand them to: the code of
 * a lambda is a method, the variables are that method's first arguments, and a frame class was woven from that method.
 * So each frame class is {@linkplain #admit admitted} with the method it was woven from, and reads no other lambdas.
 */
public final class Captured {
    private Captured() {}

    /**
     * The method that a frame class was woven from.
     *
     * @param home the class that declares it
     * @param name its name
     * @param arguments the argument part of its descriptor
     */
    public record Code(Class<?> home, String name, String arguments) {
        /** Returns whether it is the code of a lambda, and so gets all that the lambda has captured. */
        boolean isThatOf(Lambda lambda) {
            return name.equals(lambda.name)
                    && arguments.equals(lambda.arguments)
                    && home.isAssignableFrom(lambda.owner);
        }

        /** Returns whether a method reference calls it on this object, because of the object's class. */
        boolean isCalledOn(@Nullable Object receiver, Lambda reference) {
            return name.equals(reference.name) && home.isInstance(receiver);
        }
    }

    /**
     * The methods that a frame class was woven from; several if compilers wrote one for a method reference that passes
     * all on.
     */
    private static final class Admission {
        private final Set<Code> codes = ConcurrentHashMap.newKeySet();

        boolean isFor(Lambda lambda) {
            for (Code code : codes) { // no stream, whose lambdas would be linked at each start of a program
                if (code.isThatOf(lambda)) {
                    return true;
                }
            }
            return false;
        }

        boolean isForReceiver(@Nullable Object receiver, Lambda reference) {
            for (Code code : codes) {
                if (code.isCalledOn(receiver, reference)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return codes.toString();
        }
    }

    /** By frame class; kept with that. */
    private static final ClassValue<Admission> ADMITTED = new ClassValue<>() {
        @Override
        protected Admission computeValue(Class<?> frameClass) {
            return new Admission();
        }
    };

    /**
     * Lets a frame class read the captured variables of lambdas; called by the weaver, before the class is used.
     *
     * @param frameClass the class, which the weaver has defined
     * @param codes the methods that it was woven from
     */
    public static void admit(Class<?> frameClass, List<Code> codes) {
        ADMITTED.get(frameClass).codes.addAll(codes);
    }

    /**
     * Returns the call site in a frame class that reads a captured variable; see {@code Bootstraps.captured}.
     *
     * @param frameClass the class that the site is in
     * @param type from Object to the variable's type
     * @param index the variable's number, from 0
     * @return the site
     * @throws IllegalAccessException if the class was not admitted
     */
    public static CallSite site(Class<?> frameClass, MethodType type, int index) throws IllegalAccessException {
        Admission admitted = ADMITTED.get(frameClass);
        if (admitted.codes.isEmpty()) {
            throw new IllegalAccessException(frameClass.getName()
                    + " is no frame class of the weaver's, and may not read what lambdas have captured");
        }
        MutableCallSite site = new MutableCallSite(type);
        MethodHandle bind = MethodHandles.insertArguments(BIND, 0, site, frameClass.getClassLoader(), admitted, index);
        site.setTarget(MethodHandles.foldArguments(MethodHandles.exactInvoker(type), bind));
        return site;
    }

    private static final MethodHandle BIND;
    private static final MethodHandle READ;
    private static final MethodHandle READ_SLOWLY;
    private static final MethodHandle IS_INSTANCE;

    static {
        Lookup own = MethodHandles.lookup();
        try {
            BIND = own.findStatic(
                    Captured.class,
                    "bind",
                    MethodType.methodType(
                            MethodHandle.class,
                            MutableCallSite.class,
                            ClassLoader.class,
                            Admission.class,
                            int.class,
                            Object.class));
            READ = own.findStatic(
                    Captured.class,
                    "read",
                    MethodType.methodType(Object.class, Admission.class, int.class, Object.class));
            READ_SLOWLY = own.findStatic(
                    Captured.class, "readSlowly", MethodType.methodType(Object.class, int.class, Object.class));
            IS_INSTANCE =
                    own.findVirtual(Class.class, "isInstance", MethodType.methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A frame class must not keep the lambda classes of another loader alive. */
    private static MethodHandle bind(
            MutableCallSite site, ClassLoader loader, Admission admitted, int index, Object lambda) {
        Class<?> first = lambda.getClass();
        MethodHandle ofAny =
                MethodHandles.insertArguments(READ, 0, admitted, index).asType(site.type());
        boolean isLambda = !(lambda instanceof ReferenceObject);
        boolean isOwn = isLambda && first.getClassLoader() == loader && admitted.isFor(known(lambda));
        MethodHandle target = isOwn
                ? MethodHandles.guardWithTest(IS_INSTANCE.bindTo(first), reader(first, index, site.type()), ofAny)
                : ofAny;
        site.setTarget(target);
        return target;
    }

    /**
     * What was found out about a lambda class.
     *
     * @param owner the class that the method behind it was named by
     * @param name that method's name
     * @param arguments the argument part of its descriptor
     * @param readers reads the captured variables, from Object to Object
     */
    private record Lambda(Class<?> owner, String name, String arguments, List<MethodHandle> readers) {}

    /** Kept with the lambda class. Written without a lock: whoever comes first at the same time finds the same. */
    private static final ClassValue<Lambda[]> KNOWN = new ClassValue<>() {
        @Override
        protected Lambda[] computeValue(Class<?> lambda) {
            return new Lambda[1];
        }
    };

    private static Lambda known(Object lambda) {
        Lambda[] slot = KNOWN.get(lambda.getClass());
        Lambda known = slot[0];
        if (known == null) {
            slot[0] = known = look(lambda instanceof ReferenceObject reference ? reference.lambda() : lambda);
        }
        return known;
    }

    private static Lambda look(Object lambda) {
        Class<?> type = lambda.getClass();
        List<MethodHandle> readers = new ArrayList<>();
        while (readers.size() < type.getDeclaredFields().length) {
            readers.add(reader(type, readers.size(), MethodType.genericMethodType(1)));
        }
        SerializedLambda form = Lambdas.form(lambda);
        String descriptor = form.getImplMethodSignature();
        return new Lambda(
                Lambdas.owner(form, type.getClassLoader()),
                form.getImplMethodName(),
                descriptor.substring(0, descriptor.indexOf(')') + 1),
                List.copyOf(readers));
    }

    private static @Nullable Object read(Admission admitted, int index, Object lambda) throws Throwable {
        Lambda known = known(lambda);
        Object value = value(known, index, lambda);
        if (admitted.isFor(known) || index == 0 && admitted.isForReceiver(value, known)) {
            return value;
        }
        throw new IllegalAccessException("a frame class woven from " + admitted + " may not read what "
                + lambda.getClass().getName() + " has captured, whose code is another method");
    }

    private static @Nullable Object value(Lambda known, int index, Object lambda) throws Throwable {
        if (lambda instanceof ReferenceObject reference) {
            return reference.receiver();
        }
        return index < known.readers.size() ? known.readers.get(index).invokeExact(lambda) : readSlowly(index, lambda);
    }

    /**
     * Returns a reader of a captured variable. The JDK keeps these in fields arg$1, arg$2 …; on any other JVM they are
     * read from the serialized form.
     *
     * @param lambda the lambda's class
     * @param index the variable's number, from 0
     * @param type from Object to the variable's type
     * @return the reader
     */
    public static MethodHandle reader(Class<?> lambda, int index, MethodType type) {
        try {
            Field field = lambda.getDeclaredField("arg$" + (index + 1));
            return MethodHandles.privateLookupIn(lambda, MethodHandles.lookup())
                    .unreflectGetter(field)
                    .asType(type);
        } catch (ReflectiveOperationException otherLayout) {
            return MethodHandles.insertArguments(READ_SLOWLY, 0, index).asType(type);
        }
    }

    private static Object readSlowly(int index, Object lambda) {
        return Lambdas.form(lambda).getCapturedArg(index);
    }
}
