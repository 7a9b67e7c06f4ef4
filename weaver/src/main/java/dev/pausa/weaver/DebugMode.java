package dev.pausa.weaver;

import java.util.stream.Stream;

/**
 * Whether a debugger may look at the variables of a body. Then paused frames keep all variables in scope, not only the live ones, so
 * that a debugger shows their values after a resume. On when the JVM was started with the debug agent; the system property
 * {@code dev.pausa.debug} ({@code true} or {@code false}) decides otherwise.
 */
final class DebugMode {
    private DebugMode() {}

    static final boolean ON = isOn(System.getProperty("dev.pausa.debug"));

    private static boolean isOn(String property) {
        return property == null ? hasDebugAgent() : Boolean.parseBoolean(property);
    }

    /** Looks at the command line; reading the JVM's own list of arguments would load java.management. */
    private static boolean hasDebugAgent() {
        Stream<String> arguments =
                ProcessHandle.current().info().arguments().map(Stream::of).orElse(Stream.empty());
        Stream<String> variables = Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                .map(System::getenv)
                .filter(value -> value != null);
        return Stream.concat(arguments, variables).anyMatch(text -> text.contains("jdwp"));
    }
}
