package dev.pausa.diagnostics;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The MXBean. This class is loaded when tracking is first switched on; it alone needs the module {@code java.management}. */
final class Management implements CoroutinesMXBean {
    private Management() {}

    private static boolean isRegistered;

    /** Registers it, unless it is there or cannot be. */
    static synchronized void register() {
        if (isRegistered) {
            return;
        }
        isRegistered = true;
        try {
            ObjectName name = new ObjectName("dev.pausa:type=Coroutines");
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Management(), name);
        } catch (JMException | SecurityException refused) {
            System.getLogger("dev.pausa")
                    .log(System.Logger.Level.WARNING, "tracking is on, but its MXBean cannot be registered", refused);
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
