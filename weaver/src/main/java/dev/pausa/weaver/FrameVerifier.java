package dev.pausa.weaver;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Checks the bytes of a frame class: the weaver's last stage. The JVM checks them too when it links the class; this
 * check finds a fault earlier and says where it is. It runs when assertions are on.
 */
final class FrameVerifier {
    private FrameVerifier() {}

    /** Returns true; throws if the class is unsound. */
    static boolean isSound(BodySource source, byte[] frameClass) {
        ClassNode node = new ClassNode();
        new ClassReader(frameClass).accept(node, 0);
        for (MethodNode method : node.methods) {
            try {
                new Analyzer<>(new BasicVerifier()).analyze(node.name, method);
            } catch (AnalyzerException e) {
                int line = e.node == null ? -1 : BodySource.lineOf(e.node);
                throw Refusal.internal(
                        source, line, "the woven method " + method.name + " is unsound: " + e.getMessage(), e);
            }
        }
        return true;
    }
}
