package dev.pausa.weaver;

import dev.pausa.trace.FrameNames;
import java.util.Collections;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The members that a body may use only from its home, where the frame class is of the home's nest: {@code super} calls,
 * protected members that the home inherits from another package, and what asks which class calls. For each a method is
 * added to the home, which does what the body's instruction did. What makes a lambda is moved there, too: so the lambda
 * is the home's, also when it is serialized.
 */
final class NestMembers extends Members {
    NestMembers(BodySource source) {
        super(source);
    }

    @Override
    boolean isInNest() {
        return true;
    }

    @Override
    boolean spreads() {
        return false; // a method takes as many as the call
    }

    @Override
    boolean needsHome(MethodInsnNode call) {
        return !call.name.equals("<init>") && super.needsHome(call);
    }

    @Override
    AbstractInsnNode callSite(MethodInsnNode call) {
        if (isOwnPrivate(call)) {
            int opcode = call.itf ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            return new MethodInsnNode(opcode, call.owner, call.name, call.desc, call.itf);
        }
        boolean asks = isLookup(call) || CallerSensitive.isOne(call.owner, call.name);
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        return inHome(call, isStatic ? call.desc : withReceiver(asks ? call.owner : home, call.desc));
    }

    /** Compilers of old called private methods by {@code invokespecial}, which a nest mate cannot. */
    private boolean isOwnPrivate(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESPECIAL
                && call.owner.equals(home)
                && accessOfMethod(source.declaring(), call.name, call.desc)
                        .filter(access -> (access & Opcodes.ACC_PRIVATE) != 0)
                        .isPresent();
    }

    @Override
    AbstractInsnNode fieldSite(FieldInsnNode access) {
        String receiver = Type.getObjectType(home).getDescriptor();
        return inHome(
                access,
                switch (access.getOpcode()) {
                    case Opcodes.GETFIELD -> "(" + receiver + ")" + access.desc;
                    case Opcodes.GETSTATIC -> "()" + access.desc;
                    case Opcodes.PUTFIELD -> "(" + receiver + access.desc + ")V";
                    default -> "(" + access.desc + ")V";
                });
    }

    @Override
    AbstractInsnNode rehome(InvokeDynamicInsnNode dynamic) {
        boolean isReplaced = source.nest().maker(dynamic) != null;
        return !isReplaced && needsHome(dynamic) ? inHome(dynamic, dynamic.desc) : dynamic;
    }

    @Override
    void makeBodies() {
        InsnList code = source.method().instructions;
        for (AbstractInsnNode i : code.toArray()) {
            if (i instanceof InvokeDynamicInsnNode dynamic && source.nest().maker(dynamic) != null) {
                code.set(dynamic, source.nest().maker(dynamic).clone(Map.of()));
            }
        }
    }

    @Override
    AbstractInsnNode load(ConstantDynamic constant) {
        return inHome(new LdcInsnNode(constant), "()" + constant.getDescriptor());
    }

    private AbstractInsnNode initialization;

    @Override
    AbstractInsnNode initialization() {
        if (initialization == null) { // a body may be emitted twice
            initialization = inHome(null, "()V");
        }
        return initialization;
    }

    /** Returns a call of a method that is added to the home, and executes this instruction. */
    private AbstractInsnNode inHome(AbstractInsnNode instruction, String desc) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        String name = FrameNames.ADDED_METHOD + source.nest().added().size();
        MethodNode method = new MethodNode(access, name, desc, null, null);
        if (instruction != null) {
            addLine(method, BodySource.lineOf(instruction));
        }
        int slot = 0;
        for (Type argument : Type.getArgumentTypes(desc)) {
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        if (instruction != null) {
            method.instructions.add(instruction.clone(Collections.emptyMap()));
        }
        method.visitInsn(Type.getReturnType(desc).getOpcode(Opcodes.IRETURN));
        method.visitMaxs(Math.max(slot, 2), slot);
        source.nest().added().add(method);
        boolean isInterface = (source.declaring().access & Opcodes.ACC_INTERFACE) != 0;
        return new MethodInsnNode(Opcodes.INVOKESTATIC, home, name, desc, isInterface);
    }

    private static void addLine(MethodNode method, int line) {
        if (line >= 0) {
            LabelNode start = new LabelNode();
            method.instructions.add(start);
            method.instructions.add(new LineNumberNode(line, start));
        }
    }
}
