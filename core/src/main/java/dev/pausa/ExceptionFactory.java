package dev.pausa;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Makes the exception of {@code raise(type, value)}, as Python makes it from the arguments of {@code throw()}. */
final class ExceptionFactory {
    private ExceptionFactory() {}

    /** Returns the exception to raise, with this stack trace unless that is null. */
    static Throwable make(
            Class<? extends Throwable> type, @Nullable Object value, StackTraceElement @Nullable [] traceback) {
        Throwable exception = make(type, value);
        if (traceback != null) {
            exception.setStackTrace(traceback);
        }
        return exception;
    }

    /** Returns the exception to raise; if the constructor threw, what it threw. */
    private static Throwable make(Class<? extends Throwable> type, @Nullable Object value) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        try {
            return value == null ? withoutValue(type) : withValue(type, value);
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        } catch (ReflectiveOperationException e) {
            throw noConstructor(type, value, e);
        }
    }

    private static Throwable withoutValue(Class<? extends Throwable> type) throws ReflectiveOperationException {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException none) {
            return type.getConstructor(String.class).newInstance((Object) null);
        }
    }

    private static Throwable withValue(Class<? extends Throwable> type, Object value)
            throws ReflectiveOperationException {
        Constructor<?> best = null;
        for (Constructor<?> candidate : type.getConstructors()) {
            if (takes(candidate, value) && (best == null || isMoreSpecific(candidate, best))) {
                best = candidate;
            }
        }
        if (best == null) {
            throw noConstructor(type, value, null);
        }
        return (Throwable) best.newInstance(value);
    }

    private static boolean takes(Constructor<?> constructor, Object value) {
        return constructor.getParameterCount() == 1
                && boxed(constructor.getParameterTypes()[0]).isInstance(value);
    }

    private static boolean isMoreSpecific(Constructor<?> candidate, Constructor<?> than) {
        Class<?> type = boxed(candidate.getParameterTypes()[0]);
        Class<?> other = boxed(than.getParameterTypes()[0]);
        return type != other && other.isAssignableFrom(type);
    }

    private static Class<?> boxed(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }

    private static IllegalArgumentException noConstructor(
            Class<? extends Throwable> type, @Nullable Object value, @Nullable Throwable cause) {
        String argument = value == null
                ? "no argument"
                : "one argument of type " + value.getClass().getName();
        return new IllegalArgumentException(
                "cannot make a " + type.getName() + " to raise: the class needs a public constructor with " + argument
                        + "; give raise(...) an instance instead",
                cause);
    }
}
