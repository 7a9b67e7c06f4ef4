import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the arguments that have {@code java} run the command that weaves, wherever that is done: a class path with the
 * weaver, which is that of this program, and the source of the command.
 *
 * <pre>{@code
 * java -cp WEAVER WeaveArguments.java FILE Main.java
 * java @FILE FOLDER --rewrite
 * }</pre>
 */
final class WeaveArguments {
    private WeaveArguments() {}

    public static void main(String[] arguments) throws IOException {
        String classPath = System.getProperty("java.class.path");
        Files.writeString(Path.of(arguments[0]), "-cp\n" + quoted(classPath) + "\n" + quoted(arguments[1]) + "\n");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\") + '"';
    }
}
