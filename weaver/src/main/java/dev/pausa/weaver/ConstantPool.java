package dev.pausa.weaver;

import org.objectweb.asm.ClassReader;

/**
 * Checks the constant pool of a class file (JVMS 4.4), which ASM takes as it comes: a damaged name would be written to
 * the frame class as another name, where the JVM would have refused the file.
 */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;

    private final ClassReader file;

    private ConstantPool(ClassReader file) {
        this.file = file;
    }

    /** Throws if a constant is unsound. */
    static void check(ClassReader file) {
        ConstantPool pool = new ConstantPool(file);
        for (int i = 1; i < file.getItemCount(); i++) {
            int at = file.getItem(i);
            if (at > 0 && !pool.isSound(at)) { // 0 behind a long or a double, which count twice
                throw new IllegalArgumentException("constant " + i + " is damaged");
            }
        }
    }

    private boolean isSound(int at) {
        return switch (file.readByte(at - 1)) {
            case UTF8 -> isWellFormed(at + 2, at + 2 + file.readUnsignedShort(at));
            case CLASS, STRING, METHOD_TYPE -> isTo(UTF8, at);
            case NAME_AND_TYPE -> isTo(UTF8, at) && isTo(UTF8, at + 2);
            case FIELD, METHOD, INTERFACE_METHOD -> isTo(CLASS, at) && isTo(NAME_AND_TYPE, at + 2);
            case DYNAMIC, INVOKE_DYNAMIC -> isTo(NAME_AND_TYPE, at + 2);
            default -> true;
        };
    }

    /** Returns whether a place holds the index of a constant of this kind. */
    private boolean isTo(int tag, int at) {
        int index = file.readUnsignedShort(at);
        return index < file.getItemCount() && file.getItem(index) > 0 && file.readByte(file.getItem(index) - 1) == tag;
    }

    /** Returns whether a text is in the modified UTF-8 of class files (JVMS 4.4.7). */
    private boolean isWellFormed(int from, int end) {
        int more = 0;
        for (int i = from; i < end; i++) {
            int each = file.readByte(i);
            boolean continues = each >> 6 == 0b10;
            if (continues != more > 0 || each == 0 || each >= 0b11110000) {
                return false;
            }
            more = continues ? more - 1 : each < 0b10000000 ? 0 : each >> 5 == 0b110 ? 1 : 2;
        }
        return more == 0;
    }
}
