package dev.pausa.woven;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A call of a member whose arguments are so many that no method handle can stand for it. */
final class Spread {
    private Spread() {}

    private static final MethodHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup()
                    .findStatic(
                            Spread.class,
                            "call",
                            MethodType.methodType(Object.class, AccessibleObject.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Returns a handle from the array of the arguments, receiver first, to the result.
     *
     * @param home the class that must have the right to the member
     * @param owner the class that the call names
     * @param kind a reference kind of {@link MethodHandleInfo}
     * @param name the member's name
     * @param type its arguments
     */
    static MethodHandle of(Class<?> home, Class<?> owner, int kind, String name, MethodType type)
            throws ReflectiveOperationException {
        AccessibleObject member = kind == MethodHandleInfo.REF_newInvokeSpecial
                ? owner.getDeclaredConstructor(type.parameterArray())
                : method(owner, name, type);
        checkRight(home, (Member) member);
        member.setAccessible(true);
        return CALL.bindTo(member);
    }

    private static Method method(Class<?> owner, String name, MethodType type) throws NoSuchMethodException {
        for (Class<?> declaring = owner; declaring != null; declaring = declaring.getSuperclass()) {
            try {
                return declaring.getDeclaredMethod(name, type.parameterArray());
            } catch (NoSuchMethodException inherited) {
                continue;
            }
        }
        throw new NoSuchMethodException(owner.getName() + "." + name + type);
    }

    private static void checkRight(Class<?> home, Member member) throws IllegalAccessException {
        Class<?> declaring = member.getDeclaringClass();
        boolean inherits = Modifier.isProtected(member.getModifiers()) && declaring.isAssignableFrom(home);
        if (!declaring.isNestmateOf(home) && !inherits) {
            throw new IllegalAccessException(home.getName() + " may not use " + member);
        }
    }

    private static @Nullable Object call(AccessibleObject member, Object[] arguments) throws Throwable {
        try {
            if (member instanceof Constructor<?> constructor) {
                return constructor.newInstance(arguments);
            }
            Method method = (Method) member;
            return Modifier.isStatic(method.getModifiers())
                    ? method.invoke(null, arguments)
                    : method.invoke(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
