package dev.pausa.weaver;

import dev.pausa.frame.Kind;
import dev.pausa.weaver.runtime.RuntimeAccess;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Lets the tests in other packages into the weaver's stages. */
public final class WeaverAccess {
    private WeaverAccess() {}

    /** Reads a class as the weaver does. */
    public static ClassNode parse(byte[] classFile) {
        return ClassFiles.parse(classFile);
    }

    /** Weaves one method of a class, which is used up: from its code to the bytes of its frame class. */
    public static byte[] weave(
            ClassNode declaring, MethodNode method, String frameName, ClassLoader loader, boolean forDebugger) {
        ClassFiles files = new ClassFiles(RuntimeAccess.filesOf(loader));
        BodySource source = new BodySource(declaring, method, Kind.COROUTINE, true, frameName, files, new byte[0]);
        return Weaving.weave(source, forDebugger).classFile();
    }

    /** Returns the fingerprint of a method of a class file. */
    static String fingerprint(byte[] classFile, String method, boolean forDebugger) {
        ClassNode node = ClassFiles.parse(classFile);
        MethodNode code = node.methods.stream()
                .filter(each -> each.name.equals(method))
                .findFirst()
                .orElseThrow();
        ClassFiles files = new ClassFiles(RuntimeAccess.filesOf(WeaverAccess.class.getClassLoader()));
        return Fingerprint.of(
                new BodySource(node, code, Kind.COROUTINE, true, node.name + "$frame", files, classFile), forDebugger);
    }
}
