package dev.pausa.weaver;

import dev.pausa.frame.Kind;
import dev.pausa.trace.TypeNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The code of one body: the weaver's input.
 *
 * @param declaring the class that contains the code, its home
 * @param method the code
 * @param kind what it is the body of
 * @param captures whether the method's arguments are a lambda's captured variables; otherwise it is an instance method
 *     of the body object itself
 * @param frameName the internal name of the frame class to make
 * @param files class files around it
 * @param classFile the bytes that the class was read from
 * @param nest the nest that the frame class belongs to; null if it lies beside its home and is of no nest
 */
public record BodySource(
        ClassNode declaring,
        MethodNode method,
        Kind kind,
        boolean captures,
        String frameName,
        ClassFiles files,
        byte[] classFile,
        Nest nest) {

    /** Makes one of a body whose frame class lies beside its home. */
    public BodySource(
            ClassNode declaring,
            MethodNode method,
            Kind kind,
            boolean captures,
            String frameName,
            ClassFiles files,
            byte[] classFile) {
        this(declaring, method, kind, captures, frameName, files, classFile, null);
    }

    boolean isStatic() {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    /**
     * Returns whether the body is a static method that a person wrote, whose class need not have been initialised
     * before it begins.
     */
    boolean isStaticReference() {
        return captures && isStatic() && (method.access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    /** Returns whether the body is a method that a person wrote, of an object that a method reference captured. */
    boolean isOfCapturedObject() {
        boolean isReference = captures && !isStatic() && (method.access & Opcodes.ACC_SYNTHETIC) == 0;
        return isReference && captured().size() == 1;
    }

    /** The types of the method's local variables at its beginning, receiver included. */
    List<Type> arguments() {
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(method.desc)));
        if (!isStatic()) {
            types.add(0, Type.getObjectType(declaring.name));
        }
        return types;
    }

    /** The same by their slots, as fields would hold them. */
    Map<Integer, Type> parameters() {
        Map<Integer, Type> types = new HashMap<>();
        int slot = 0;
        for (Type type : arguments()) {
            types.put(slot, FrameType.toField(FrameType.of(type)));
            slot += type.getSize();
        }
        return types;
    }

    /** Returns how an instruction pauses this body, or null if it does not. */
    Names.Pause pauseOf(AbstractInsnNode instruction) {
        return Names.pauseOf(instruction, kind);
    }

    /** Returns whether the body gets an argument, which is the method's last one. */
    boolean hasArgument() {
        return kind != Kind.COROUTINE;
    }

    /** The types of a lambda's captured variables, receiver included. */
    List<Type> captured() {
        List<Type> types = arguments();
        return hasArgument() ? types.subList(0, types.size() - 1) : types;
    }

    /** The slot of the body's argument. */
    int argumentSlot() {
        int slot = 0;
        for (Type type : captured()) {
            slot += type.getSize();
        }
        return slot;
    }

    /**
     * Returns whether the slot of the body's yielder never holds anything else, so that it need not be kept in the
     * frame, which it is.
     */
    boolean isYielderConstant() {
        if (!kind.hasYielder()) {
            return false;
        }
        return !assigned().get(argumentSlot());
    }

    /**
     * The slots that the method writes. Some compilers use the slot of a parameter that is dead for another variable,
     * of any type.
     */
    BitSet assigned() {
        BitSet slots = new BitSet();
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof IincInsnNode increment) {
                slots.set(increment.var);
            } else if (i instanceof VarInsnNode access && isStore(access.getOpcode())) {
                boolean isWide = access.getOpcode() == Opcodes.LSTORE || access.getOpcode() == Opcodes.DSTORE;
                slots.set(access.var, access.var + (isWide ? 2 : 1));
            }
        }
        return slots;
    }

    private static boolean isStore(int opcode) {
        return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
    }

    String enclosingMethod() {
        return EnclosingMethod.of(declaring, method);
    }

    /** The name that people see: {@code Orders.load}. */
    String displayName() {
        return TypeNames.shorten(className()) + "." + enclosingMethod();
    }

    /** The declaring class's binary name. */
    public String className() {
        return declaring.name.replace('/', '.');
    }

    /**
     * Returns whether the class was compiled with the names of variables; the method alone may have none but those that
     * the compiler made.
     */
    boolean hasVariableNames() {
        return declaring.methods.stream().anyMatch(m -> m.localVariables != null && !m.localVariables.isEmpty());
    }

    /**
     * Returns the body's first line.
     *
     * @return the line, or -1
     */
    public int firstLine() {
        for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return -1;
    }

    /**
     * Returns the line that an instruction stands on.
     *
     * @param instruction the instruction
     * @return the line, or -1
     */
    public static int lineOf(AbstractInsnNode instruction) {
        for (AbstractInsnNode i = instruction; i != null; i = i.getPrevious()) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return -1;
    }

    /**
     * Returns a place in the body.
     *
     * @param line the line, or -1
     * @return the place, as a stack trace would show it in the declaring class
     */
    public StackTraceElement place(int line) {
        return new StackTraceElement(className(), enclosingMethod(), declaring.sourceFile, line);
    }
}
