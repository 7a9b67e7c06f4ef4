package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the body's method of a frame class: the original instructions in their order, with three things added.
 *
 * <pre>
 *        if frame == null: goto BEGIN
 *        switch on frame.state: goto RESTORE 1 … n
 *        throw NotPaused                                  another thread is in it
 * RESTORE k:                                              the state becomes RUNNING; locals and operands from the frame
 *        goto RESUMED k
 * BEGIN: captured variables from the body object
 *        … the original code; at an await:
 *          child = awaited(operand);  result = child.frame.begin(child, depth)
 *          if child has finished: goto DONE k
 *          frame = frame(frame, self, child, parameters)    if there is none yet, with the parameters that never change
 *          locals and operands to the frame
 *          frame.state = k;  frame.awaiting = child
 *          return result                                  what the child yielded
 *        RESUMED k:
 *          if raised != null: throw raised
 *          result = value
 *        DONE k: …
 * EXIT:  any exception: the coroutine is closed; a StopIteration is converted
 * </pre>
 *
 * The code of a pause stands where the await stood: on its line, inside its try blocks. What stands before the body
 * belongs to no line, so that a debugger does not stop there. This is the form of {@link InlinePauses}; that of large
 * bodies is in {@link SharedPauses}.
 */
final class BodyEmitter {
    private final BodySource source;
    private final Analysis analysis;
    private final ClassVisitor owner;
    private final MethodNode method;
    private final BodyCode code;
    private final PauseEmitter pauses;
    private final Beginning beginning;
    private final Map<AbstractInsnNode, Plan.Pause> pauseAt = new IdentityHashMap<>();

    /**
     * Begins the method.
     *
     * @param owner gets the method
     * @param form which form it gets
     */
    BodyEmitter(
            BodySource source,
            Analysis analysis,
            Plan plan,
            Members members,
            String prototype,
            ClassVisitor owner,
            Form form) {
        this.source = source;
        this.analysis = analysis;
        this.owner = owner;
        this.method = source.method();
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        MethodVisitor visitor = owner.visitMethod(access, methodName(source), descriptor(source), null, null);
        this.code = new BodyCode(visitor, source, prototype, form);
        this.pauses = form.pauses(source, analysis, plan, code);
        this.beginning = new Beginning(source, plan, members, code);
        for (Plan.Pause pause : plan.pauses()) {
            pauseAt.put(pause.point().call(), pause);
        }
    }

    static String methodName(BodySource source) {
        String name = Names.plain(source.enclosingMethod());
        return switch (name) { // the frame class has these already
            case "begin", "resume", "describe", "prototype", "frame" -> name + "$body";
            default -> name;
        };
    }

    static String descriptor(BodySource source) {
        return "(L" + Names.HANDLE + ";L" + source.frameName() + ";L" + Names.OBJECT + ";L" + Names.THROWABLE + ";I)L"
                + Names.OBJECT + ";";
    }

    /** Writes the method; returns how many bytes of code it has, if no jump is longer than 32 KB. */
    int emit() {
        code.visitor.visitCode();
        method.instructions.resetLabels(); // which keep their places from an earlier emission
        Label begin = new Label();
        Label end = new Label();
        Label exit = new Label();
        emitTryCatchBlocks();
        code.visitor.visitTryCatchBlock(pauses.emitTryCatchBlocks(begin), end, exit, null);
        pauses.emitDispatch(begin);
        code.label(begin);
        code.stackMap(List.of(), List.of());
        beginning.emit();
        for (AbstractInsnNode i : method.instructions) {
            emitInstruction(i);
        }
        code.label(end);
        emitExit(exit);
        Label last = new Label();
        code.label(last);
        emitLocalVariables();
        code.visitor.visitMaxs(0, 0);
        code.visitor.visitEnd();
        for (MethodNode helper : pauses.helpers()) {
            helper.accept(owner);
        }
        return last.getOffset();
    }

    private void emitTryCatchBlocks() {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            code.visitor.visitTryCatchBlock(
                    block.start.getLabel(), block.end.getLabel(), block.handler.getLabel(), block.type);
        }
    }

    private void emitInstruction(AbstractInsnNode i) {
        if (pauseAt.containsKey(i)) {
            pauses.emitSite(pauseAt.get(i));
        } else if (i instanceof VarInsnNode access) {
            code.visitor.visitVarInsn(access.getOpcode(), BodyCode.ARGUMENTS + access.var);
        } else if (i instanceof IincInsnNode increment) {
            code.visitor.visitIincInsn(BodyCode.ARGUMENTS + increment.var, increment.incr);
        } else if (i instanceof FrameNode node) {
            code.stackMap(labels(analysis.frames().get(node)), labels(node.stack));
        } else if (isReturn(i)) {
            emitReturn(i.getOpcode());
        } else {
            i.accept(code.visitor);
        }
    }

    private static boolean isReturn(AbstractInsnNode i) {
        return i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() <= Opcodes.RETURN;
    }

    private void emitReturn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            code.insn(Opcodes.ACONST_NULL);
        } else if (opcode != Opcodes.ARETURN) {
            Type type = Type.getReturnType(method.desc);
            String box = FrameEmitter.boxOwner(type);
            code.visitor.visitMethodInsn(
                    Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
        pauses.emitReturn();
    }

    private static List<Object> labels(List<Object> types) {
        List<Object> result = new ArrayList<>();
        for (Object type : types == null ? List.of() : types) {
            result.add(type instanceof LabelNode label ? label.getLabel() : type);
        }
        return result;
    }

    /** Writes the handler of all that the body throws. */
    private void emitExit(Label exit) {
        code.label(exit);
        code.stackMap(List.of(), List.of(Names.THROWABLE));
        code.store(code.scratch);
        emitUnresolved();
        code.pushPrototype();
        code.load(BodyCode.SELF);
        code.load(BodyCode.FRAME);
        code.load(code.scratch);
        code.call(CoreCall.FAILED);
        code.insn(Opcodes.ATHROW);
    }

    /**
     * Writes a constant that the JVM resolves when it first comes to it, and drops it, and with it the error for which
     * it may not be resolved, if there is no memory. The compiler of JDK 17 compiles exception handlers that have never
     * run like all other code; what comes next gives the object away, so the object of each await that is inlined would
     * have to exist, only for that. At such a constant the compiler stops, and leaves the rest to the interpreter, once
     * for each class.
     *
     * <p>The error has a handler of its own: C1 compiles no method where one is also reached from above.
     */
    private void emitUnresolved() {
        Label constant = new Label();
        Label resolved = new Label();
        Label error = new Label();
        Label end = new Label();
        List<Object> thrown = new ArrayList<>(Collections.nCopies(method.maxLocals, Opcodes.TOP));
        thrown.add(Names.THROWABLE);
        code.visitor.visitTryCatchBlock(constant, resolved, error, null);
        code.label(constant);
        code.visitor.visitLdcInsn(Type.getMethodType("()V"));
        code.label(resolved);
        code.insn(Opcodes.POP);
        code.jump(Opcodes.GOTO, end);
        code.label(error);
        code.stackMap(thrown, List.of(Names.THROWABLE));
        code.insn(Opcodes.POP);
        code.label(end);
        code.stackMap(thrown, List.of());
    }

    private void emitLocalVariables() {
        for (LocalVariableNode variable : pauses.sent()) {
            variable.accept(code.visitor);
        }
        if (method.localVariables == null) {
            return;
        }
        for (LocalVariableNode variable : method.localVariables) {
            code.visitor.visitLocalVariable(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    variable.start.getLabel(),
                    variable.end.getLabel(),
                    BodyCode.ARGUMENTS + variable.index);
        }
    }
}
