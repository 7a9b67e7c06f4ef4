package dev.pausa.weaver;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Calls that only the home may make, with more arguments than a call site can take: 255 words in a method, of which a
 * method handle needs one for itself ({@link java.lang.invoke.MethodHandle}, "Arity limits"). Such a call site gets
 * them in an array.
 */
final class ManyArguments {
    private ManyArguments() {}

    /** Rewrites the source's method where it must be; constructors are left to {@link NewDelayer}. */
    static void spread(BodySource source, Members members) {
        MethodNode method = source.method();
        for (AbstractInsnNode i : method.instructions.toArray()) {
            if (i instanceof MethodInsnNode call
                    && areTooMany(call)
                    && !call.name.equals("<init>")
                    && members.spreads()
                    && members.needsHome(call)) {
                method.instructions.insertBefore(call, code(call, method, members));
                method.instructions.remove(call);
            }
        }
    }

    private static final int MOST_WORDS = 254;

    /** Returns whether there are, the receiver and a new object included. */
    static boolean areTooMany(MethodInsnNode call) {
        int words = Type.getArgumentsAndReturnSizes(call.desc) >> 2; // with a receiver
        return (call.getOpcode() == Opcodes.INVOKESTATIC ? words - 1 : words) > MOST_WORDS;
    }

    /** Takes the arguments from the stack into an array, and calls. */
    static InsnList code(MethodInsnNode call, MethodNode method, Members members) {
        boolean hasReceiver = call.getOpcode() != Opcodes.INVOKESTATIC && !call.name.equals("<init>");
        Type[] types = Type.getArgumentTypes(hasReceiver ? Members.withReceiver(call.owner, call.desc) : call.desc);
        InsnList store = new InsnList();
        InsnList array = new InsnList();
        array.add(new IntInsnNode(Opcodes.SIPUSH, types.length));
        array.add(new TypeInsnNode(Opcodes.ANEWARRAY, Names.OBJECT));
        for (int i = 0; i < types.length; i++) {
            int local = method.maxLocals;
            method.maxLocals += types[i].getSize();
            store.insert(new VarInsnNode(types[i].getOpcode(Opcodes.ISTORE), local));
            array.add(new InsnNode(Opcodes.DUP));
            array.add(new IntInsnNode(Opcodes.SIPUSH, i));
            array.add(new VarInsnNode(types[i].getOpcode(Opcodes.ILOAD), local));
            box(types[i], array);
            array.add(new InsnNode(Opcodes.AASTORE));
        }
        store.add(array);
        store.add(members.spreadSite(call));
        return store;
    }

    private static void box(Type type, InsnList code) {
        if (type.getSort() != Type.OBJECT && type.getSort() != Type.ARRAY) {
            String box = FrameEmitter.boxOwner(type);
            String desc = "(" + type.getDescriptor() + ")L" + box + ";";
            code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, box, "valueOf", desc, false));
        }
    }
}
