package dev.pausa.weaver;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The class files around a class, read as bytes: no class is loaded. Remembers what it has read. */
public final class ClassFiles {
    /** Where class files come from. */
    public interface Source {
        /**
         * Returns the bytes of a class.
         *
         * @param internalName the class's internal name
         * @return the bytes, or empty if there are none
         * @throws IOException if they cannot be read
         */
        Optional<byte[]> bytes(String internalName) throws IOException;
    }

    private final Source source;
    private final Map<String, Optional<ClassNode>> outlines = new HashMap<>();

    /**
     * Makes one for a source.
     *
     * @param source where the bytes come from
     */
    public ClassFiles(Source source) {
        this.source = source;
    }

    /** Returns the bytes of a class by internal name, or empty if there are none. */
    Optional<byte[]> bytes(String internalName) throws IOException {
        return source.bytes(internalName);
    }

    /**
     * Returns a class's members and supertypes, without code.
     *
     * @param internalName its internal name
     * @return the class, or empty if its file cannot be found
     */
    public Optional<ClassNode> outline(String internalName) {
        Optional<ClassNode> outline = outlines.get(internalName);
        if (outline == null) {
            outline = readOutline(internalName);
            outlines.put(internalName, outline);
        }
        return outline;
    }

    private Optional<ClassNode> readOutline(String internalName) {
        try {
            Optional<byte[]> bytes = source.bytes(internalName);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            ClassNode node = new ClassNode();
            reader(bytes.get()).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(node);
        } catch (IOException | RuntimeException unreadable) {
            throw Refusal.unreadable(internalName.replace('/', '.'), unreadable);
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
        ClassReader reader = reader(bytes);
        ConstantPool.check(reader);
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    /**
     * Returns a class file with a constant pool in the order of use. Each redefinition of a class makes the JVM mix two
     * pools, so that the bytes it gives of one and the same code differ.
     *
     * @param bytes a class file
     * @return one of the same class
     */
    public static byte[] withOrderedPool(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        reader(bytes).accept(writer, 0);
        return writer.toByteArray();
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
