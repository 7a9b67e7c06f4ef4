package dev.pausa.diagnostics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Registers a bean without keeping it alive. The MBean server holds what is registered for good, and with it the class
 * loader of its class: that of a web application, say, which could never be unloaded. So all that the server and the
 * cleaner come to hold is made of the JDK's own classes, down to the calls, and refers to the bean weakly. When the
 * bean has been collected, it is unregistered.
 */
final class WeakBean {
    private WeakBean() {}

    /** Its thread is the JDK's, and ends with the bean. */
    private static final Cleaner CLEANER = Cleaner.create();

    private static final Lookup LOOKUP = MethodHandles.publicLookup();

    /**
     * Registers a bean.
     *
     * @param target gets each call of the bean's methods; the caller keeps it alive
     */
    static void register(MBeanServer server, ObjectName name, BiFunction<Method, Object[], Object> target)
            throws JMException {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(DynamicMBean.class.getClassLoader()); // proxies may be defined in this one
        try {
            Object bean = Proxy.newProxyInstance(
                    DynamicMBean.class.getClassLoader(), new Class<?>[] {DynamicMBean.class}, calling(target));
            server.registerMBean(bean, name);
            CLEANER.register(target, unregistering(server, name));
        } catch (NoSuchMethodException | IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private static InvocationHandler calling(BiFunction<Method, Object[], Object> target)
            throws NoSuchMethodException, IllegalAccessException {
        MethodHandle get = LOOKUP.findVirtual(WeakReference.class, "get", MethodType.methodType(Object.class))
                .bindTo(new WeakReference<>(target));
        MethodHandle apply = LOOKUP.findVirtual(BiFunction.class, "apply", MethodType.genericMethodType(2));
        MethodHandle call =
                MethodHandles.collectArguments(apply, 0, get.asType(MethodType.methodType(BiFunction.class)));
        return MethodHandleProxies.asInterfaceInstance(
                InvocationHandler.class, MethodHandles.dropArguments(call, 0, Object.class));
    }

    private static Runnable unregistering(MBeanServer server, ObjectName name)
            throws NoSuchMethodException, IllegalAccessException {
        MethodHandle unregister = LOOKUP.findVirtual(
                MBeanServer.class, "unregisterMBean", MethodType.methodType(void.class, ObjectName.class));
        return MethodHandleProxies.asInterfaceInstance(
                Runnable.class, MethodHandles.insertArguments(unregister, 0, server, name));
    }
}
