package dev.pausa.weaver.ahead;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Small pieces of code that generated classes are made of. */
final class Code {
    private Code() {}

    /** Begins a method that has code. */
    static MethodVisitor begin(ClassWriter writer, int access, String method, String desc) {
        MethodVisitor code = writer.visitMethod(access, method, desc, null, null);
        code.visitCode();
        return code;
    }

    /** Ends the code of a method with an instruction that returns. */
    static void end(MethodVisitor code, int opcode) {
        code.visitInsn(opcode);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Converts what is on the stack as a lambda's class does (JLS 15.13.2). */
    static void convert(MethodVisitor code, Type from, Type to) {
        if (to == Type.VOID_TYPE) {
            if (from != Type.VOID_TYPE) {
                code.visitInsn(from.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
        } else if (isPrimitive(from) && isPrimitive(to)) {
            widen(code, from, to);
        } else if (isPrimitive(from)) {
            box(code, from);
        } else if (isPrimitive(to)) {
            Type unboxed = unboxed(from, to);
            unbox(code, unboxed);
            widen(code, unboxed, to);
        } else if (!from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
            code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    private static final List<Type> PRIMITIVES = List.of(
            Type.BOOLEAN_TYPE,
            Type.CHAR_TYPE,
            Type.BYTE_TYPE,
            Type.SHORT_TYPE,
            Type.INT_TYPE,
            Type.FLOAT_TYPE,
            Type.LONG_TYPE,
            Type.DOUBLE_TYPE);

    private static String box(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.CHAR -> "java/lang/Character";
            case Type.INT -> "java/lang/Integer";
            default -> {
                String name = primitive.getClassName();
                yield "java/lang/" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            }
        };
    }

    private static void box(MethodVisitor code, Type primitive) {
        String box = box(primitive);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, box, "valueOf", "(" + primitive.getDescriptor() + ")L" + box + ";", false);
    }

    /** The primitive type of a box; the wanted one if it is no box's class. */
    private static Type unboxed(Type from, Type wanted) {
        return PRIMITIVES.stream()
                .filter(type -> box(type).equals(from.getInternalName()))
                .findFirst()
                .orElse(wanted);
    }

    private static void unbox(MethodVisitor code, Type primitive) {
        code.visitTypeInsn(Opcodes.CHECKCAST, box(primitive));
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                box(primitive),
                primitive.getClassName() + "Value",
                "()" + primitive.getDescriptor(),
                false);
    }

    /** By what the verifier tells apart: everything up to int is an int. */
    private static void widen(MethodVisitor code, Type from, Type to) {
        int opcode = switch (from.getSort()) {
            case Type.LONG -> to == Type.FLOAT_TYPE ? Opcodes.L2F : to == Type.DOUBLE_TYPE ? Opcodes.L2D : Opcodes.NOP;
            case Type.FLOAT -> to == Type.DOUBLE_TYPE ? Opcodes.F2D : Opcodes.NOP;
            case Type.DOUBLE -> Opcodes.NOP;
            default ->
                switch (to.getSort()) {
                    case Type.LONG -> Opcodes.I2L;
                    case Type.FLOAT -> Opcodes.I2F;
                    case Type.DOUBLE -> Opcodes.I2D;
                    default -> Opcodes.NOP;
                };
        };
        if (opcode != Opcodes.NOP) {
            code.visitInsn(opcode);
        }
    }
}
