package dev.pausa.weaver;

import dev.pausa.frame.FrameTable;
import dev.pausa.frame.Kind;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** From the code of a body to the bytes of its frame class: analyze, plan, emit, verify. */
public final class Weaving {
    private Weaving() {}

    /** Returns whether a method can pause as a body of this kind; a body that cannot needs no frame class. */
    public static boolean canPause(MethodNode method, Kind kind) {
        for (AbstractInsnNode i : method.instructions) {
            if (Names.pauseOf(i, kind) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses awaits where none can be: in a generator's body, since a generator has no driver who could be waited for,
     * and in a lambda inside a body that is none itself.
     */
    public static void refuseAwaits(BodySource source) {
        NestedAwaits.refuse(source);
        if (source.kind() != Kind.GENERATOR) {
            return;
        }
        for (AbstractInsnNode i : source.method().instructions) {
            if (Names.pauseOf(i, Kind.COROUTINE) != null) {
                throw Refusal.awaitInGenerator(source, BodySource.lineOf(i));
            }
        }
    }

    /**
     * Returns the name of the static field in which the frame class of a body holds its prototype. No frame class that
     * was woven from something else has it.
     *
     * @param source the body
     * @param forDebugger as for {@link #weave}
     * @return the name
     */
    public static String prototype(BodySource source, boolean forDebugger) {
        return FrameEmitter.prototype(Fingerprint.of(source, forDebugger));
    }

    /**
     * Returns the state table of a body that never pauses.
     *
     * @param source the body
     * @return the table, without points
     */
    public static FrameTable tableOfPlain(BodySource source) {
        return FrameEmitter.table(source, new Plan(List.of(), List.of(), List.of()));
    }

    /**
     * A body with more bytes of code than this gets the large form. Up to there HotSpot compiles the inline form, which
     * is the faster one. Tests set it.
     */
    static int largest = WovenClass.LARGEST_COMPILED;

    /**
     * Weaves a body. The source's method is rewritten on the way and must not be used again.
     *
     * @param source the body
     * @param forDebugger whether a debugger may look at the variables, so that all that are in scope are kept
     * @return the frame class
     */
    public static WovenClass weave(BodySource source, boolean forDebugger) {
        Members members = Members.of(source);
        NewDelayer.delay(source, members);
        ManyArguments.spread(source, members);
        members.link();
        Analysis analysis = Analysis.of(source, forDebugger);
        members.makeBodies();
        String fingerprint = Fingerprint.of(source, forDebugger);
        WovenClass woven = FrameEmitter.emit(source, analysis, members, fingerprint, largest);
        assert FrameVerifier.isSound(source, woven.classFile()); // an assertion: a start pays for every class loaded
        return woven;
    }

    /**
     * Says that HotSpot will not compile a body, and what to do.
     *
     * @param source the body
     * @param woven what it was woven to
     * @return the text
     */
    public static String notCompiled(BodySource source, WovenClass woven) {
        return "the body at " + source.place(source.firstLine()) + " will be slow: woven it has " + woven.size()
                + " bytes of code, and HotSpot compiles no method of more than " + WovenClass.LARGEST_COMPILED
                + ", so it is interpreted, about ten times slower; move parts of it into "
                + Refusal.ownBodies(source.kind()) + ", or start java with -XX:-DontCompileHugeMethods";
    }

    /** Makes a method of one that returns a value that returns none. */
    public static void dropResult(MethodNode method) {
        int pop = Type.getReturnType(method.desc).getSize() == 1 ? Opcodes.POP : Opcodes.POP2;
        for (AbstractInsnNode i : method.instructions.toArray()) {
            if (i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() < Opcodes.RETURN) {
                method.instructions.insertBefore(i, new InsnNode(pop));
                method.instructions.set(i, new InsnNode(Opcodes.RETURN));
            }
        }
        method.desc = method.desc.substring(0, method.desc.indexOf(')') + 1) + "V";
    }
}
