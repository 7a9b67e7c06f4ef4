/**
 * Coroutine objects, as Python has them. The one jar is this module: its exports are all that other code may name.
 *
 * <p>A module whose bodies pause writes {@code requires dev.pausa;} and opens the packages they are in: {@code opens
 * app to dev.pausa;}. Nothing here is open to anybody.
 */
@SuppressWarnings("module") // dev.pausa.testing and .durable are compiled later, and most programs have none
module dev.pausa {
    requires static java.instrument; // the agent
    requires static java.management; // CoroutinesMXBean
    requires static jdk.attach; // the dump of another process
    requires static jdk.jfr; // the flight recorder's events
    requires static org.jspecify; // annotations, for compilers and analysers

    exports dev.pausa;
    exports dev.pausa.async;
    exports dev.pausa.diagnostics;
    exports dev.pausa.flow;
    exports dev.pausa.frame to
            dev.pausa.durable; // which takes paused objects apart
    exports dev.pausa.weaver to
            dev.pausa.durable; // and needs to know what is where in them
    exports dev.pausa.weaver.runtime to
            dev.pausa.durable;
    exports dev.pausa.async.order to
            dev.pausa.testing; // which has charge of time and order
    exports dev.pausa.weaver.agent to
            java.instrument; // which starts it
    exports dev.pausa.woven; // what woven code extends and calls
}
