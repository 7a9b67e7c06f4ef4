package dev.pausa.weaver;

import dev.pausa.frame.Kind;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** From the code of a body to the bytes of its frame class: analyze, plan, emit, verify. */
final class Weaving {
    private Weaving() {}

    /** Whether a method can pause as a body of this kind; a body that cannot needs no frame class. */
    static boolean canPause(MethodNode method, Kind kind) {
        for (AbstractInsnNode i : method.instructions) {
            if (Names.pauseOf(i, kind) != null) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a generator's body that awaits: a generator has no driver who could be waited for. */
    static void refuseAwaits(BodySource source) {
        if (source.kind() != Kind.GENERATOR) {
            return;
        }
        for (AbstractInsnNode i : source.method().instructions) {
            if (Names.pauseOf(i, Kind.COROUTINE) != null) {
                throw Refusal.awaitInGenerator(source, BodySource.lineOf(i));
            }
        }
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
        Plan plan = Plan.of(source, analysis);
        byte[] frameClass = FrameEmitter.emit(source, analysis, plan, members, Fingerprint.of(source, forDebugger));
        assert FrameVerifier.isSound(source, frameClass); // an assertion: a program's start pays for every class loaded
        return frameClass;
    }
}
