package dev.pausa.weaver.agent;

import java.lang.instrument.Instrumentation;

/**
 * The agent. The weaver finds it by its name in the system class loader, where the JVM puts agents, if the system
 * property {@code dev.pausa.agent} says that there is one.
 */
public final class Agent {
    private Agent() {}

    /** Set while there is an agent. */
    static final String PROPERTY = "dev.pausa.agent";

    private static final Listeners LISTENERS = new Listeners();

    /** Null as long as the JVM has started no agent. */
    private static volatile LoadedClasses loaded;

    /**
     * Called by the JVM, before the program's main method.
     *
     * @param options what follows the jar's name on the command line; there are no options
     * @param instrumentation what an agent may do
     */
    public static void premain(String options, Instrumentation instrumentation) {
        loaded = new LoadedClasses(instrumentation, LISTENERS);
        System.setProperty(PROPERTY, "true");
    }

    /**
     * Returns the bytes that the JVM has of a loaded class: as it was loaded, with all that agents have changed, and as
     * it was last redefined.
     *
     * @param type the class
     * @return a class file; null if there is no agent, or the JVM does not give the bytes of this class
     */
    public static byte[] bytes(Class<?> type) {
        LoadedClasses classes = loaded;
        return classes == null ? null : classes.bytes(type);
    }

    /**
     * Has something run whenever a class is redefined that was asked for before. That is on the thread which redefines
     * it, and before it is done: who asks for the bytes then waits.
     *
     * @param listener what to run; it is kept weakly, must be quick and must not load a class
     */
    public static void onRedefinition(Runnable listener) {
        LISTENERS.add(listener);
    }
}
