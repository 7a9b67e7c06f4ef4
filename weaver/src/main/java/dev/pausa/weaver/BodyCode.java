package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The body's method while it is written, with the few things that are written again and again.
 *
 * <p>Locals: 0 to 4 are the arguments; the original slots follow, shifted; then come two slots of scratch.
 */
final class BodyCode {
    static final int SELF = 0;
    static final int FRAME = 1;
    static final int VALUE = 2;
    static final int RAISED = 3;
    static final int DEPTH = 4;
    static final int ARGUMENTS = 5;

    /** Where the instructions go. */
    final MethodVisitor visitor;

    final int scratch;
    final int scratch2;
    private final String frameName;
    private final String prototype;
    private final Object raised;

    BodyCode(MethodVisitor visitor, BodySource source, String prototype, Form form) {
        this.visitor = visitor;
        this.scratch = ARGUMENTS + source.method().maxLocals;
        this.scratch2 = scratch + 1;
        this.frameName = source.frameName();
        this.prototype = prototype;
        this.raised = form == Form.INLINE ? Names.THROWABLE : Opcodes.TOP;
    }

    void insn(int opcode) {
        visitor.visitInsn(opcode);
    }

    void jump(int opcode, Label to) {
        visitor.visitJumpInsn(opcode, to);
    }

    void label(Label label) {
        visitor.visitLabel(label);
    }

    void load(int slot) {
        visitor.visitVarInsn(Opcodes.ALOAD, slot);
    }

    void store(int slot) {
        visitor.visitVarInsn(Opcodes.ASTORE, slot);
    }

    void loadInt(int slot) {
        visitor.visitVarInsn(Opcodes.ILOAD, slot);
    }

    void storeInt(int slot) {
        visitor.visitVarInsn(Opcodes.ISTORE, slot);
    }

    /** Loads one of the body's own variables. */
    void loadLocal(Plan.Kept local) {
        visitor.visitVarInsn(typeOf(local).getOpcode(Opcodes.ILOAD), ARGUMENTS + local.place());
    }

    /** Stores into one of the body's own variables. */
    void storeLocal(Plan.Kept local) {
        visitor.visitVarInsn(typeOf(local).getOpcode(Opcodes.ISTORE), ARGUMENTS + local.place());
    }

    /** Returns what the verifier knows of a kept value after it is restored. */
    Object verificationType(Plan.Kept kept) {
        if (kept.field() == null) {
            return Opcodes.NULL;
        }
        return kept.field() == Plan.FRAME_ITSELF
                ? frameName
                : FrameType.of(kept.field().type());
    }

    private static Type typeOf(Plan.Kept kept) {
        return kept.field() == null ? Names.OBJECT_TYPE : kept.field().type();
    }

    void pushInt(int number) {
        if (number <= Byte.MAX_VALUE) {
            visitor.visitIntInsn(Opcodes.BIPUSH, number);
        } else if (number <= Short.MAX_VALUE) {
            visitor.visitIntInsn(Opcodes.SIPUSH, number);
        } else {
            visitor.visitLdcInsn(number);
        }
    }

    void call(CoreCall method) {
        method.emit(visitor, frameName);
    }

    /** Calls a static method of the frame class. */
    void callOwn(String method, String descriptor) {
        visitor.visitMethodInsn(Opcodes.INVOKESTATIC, frameName, method, descriptor, false);
    }

    void pushPrototype() {
        visitor.visitFieldInsn(Opcodes.GETSTATIC, frameName, prototype, "L" + frameName + ";");
    }

    /** Reads a kept value from the frame. */
    void fetch(Plan.Field field) {
        if (field == null) {
            insn(Opcodes.ACONST_NULL);
            return;
        }
        load(FRAME);
        if (field != Plan.FRAME_ITSELF) {
            getField(field.name(), field.type().getDescriptor());
        }
    }

    void getField(String name, String descriptor) {
        visitor.visitFieldInsn(Opcodes.GETFIELD, frameName, name, descriptor);
    }

    void putField(String name, String descriptor) {
        visitor.visitFieldInsn(Opcodes.PUTFIELD, frameName, name, descriptor);
    }

    void put(Plan.Field field) {
        putField(field.name(), field.type().getDescriptor());
    }

    /** Puts the operand on top of the stack into the frame. */
    void keepOperand(Plan.Field field) {
        if (field == null) {
            insn(Opcodes.POP);
            return;
        }
        load(FRAME);
        if (field.type().getSize() == 1) {
            insn(Opcodes.SWAP);
        } else {
            insn(Opcodes.DUP_X2);
            insn(Opcodes.POP);
        }
        put(field);
    }

    void clear(List<Plan.Field> fields) {
        for (Plan.Field field : fields) {
            load(FRAME);
            insn(Opcodes.ACONST_NULL);
            put(field);
        }
    }

    /** Writes a stack map frame: the arguments, then the body's own locals. */
    void stackMap(List<Object> locals, List<Object> stack) {
        stackMap(raised, locals, stack);
    }

    /** The same, with what there is in the slot of what is raised. */
    void stackMap(Object raised, List<Object> locals, List<Object> stack) {
        List<Object> all = new ArrayList<>(List.of(Names.HANDLE, frameName, Names.OBJECT, raised, Opcodes.INTEGER));
        all.addAll(locals);
        visitor.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stack.size(), stack.toArray());
    }
}
