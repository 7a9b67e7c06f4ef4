package dev.pausa.lint.bytecode;

import dev.pausa.weaver.ClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** A folder, a jar or a class file whose classes are checked. */
final class ClassPlace {
    private static final String CLASS = ".class";
    private static final int MAGIC = 0xCAFEBABE;

    private final Path path;
    private final Program program;

    private ClassPlace(Path path, Program program) {
        this.path = path;
        this.program = program;
    }

    /** Adds the classes of a place to a program. */
    static void read(Path path, Program program) throws UnreadableException {
        try {
            new ClassPlace(path, program).read();
        } catch (ZipException damaged) {
            throw new UnreadableException(
                    path + " is no jar that can be read (" + damaged.getMessage()
                            + "): give folders of classes, jars and class files, and build or copy a damaged jar anew",
                    damaged);
        } catch (IOException broken) {
            throw new UnreadableException("cannot read " + path + ": " + broken, broken);
        }
    }

    private void read() throws IOException, UnreadableException {
        if (Files.isDirectory(path)) {
            readFolder();
        } else if (!Files.exists(path)) {
            throw new UnreadableException("there is no folder, jar or class file " + path.toAbsolutePath()
                    + "; compile first, and name what the compiler wrote, such as target/classes");
        } else if (path.toString().endsWith(CLASS)) {
            add(Files.readAllBytes(path), path.toString());
        } else if (path.toString().matches(".*\\.(java|kt|groovy|scala)")) {
            throw new UnreadableException(path + " is source code; give the class files that its compiler makes of it,"
                    + " or the folder or the jar that they are in");
        } else {
            readJar();
        }
    }

    private void readFolder() throws IOException, UnreadableException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(path)) {
            files = all.filter(file -> isWanted(file.getFileName().toString()) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            add(Files.readAllBytes(file), file.toString());
        }
    }

    /** Of a multi-release jar, those classes that this JVM would load. */
    private void readJar() throws IOException, UnreadableException {
        try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            for (JarEntry entry : jar.versionedStream().toList()) {
                String name = entry.getName();
                if (isWanted(name.substring(name.lastIndexOf('/') + 1))) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(in.readAllBytes(), path + "!/" + name);
                    }
                }
            }
        }
    }

    private static boolean isWanted(String name) {
        return name.endsWith(CLASS) && !name.equals("module-info.class") && !name.equals("package-info.class");
    }

    private void add(byte[] bytes, String file) throws UnreadableException {
        if (bytes.length < 10 || magic(bytes) != MAGIC) {
            throw new UnreadableException(file
                    + " is no class file, or a damaged one: it does not begin as each does; compile or copy it anew");
        }
        try {
            ClassNode type = ClassFiles.parse(bytes);
            program.add(type, file, bytes);
        } catch (RuntimeException damaged) {
            throw new UnreadableException(
                    "the class file " + file + " cannot be read (" + damaged + "): " + advice(version(bytes)), damaged);
        }
    }

    private static int magic(byte[] bytes) {
        return (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | version(bytes, 2);
    }

    private static int version(byte[] bytes) {
        return version(bytes, 6);
    }

    private static int version(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static String advice(int version) {
        int newest = Opcodes.V28 & 0xFFFF;
        return version > newest
                ? "it has version " + version + ", of Java " + (version - 44) + ", and this Pausa knows those up to "
                        + newest + ", of Java " + (newest - 44) + "; compile for an older release, or use a newer Pausa"
                : "it is damaged; compile or copy it anew";
    }
}
