import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.ModuleNode;

/**
 * Finishes the one jar after shading, as a part of the build: adds the module descriptor, which the shade plugin always
 * leaves out, makes the OSGi bundle export the same, and lifts the relocated classes of ASM to this project's
 * class-file version. ASM's are of version 49, without stack map frames, and so the JVM keeps them out of its archives
 * (CDS, AOT) and verifies them the slow way.
 *
 * <p>Same input, same bytes: entries keep their order, and all get the time of the first one, which Maven has set.
 *
 * <pre>{@code java -cp ASM FinishJar.java JAR MODULE-INFO.java JSPECIFY-JAR VERSION}</pre>
 */
final class FinishJar {
    private static final String DESCRIPTOR = "module-info.class";

    /**
     * The package that woven code names in its descriptors and may not use: concealed in a module, and in a bundle
     * exported to nobody but those who ask for the attribute, which Pausa's activator does.
     */
    private static final String FRAME = "dev.pausa.frame";

    private final ZipFile shaded;
    private final ClassLoader classes;
    private final ClassNode descriptor = new ClassNode();
    private final ModuleNode module;

    private FinishJar(ZipFile shaded, ClassLoader classes, byte[] descriptor, String version) {
        this.shaded = shaded;
        this.classes = classes;
        new ClassReader(descriptor).accept(this.descriptor, 0);
        this.module = this.descriptor.module;
        this.module.version = version;
    }

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path finished = jar.resolveSibling(jar.getFileName() + ".new");
        byte[] descriptor = compiled(jar, arguments[1], arguments[2]);
        try (ZipFile shaded = new ZipFile(jar.toFile());
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(finished))) {
            new FinishJar(shaded, classes, descriptor, arguments[3]).write(out);
        }
        Files.move(finished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the descriptor first of all classes, as the JDK's own tool does. */
    private void write(ZipOutputStream out) throws IOException {
        List<? extends ZipEntry> entries = shaded.stream()
                .filter(entry -> !entry.getName().equals(DESCRIPTOR))
                .toList();
        boolean isDescribed = false;
        for (ZipEntry entry : entries) {
            if (!isDescribed && !entry.getName().startsWith("META-INF/")) {
                put(out, DESCRIPTOR, descriptor());
                isDescribed = true;
            }
            byte[] bytes = shaded.getInputStream(entry).readAllBytes();
            put(out, entry.getName(), finished(entry, bytes));
        }
    }

    private byte[] finished(ZipEntry entry, byte[] bytes) throws IOException {
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            return withBundle(bytes);
        }
        return isClass(entry) ? lifted(bytes) : bytes;
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

    // -----------------------------------------------------------------------------------------------------------------
    // The descriptors: of the module, and of the OSGi bundle, which exports the same
    // -----------------------------------------------------------------------------------------------------------------

    /** Compiles the descriptor against the jar, whose packages it exports. */
    private static byte[] compiled(Path jar, String descriptor, String required) throws IOException {
        Path folder = Files.createTempDirectory(jar.getParent(), "module");
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-Werror",
                        "--release=17",
                        "--module-path=" + required,
                        "--patch-module=dev.pausa=" + jar,
                        "-d",
                        folder.toString(),
                        descriptor);
        if (status != 0) {
            throw new IllegalStateException("javac cannot compile " + descriptor + "; see above");
        }
        Path compiled = folder.resolve(DESCRIPTOR);
        byte[] bytes = Files.readAllBytes(compiled);
        Files.delete(compiled);
        Files.delete(folder);
        return bytes;
    }

    /** Adds what the bundle has in common with the module. */
    private byte[] withBundle(byte[] manifest) throws IOException {
        Manifest completed = new Manifest(new ByteArrayInputStream(manifest));
        Attributes main = completed.getMainAttributes();
        String version = ";version=\"" + module.version.replaceFirst("-.*", "") + "\"";
        main.putValue("Bundle-Version", module.version.replace('-', '.'));
        main.putValue(
                "Export-Package",
                module.exports.stream()
                                .filter(export -> export.modules == null || export.modules.isEmpty())
                                .map(export -> export.packaze.replace('/', '.') + version + ",")
                                .collect(Collectors.joining())
                        + FRAME + version + ";woven=true;mandatory:=woven");
        main.putValue("Import-Package", main.getValue("Import-Package").replaceAll("\\s+", ""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        completed.write(bytes);
        return bytes.toByteArray();
    }

    /** Adds what the compiler could not know: all packages, those too that have resources alone, as jlink expects. */
    private byte[] descriptor() {
        module.packages = shaded.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.contains("/") && !name.endsWith("/") && !name.startsWith("META-INF/"))
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .distinct()
                .sorted()
                .toList();
        ClassWriter writer = new ClassWriter(0);
        descriptor.accept(writer);
        return writer.toByteArray();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The class files
    // -----------------------------------------------------------------------------------------------------------------

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
