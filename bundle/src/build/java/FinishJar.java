import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Finishes the one jar after shading, as a part of the build: adds the module descriptor, which the shade plugin always leaves out, and
 * lifts the relocated classes of ASM to this project's class-file version. ASM's are of version 49, without stack map frames, and so
 * the JVM keeps them out of its archives (CDS, AOT) and verifies them the slow way.
 *
 * <p>Same input, same bytes: entries keep their order, and all get the time of the first one, which Maven has set.
 *
 * <pre>{@code java -cp ASM FinishJar.java JAR MODULE-INFO VERSION}</pre>
 */
final class FinishJar {
    private static final String DESCRIPTOR = "module-info.class";

    private final ZipFile shaded;
    private final ClassLoader classes;

    private FinishJar(ZipFile shaded, ClassLoader classes) {
        this.shaded = shaded;
        this.classes = classes;
    }

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path finished = jar.resolveSibling(jar.getFileName() + ".new");
        byte[] descriptor = Files.readAllBytes(Path.of(arguments[1]));
        try (ZipFile shaded = new ZipFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(finished))) {
            new FinishJar(shaded, classes).write(out, descriptor, arguments[2]);
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the descriptor first of all classes, as the JDK's own tool does. */
    private void write(ZipOutputStream out, byte[] descriptor, String version) throws IOException {
        List<? extends ZipEntry> entries = shaded.stream()
                .filter(entry -> !entry.getName().equals(DESCRIPTOR))
                .toList();
        boolean isDescribed = false;
        for (ZipEntry entry : entries) {
            if (!isDescribed && !entry.getName().startsWith("META-INF/")) {
                put(out, DESCRIPTOR, completed(descriptor, version));
                isDescribed = true;
            }
            byte[] bytes = shaded.getInputStream(entry).readAllBytes();
            put(out, entry.getName(), isClass(entry) ? lifted(bytes) : bytes);
        }
    }

    private void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(shaded.entries().nextElement().getTimeLocal());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    /** Adds what the compiler could not know of the module: its version, and the packages that are concealed. */
    private byte[] completed(byte[] descriptor, String version) {
        ClassNode node = new ClassNode();
        new ClassReader(descriptor).accept(node, 0);
        node.module.version = version;
        node.module.packages = shaded.stream()
                .filter(FinishJar::isClass)
                .map(entry -> entry.getName().substring(0, entry.getName().lastIndexOf('/')))
                .distinct()
                .sorted()
                .toList();
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static int major(byte[] classFile) {
        return (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
    }

    /** The class in this project's class-file version, with stack map frames. */
    private byte[] lifted(byte[] classFile) {
        if (major(classFile) >= Opcodes.V17) {
            return classFile;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String sign, String parent, String[] interfaces) {
                super.visit(Opcodes.V17, access, name, sign, parent, interfaces);
            }
        };
        new ClassReader(classFile).accept(newer, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
