package dev.pausa.conformance.differential;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * The command that weaves, in a process of its own: so that what is compiled here can be woven ahead of time where the
 * weaver is not.
 */
final class WeaveCommand {
    private static final String CLASS = ".class";

    private WeaveCommand() {}

    /**
     * Returns class files as this run of the tests wants them: woven, with those that were made by weaving among them,
     * if all classes of the run are woven ahead of time, else as they are.
     *
     * @param compiled class files by class name
     */
    static Map<String, byte[]> ahead(Map<String, byte[]> compiled) {
        String arguments = System.getProperty("pausa.weave.arguments"); // the profile woven-ahead has it
        if (arguments == null) {
            return compiled;
        }
        try {
            Path jar = Files.createTempFile("compiled", ".jar");
            try {
                write(jar, compiled);
                weave(jar, arguments);
                return read(jar);
            } finally {
                Files.delete(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path jar, Map<String, byte[]> classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                out.putNextEntry(new JarEntry(each.getKey().replace('.', '/') + CLASS));
                out.write(each.getValue());
            }
        }
    }

    private static void weave(Path jar, String arguments) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process command = new ProcessBuilder(
                        java, "@" + arguments, jar.toString(), "--" + System.getProperty("pausa.way"))
                .redirectErrorStream(true)
                .start();
        String said = new String(command.getInputStream().readAllBytes());
        int status = command.onExit().join().exitValue();
        if (status != 0) {
            throw new IllegalStateException("the command that weaves ended with status " + status + ":\n" + said);
        }
    }

    private static Map<String, byte[]> read(Path jar) throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        try (JarFile in = new JarFile(jar.toFile())) {
            List<JarEntry> files =
                    in.stream().filter(entry -> entry.getName().endsWith(CLASS)).toList();
            for (JarEntry file : files) {
                String name = file.getName().replace('/', '.');
                classes.put(
                        name.substring(0, name.length() - CLASS.length()),
                        in.getInputStream(file).readAllBytes());
            }
        }
        return classes;
    }
}
