package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes what makes a body pause and go on: the beginning of its method, and each suspension point. */
abstract class PauseEmitter {
    final BodySource source;
    final Plan plan;
    final BodyCode code;
    private final Label[] resumed;
    private final List<LocalVariableNode> sent = new ArrayList<>();

    PauseEmitter(BodySource source, Plan plan, BodyCode code) {
        this.source = source;
        this.plan = plan;
        this.code = code;
        this.resumed = new Label[plan.pauses().size() + 1];
        for (Plan.Pause pause : plan.pauses()) {
            resumed[pause.point().number()] = new Label();
        }
    }

    /** Announces the try blocks of the code before the body, and returns where the body's last handler begins. */
    abstract Label emitTryCatchBlocks(Label begin);

    /** Writes what stands before the body: jumps to {@code begin} if the body begins, and to a point if it goes on. */
    abstract void emitDispatch(Label begin);

    /** Writes a suspension point in the place of its call. */
    abstract void emitSite(Plan.Pause pause);

    /**
     * Writes how each site begins: with a look at whose yielder it is, and the beginning of what is awaited. Returns
     * where it goes on if that does not pause; its value is on the stack there.
     */
    final Label emitOperand(Plan.Pause pause, int child) {
        Label done = new Label();
        if (pause.point().pause().isThroughYielder()) {
            emitOwnershipCheck(pause.point().call());
        }
        if (awaits(pause)) {
            emitAwait(pause.point().pause().operand, child, done);
        }
        return done;
    }

    /** Ends the body with the result on the stack. */
    abstract void emitReturn();

    void emitReturned() {
        code.pushPrototype();
        code.insn(Opcodes.SWAP);
        code.load(BodyCode.SELF);
        code.load(BodyCode.FRAME);
        code.call(CoreCall.RETURNED);
        code.insn(Opcodes.ARETURN);
    }

    /** What debuggers and the JVM are to know of the values that were sent. */
    List<LocalVariableNode> sent() {
        return sent;
    }

    /** The methods of the frame class that the pauses call. */
    List<MethodNode> helpers() {
        return List.of();
    }

    /** Where the body goes on. */
    Label resumed(Plan.Pause pause) {
        return resumed[pause.point().number()];
    }

    static boolean awaits(Plan.Pause pause) {
        return pause.point().pause().operand != null;
    }

    /** Jumps to {@code begin} if there is no frame yet; leaves the number of the point on the stack. */
    void emitPoint(Label begin) {
        code.load(BodyCode.FRAME);
        code.jump(Opcodes.IFNULL, begin);
        code.load(BodyCode.FRAME);
        code.getField("state", "I");
        if (hasHandledPoint()) {
            code.visitor.visitLdcInsn(Frame.POINT);
            code.insn(Opcodes.IAND);
        }
    }

    private boolean hasHandledPoint() {
        for (Plan.Pause pause : plan.pauses()) {
            if (pause.point().handled()) {
                return true;
            }
        }
        return false;
    }

    void emitRunning() {
        code.load(BodyCode.FRAME);
        code.insn(Opcodes.ICONST_M1);
        code.putField("state", "I");
    }

    void emitNotPaused(Label notPaused) {
        code.label(notPaused);
        code.stackMap(List.of(), List.of());
        code.call(CoreCall.NOT_PAUSED);
        code.insn(Opcodes.ATHROW);
    }

    /** Takes the yielder from below the argument, and checks that it is this body's. */
    void emitOwnershipCheck(MethodInsnNode call) {
        code.insn(Opcodes.SWAP);
        code.load(BodyCode.FRAME);
        code.visitor.visitLdcInsn(call.name);
        code.call(CoreCall.CHECK_OWN);
    }

    /**
     * Runs what is on the stack. Jumps to {@code done} with its result on the stack if it has finished; its handle is
     * in the slot {@code child}.
     */
    void emitAwait(CoreCall operand, int child, Label done) {
        code.call(operand);
        code.insn(Opcodes.DUP);
        code.store(child);
        code.call(CoreCall.PROTOTYPE);
        code.load(child);
        code.loadInt(BodyCode.DEPTH);
        code.call(CoreCall.BEGIN);
        code.load(child);
        code.call(CoreCall.IS_PAUSED);
        code.jump(Opcodes.IFEQ, done);
    }

    /** Marks a pause of an asynchronous generator that is a yield. */
    void emitYielded(Plan.Pause pause) {
        if (source.kind() == Kind.ASYNC_GENERATOR && pause.point().pause() == Names.Pause.YIELD) {
            code.load(BodyCode.FRAME);
            code.call(CoreCall.YIELDED);
        }
    }

    /**
     * Loads what was sent, and goes on with it.
     *
     * @param from a place before, from where on what was sent is named
     */
    void emitSent(Plan.Pause pause, Label from, Label done) {
        MethodInsnNode call = pause.point().call();
        code.load(BodyCode.VALUE);
        if (awaits(pause)) {
            List<Object> withResult = new ArrayList<>(pause.point().operands());
            withResult.add(Names.OBJECT);
            code.label(done);
            code.stackMap(pause.point().frameLocals(), withResult);
            separateFrames(call);
        } else if (call.getNext().getOpcode() != Opcodes.POP) {
            nameSent(from, call.name);
        }
        if (call.desc.endsWith("V")) {
            code.insn(Opcodes.POP);
        }
    }

    /** Two stack map frames cannot stand at one place (JVMS 4.7.4): puts an instruction between. */
    private void separateFrames(AbstractInsnNode call) {
        AbstractInsnNode next = call.getNext();
        while (next instanceof LabelNode || next instanceof LineNumberNode) {
            next = next.getNext();
        }
        if (next instanceof FrameNode) {
            code.insn(Opcodes.NOP);
        }
    }

    /**
     * Names the parameter that was just loaded, there alone: for the JVM's text of a NullPointerException, not for
     * debuggers.
     */
    private void nameSent(Label from, String call) {
        Label to = new Label();
        code.label(to);
        String name = "the value of " + call;
        sent.add(new LocalVariableNode(
                name, Names.OBJECT_DESC, null, new LabelNode(from), new LabelNode(to), BodyCode.VALUE));
    }
}
