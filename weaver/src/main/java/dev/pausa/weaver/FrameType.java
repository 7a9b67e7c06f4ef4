package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Verification types (JVMS 4.10.1.2) as ASM's visitFrame writes them: an Integer for primitives and TOP, a String for
 * classes, a Label for an object under construction.
 */
final class FrameType {
    private FrameType() {}

    /** Returns whether this is a reference type that has a name. */
    static boolean isClass(Object type) {
        return type instanceof String;
    }

    static boolean isTwoWords(Object type) {
        return type == Opcodes.LONG || type == Opcodes.DOUBLE;
    }

    /** The type as a field would declare it. Not for TOP, NULL and objects under construction. */
    static Type toField(Object type) {
        if (type == Opcodes.INTEGER) {
            return Type.INT_TYPE;
        } else if (type == Opcodes.FLOAT) {
            return Type.FLOAT_TYPE;
        } else if (type == Opcodes.LONG) {
            return Type.LONG_TYPE;
        } else if (type == Opcodes.DOUBLE) {
            return Type.DOUBLE_TYPE;
        } else if (type instanceof String name) {
            return Type.getObjectType(name);
        }
        throw new IllegalArgumentException("no field can hold " + type);
    }

    /** The verification type of a value of a declared type. */
    static Object of(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    /** From one entry per word, as AnalyzerAdapter counts, to one entry per value, as visitFrame does. */
    static List<Object> perValue(List<Object> perWord) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < perWord.size(); i++) {
            Object type = perWord.get(i);
            values.add(type);
            if (isTwoWords(type)) {
                i++;
            }
        }
        return values;
    }
}
