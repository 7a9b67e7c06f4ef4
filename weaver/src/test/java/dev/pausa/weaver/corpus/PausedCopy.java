package dev.pausa.weaver.corpus;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A library's class whose methods pause: the code of each method becomes a body, with a pause before every k-th
 * instruction, and the method itself a driver of that body.
 *
 * <pre>
 *   int size(String s) { CODE }
 * →
 *   int size(String s) { return (Integer) Driver.run(() -> lambda$size$ba5e$7(s)); }
 *   private int lambda$size$ba5e$7(String s) { CODE with suspend(null) in between }
 * </pre>
 */
final class PausedCopy {
    private static final String BODY = "dev/pausa/Coroutine$Body";
    private static final String RESULT_BODY = "dev/pausa/Coroutine$ResultBody";
    private static final String DRIVER = Type.getInternalName(Driver.class);

    private static final Handle META_FACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "altMetafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);

    private static final int SERIALIZABLE = 1;

    /** In the names of bodies, where javac puts a hash. */
    private static final String MARK = "$ba5e$";

    private final ClassNode node;
    private final Spacing spacing;
    private final List<MethodNode> bodies = new ArrayList<>();

    /** How far apart the pauses of a method are. */
    interface Spacing {
        /** Returns k for a method of a class. */
        int of(String className, String method, int instructions);
    }

    private PausedCopy(ClassNode node, Spacing spacing) {
        this.node = node;
        this.spacing = spacing;
    }

    /** Makes the copy. Its bodies are the methods whose name {@linkplain #isBody tells so}. */
    static byte[] of(byte[] original, ClassLoader types, Spacing spacing) {
        ClassNode node = new ClassNode();
        boolean hasFrames = (original[7] & 0xFF) >= Opcodes.V1_7;
        new ClassReader(original).accept(node, hasFrames ? ClassReader.EXPAND_FRAMES : ClassReader.SKIP_FRAMES);
        new PausedCopy(node, spacing).rewrite();
        // Class files older than Java 7 have no stack maps; ASM makes them up from the library's own classes.
        ClassWriter writer = hasFrames ? new ClassWriter(ClassWriter.COMPUTE_MAXS) : new FrameWriter(types);
        node.version = Math.max(node.version & 0xFFFF, Opcodes.V1_8);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static final class FrameWriter extends ClassWriter {
        private final ClassLoader types;

        FrameWriter(ClassLoader types) {
            super(ClassWriter.COMPUTE_FRAMES);
            this.types = types;
        }

        @Override
        protected ClassLoader getClassLoader() {
            return types;
        }
    }

    static boolean isBody(String methodName) {
        return methodName.startsWith("lambda$") && methodName.contains(MARK);
    }

    private void rewrite() {
        for (MethodNode method : List.copyOf(node.methods)) {
            if (canBeBody(method)) {
                bodies.add(bodyOf(method, node.methods.indexOf(method)));
            }
        }
        node.methods.addAll(bodies);
    }

    /**
     * Not a constructor, whose receiver is under construction, nor a method that holds a monitor: these must not pause.
     */
    static boolean canBeBody(MethodNode method) {
        if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED)) != 0
                || method.name.startsWith("<")) {
            return false;
        }
        for (AbstractInsnNode i : method.instructions) {
            if (i.getOpcode() == Opcodes.MONITORENTER || i.getOpcode() == Opcodes.JSR) {
                return false;
            }
        }
        return true;
    }

    private MethodNode bodyOf(MethodNode method, int number) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | method.access & Opcodes.ACC_STATIC;
        String name = "lambda$" + method.name + MARK + number;
        MethodNode body = new MethodNode(access, name, method.desc, null, new String[] {"java/lang/Exception"});
        body.instructions = method.instructions;
        body.tryCatchBlocks = method.tryCatchBlocks;
        body.localVariables = method.localVariables;
        body.maxLocals = method.maxLocals;
        body.maxStack = method.maxStack + 1;
        insertPauses(body, spacing.of(node.name, method.name + method.desc, method.instructions.size()));
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.instructions = driving(method, body);
        return body;
    }

    private static void insertPauses(MethodNode body, int k) {
        int count = 0;
        for (AbstractInsnNode i : body.instructions.toArray()) {
            if (i.getOpcode() >= 0 && count++ % k == 0) {
                InsnList pause = new InsnList();
                pause.add(new InsnNode(Opcodes.ACONST_NULL));
                pause.add(new MethodInsnNode(
                        Opcodes.INVOKESTATIC,
                        "dev/pausa/Coroutine",
                        "suspend",
                        "(Ljava/lang/Object;)Ljava/lang/Object;",
                        false));
                pause.add(new InsnNode(Opcodes.POP));
                if (i.getOpcode() == Opcodes.NEW) {
                    nameAnew(body, i, pause);
                }
                body.instructions.insertBefore(i, pause);
            }
        }
    }

    /**
     * Stack maps name an object under construction by the label of its {@code new}, from which the pause must not part
     * it.
     */
    private static void nameAnew(MethodNode body, AbstractInsnNode made, InsnList pause) {
        LabelNode label = new LabelNode();
        pause.add(label);
        for (AbstractInsnNode i = made.getPrevious(); i != null && i.getOpcode() < 0; i = i.getPrevious()) {
            AbstractInsnNode old = i;
            for (AbstractInsnNode other : body.instructions) {
                if (other instanceof FrameNode frame) {
                    frame.local.replaceAll(type -> type == old ? label : type);
                    frame.stack.replaceAll(type -> type == old ? label : type);
                }
            }
        }
    }

    /** The method's new code: make the body from the arguments, drive it, return what it returns. */
    private InsnList driving(MethodNode method, MethodNode body) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        Type result = Type.getReturnType(method.desc);
        String bodyType = result == Type.VOID_TYPE ? BODY : RESULT_BODY;
        InsnList code = new InsnList();
        StringBuilder captured = new StringBuilder("(");
        int slot = 0;
        if (!isStatic) {
            code.add(new VarInsnNode(Opcodes.ALOAD, slot++));
            captured.append('L').append(node.name).append(';');
        }
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            code.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
            captured.append(argument);
            slot += argument.getSize();
        }
        code.add(lambda(captured + ")L" + bodyType + ";", body, result));
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, DRIVER, "run", "(L" + bodyType + ";)Ljava/lang/Object;", false));
        addReturn(code, result);
        return code;
    }

    private InvokeDynamicInsnNode lambda(String desc, MethodNode body, Type result) {
        boolean isInterface = (node.access & Opcodes.ACC_INTERFACE) != 0;
        int kind = (body.access & Opcodes.ACC_STATIC) != 0 ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
        Handle code = new Handle(kind, node.name, body.name, body.desc, isInterface);
        Type erased = Type.getMethodType(result == Type.VOID_TYPE ? "()V" : "()Ljava/lang/Object;");
        Type actual = Type.getMethodType(result == Type.VOID_TYPE ? result : boxed(result));
        return new InvokeDynamicInsnNode("run", desc, META_FACTORY, erased, code, actual, SERIALIZABLE);
    }

    private static Type boxed(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> Type.getType(Boolean.class);
            case Type.BYTE -> Type.getType(Byte.class);
            case Type.CHAR -> Type.getType(Character.class);
            case Type.SHORT -> Type.getType(Short.class);
            case Type.INT -> Type.getType(Integer.class);
            case Type.FLOAT -> Type.getType(Float.class);
            case Type.LONG -> Type.getType(Long.class);
            case Type.DOUBLE -> Type.getType(Double.class);
            default -> type;
        };
    }

    private static void addReturn(InsnList code, Type result) {
        if (result == Type.VOID_TYPE) {
            code.add(new InsnNode(Opcodes.POP));
        } else {
            Type box = boxed(result);
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, box.getInternalName()));
            if (box != result) {
                code.add(new MethodInsnNode(
                        Opcodes.INVOKEVIRTUAL,
                        box.getInternalName(),
                        result.getClassName() + "Value",
                        "()" + result,
                        false));
            }
        }
        code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    }
}
