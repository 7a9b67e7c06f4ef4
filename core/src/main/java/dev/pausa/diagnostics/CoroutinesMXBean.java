package dev.pausa.diagnostics;

/**
 * The view of all live coroutine objects for other processes, as the MXBean {@code dev.pausa:type=Coroutines}: for
 * JConsole, for Mission Control, and for {@code ./pausa dump PID}. It is registered when
 * {@linkplain Diagnostics#setTracking tracking} is first switched on, if the module {@code java.management} is there,
 * and stays when tracking is switched off.
 *
 * <p>Each copy of the library that a process loads, as each of several web applications may do, has a bean of its own:
 * the first is {@code dev.pausa:type=Coroutines}, the next {@code dev.pausa:type=Coroutines,copy=2}, and so on. A bean
 * keeps no class loader alive, and is unregistered when its copy of the library is unloaded. A build that moves the
 * library to other packages (as the Maven Shade plugin can) moves the domain with them.
 */
public interface CoroutinesMXBean {
    /**
     * Takes a dump with the variables of paused bodies.
     *
     * @return see {@link CoroutineDump#toText()}
     * @throws IllegalStateException if tracking is off
     */
    String dumpText();

    /**
     * Takes a dump with the variables of paused bodies.
     *
     * @return see {@link CoroutineDump#toJson()}
     * @throws IllegalStateException if tracking is off
     */
    String dumpJson();

    /**
     * Counts the live objects that were made while tracking was on.
     *
     * @return how many; 0 if tracking is off
     */
    int getLiveCount();

    /**
     * Returns whether tracking is on.
     *
     * @return see {@link Diagnostics#isTracking()}
     */
    boolean isTracking();

    /**
     * Switches tracking.
     *
     * @param isTracking see {@link Diagnostics#setTracking}
     */
    void setTracking(boolean isTracking);
}
