package dev.pausa.diagnostics;

import dev.pausa.trace.Sneaky;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.BiFunction;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * The MXBean. This class is loaded when tracking is first switched on; it alone needs the module
 * {@code java.management}.
 */
final class Management implements CoroutinesMXBean {
    private Management() {}

    private static final String NAME = "dev.pausa:type=Coroutines";

    /** What the bean calls, which refers to it weakly; null until it is registered. */
    private static @Nullable BiFunction<Method, Object[], Object> registered;

    /** Registers it, unless it is there or cannot be. */
    static synchronized void register() {
        if (registered != null) {
            return;
        }
        DynamicMBean bean = new StandardMBean(new Management(), CoroutinesMXBean.class, true);
        registered = (method, arguments) -> call(bean, method, arguments);
        try {
            register(registered);
        } catch (JMException | SecurityException refused) {
            System.getLogger("dev.pausa")
                    .log(System.Logger.Level.WARNING, "tracking is on, but its MXBean cannot be registered", refused);
        }
    }

    /** Takes the next free name if other copies of the library, in other class loaders, have been here before. */
    private static void register(BiFunction<Method, Object[], Object> target) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (int copy = 1; ; copy++) {
            try {
                WeakBean.register(server, new ObjectName(copy == 1 ? NAME : NAME + ",copy=" + copy), target);
                return;
            } catch (InstanceAlreadyExistsException taken) {
                continue;
            }
        }
    }

    private static @Nullable Object call(DynamicMBean bean, Method method, Object[] arguments) {
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            throw Sneaky.rethrow(Objects.requireNonNullElse(thrown.getCause(), thrown));
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public String dumpText() {
        return CoroutineDump.takeWithLocals().toText();
    }

    @Override
    public String dumpJson() {
        return CoroutineDump.takeWithLocals().toJson();
    }

    @Override
    public int getLiveCount() {
        return CoroutineDump.liveCount();
    }

    @Override
    public boolean isTracking() {
        return Tracking.isTracking();
    }

    @Override
    public void setTracking(boolean isTracking) {
        Tracking.setTracking(isTracking);
    }
}
