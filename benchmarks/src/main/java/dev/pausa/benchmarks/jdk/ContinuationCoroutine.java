package dev.pausa.benchmarks.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A coroutine that is a {@code jdk.internal.vm.Continuation}. The class is called through constant method handles,
 * which cost nothing once compiled, so that this one compiles where there is no such class. It needs {@code
 * --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
public final class ContinuationCoroutine extends StackCoroutine {
    private static final MethodHandle NEW;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> type = lookup.findClass("jdk.internal.vm.Continuation");
            Class<?> scopeType = lookup.findClass("jdk.internal.vm.ContinuationScope");
            Object scope = lookup.findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                    .invoke("coroutine");
            MethodHandle constructor =
                    lookup.findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class));
            NEW = MethodHandles.insertArguments(constructor, 0, scope)
                    .asType(MethodType.methodType(Object.class, Runnable.class));
            RUN = lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            MethodHandle yield = lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType));
            YIELD = MethodHandles.insertArguments(yield, 0, scope);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object continuation;

    /**
     * Makes one; nothing of it runs.
     *
     * @param body its code
     */
    public ContinuationCoroutine(Body body) {
        super(body);
        try {
            continuation = NEW.invokeExact((Runnable) this::runBody);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void enter() {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void leave() {
        try {
            boolean ignored = (boolean) YIELD.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
