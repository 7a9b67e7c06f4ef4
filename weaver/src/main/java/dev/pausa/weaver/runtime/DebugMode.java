package dev.pausa.weaver.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a debugger may look at the variables of a body. Then paused frames keep all variables in scope, not only the
 * live ones, so that a debugger shows their values after a resume. On when the JVM was started with the debug agent;
 * the system property {@code dev.pausa.debug} ({@code true} or {@code false}) decides otherwise.
 */
final class DebugMode {
    private DebugMode() {}

    static final boolean ON = isOn(System.getProperty("dev.pausa.debug"));

    private static boolean isOn(String property) {
        return property == null ? hasDebugAgent() : Boolean.parseBoolean(property);
    }

    /** Looks at the command line; the JVM's own list of arguments would load java.management. */
    private static boolean hasDebugAgent() {
        return commandLine().contains(AGENT) || names("JAVA_TOOL_OPTIONS") || names("JDK_JAVA_OPTIONS");
    }

    /** From the file that Linux has, which is faster; from elsewhere on other systems. */
    private static String commandLine() {
        Path file = Path.of("/proc/self/cmdline");
        if (Files.isReadable(file)) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException unreadable) {
                return "";
            }
        }
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        return String.join(" ", arguments);
    }

    private static final String AGENT = "jdwp";

    private static boolean names(String variable) {
        String value = System.getenv(variable);
        return value != null && value.contains(AGENT);
    }
}
