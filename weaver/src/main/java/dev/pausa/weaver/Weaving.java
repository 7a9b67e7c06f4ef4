package dev.pausa.weaver;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** From the code of a body to the bytes of its frame class: analyze, plan, emit, verify. */
final class Weaving {
    private Weaving() {}

    /** Whether a method can pause at all; a body that cannot needs no frame class. */
    static boolean canPause(MethodNode method) {
        for (AbstractInsnNode i : method.instructions) {
            if (Names.pauseOf(i) != null) {
                return true;
            }
        }
        return false;
    }

    /** Weaves a body. The source's method is rewritten on the way and must not be used again. */
    static byte[] weave(BodySource source) {
        return weave(source, DebugMode.ON);
    }

    /** Weaves a body for a JVM with or without a debugger. */
    static byte[] weave(BodySource source, boolean forDebugger) {
        Members members = new Members(source);
        NewDelayer.delay(source, members);
        Analysis analysis = Analysis.of(source, forDebugger);
        Plan plan = Plan.of(analysis);
        byte[] frameClass = FrameEmitter.emit(source, analysis, plan, members);
        FrameVerifier.verify(source, frameClass);
        return frameClass;
    }
}
