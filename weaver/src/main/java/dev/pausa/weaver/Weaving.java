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
        Members members = new Members(source);
        NewDelayer.delay(source, members);
        Analysis analysis = Analysis.of(source);
        Plan plan = Plan.of(analysis);
        byte[] frameClass = FrameEmitter.emit(source, plan, members);
        FrameVerifier.verify(source, frameClass);
        return frameClass;
    }
}
