package dev.pausa.weaver;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The class files that one loader can see, read as bytes: no class is loaded. Remembers what it has read. */
public final class ClassFiles {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassNode>> outlines = new HashMap<>();

    /**
     * Makes one for a loader.
     *
     * @param loader the loader; null is the bootstrap loader
     */
    public ClassFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Returns the bytes of a class.
     *
     * @param internalName the class's internal name
     * @return the bytes, or empty if the loader has none
     * @throws IOException if they cannot be read
     */
    public Optional<byte[]> bytes(String internalName) throws IOException {
        String resource = internalName + ".class";
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /** Returns a class's members and supertypes, without code; empty if its file cannot be found or read. */
    Optional<ClassNode> outline(String internalName) {
        Optional<ClassNode> outline = outlines.get(internalName);
        if (outline == null) {
            outline = readOutline(internalName);
            outlines.put(internalName, outline);
        }
        return outline;
    }

    private Optional<ClassNode> readOutline(String internalName) {
        try {
            Optional<byte[]> bytes = bytes(internalName);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            ClassNode node = new ClassNode();
            reader(bytes.get()).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(node);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Reads a whole class, with stack map frames in full form.
     *
     * @param bytes a class file
     * @return the class
     */
    public static ClassNode parse(byte[] bytes) {
        ClassNode node = new ClassNode();
        reader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    /** The newest class-file version that ASM reads. */
    private static final int NEWEST = Opcodes.V28;

    /** A newer class file is read as if it had the newest version known: what matters for bodies has been stable. */
    private static ClassReader reader(byte[] bytes) {
        int major = (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
        if (major <= NEWEST) {
            return new ClassReader(bytes);
        }
        byte[] patched = bytes.clone();
        patched[6] = 0;
        patched[7] = NEWEST;
        return new ClassReader(patched);
    }
}
