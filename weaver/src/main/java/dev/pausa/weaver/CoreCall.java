package dev.pausa.weaver;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The methods of the core that woven code calls, beside the bootstrap methods: no other place names them. Those of the
 * frame itself are called through the frame class, which inherits them.
 */
enum CoreCall {
    /** Takes the body out of its object. */
    TAKE(Opcodes.INVOKEVIRTUAL, null, "take", "(" + Names.HANDLE_DESC + ")" + Names.OBJECT_DESC),
    /** Returns the object that a method reference captured. */
    RECEIVER(Opcodes.INVOKEVIRTUAL, null, "receiver", "(" + Names.OBJECT_DESC + ")" + Names.OBJECT_DESC),
    /** Makes a frame that of an object. */
    ATTACH(Opcodes.INVOKEVIRTUAL, null, "attach", "(" + Names.HANDLE_DESC + ")V"),
    /** Records that the body returned. */
    RETURNED(
            Opcodes.INVOKEVIRTUAL,
            null,
            "returned",
            "(" + Names.OBJECT_DESC + Names.HANDLE_DESC + Names.FRAME_DESC + ")" + Names.OBJECT_DESC),
    /** Records that the body threw. */
    FAILED(
            Opcodes.INVOKEVIRTUAL,
            null,
            "failed",
            "(" + Names.HANDLE_DESC + Names.FRAME_DESC + Names.THROWABLE_DESC + ")" + Names.THROWABLE_DESC),
    /** Marks a pause of an asynchronous generator as a yield. */
    YIELDED(Opcodes.INVOKEVIRTUAL, null, "yielded", "()V"),
    /** Turns the operand of an await into something to begin. */
    AWAITED(Opcodes.INVOKESTATIC, Names.WOVEN, "awaited", "(" + Names.OBJECT_DESC + ")" + Names.HANDLE_DESC),
    /** Turns the operand of a {@code yieldFrom} into something to begin. */
    DELEGATED(Opcodes.INVOKESTATIC, Names.WOVEN, "delegated", "(" + Names.OBJECT_DESC + ")" + Names.HANDLE_DESC),
    /** Turns the operand of a {@code yieldAll} into something to begin. */
    ELEMENTS(Opcodes.INVOKESTATIC, Names.WOVEN, "elements", "(" + Names.OBJECT_DESC + ")" + Names.HANDLE_DESC),
    /** Returns what begins an object. */
    PROTOTYPE(Opcodes.INVOKESTATIC, Names.WOVEN, "prototype", "(" + Names.HANDLE_DESC + ")" + Names.PROTOTYPE_DESC),
    /** Begins an object. */
    BEGIN(Opcodes.INVOKEVIRTUAL, Names.PROTOTYPE, "begin", "(" + Names.HANDLE_DESC + "I)" + Names.OBJECT_DESC),
    /** Returns whether an object is still there after it was begun. */
    IS_PAUSED(Opcodes.INVOKESTATIC, Names.WOVEN, "isPaused", "(" + Names.HANDLE_DESC + ")Z"),
    /** Returns the body of what was taken out of an object with an argument. */
    BODY(Opcodes.INVOKESTATIC, Names.WOVEN, "body", "(" + Names.OBJECT_DESC + ")" + Names.OBJECT_DESC),
    /** Returns the argument for that. */
    ARGUMENT(Opcodes.INVOKESTATIC, Names.WOVEN, "argument", "(" + Names.OBJECT_DESC + ")" + Names.OBJECT_DESC),
    /** Checks that a yielder is the body's own. */
    CHECK_OWN(
            Opcodes.INVOKESTATIC,
            Names.WOVEN,
            "checkOwn",
            "(" + Names.OBJECT_DESC + Names.FRAME_DESC + "Ljava/lang/String;)V"),
    /** Closes what an await began when there is no memory to pause; returns what is thrown. */
    UNPAUSED(
            Opcodes.INVOKESTATIC,
            Names.WOVEN,
            "unpaused",
            "(" + Names.THROWABLE_DESC + Names.HANDLE_DESC + ")" + Names.THROWABLE_DESC),
    /** Returns what is thrown when the frame is resumed and not paused. */
    NOT_PAUSED(Opcodes.INVOKESTATIC, Names.WOVEN, "notPaused", "()" + Names.THROWABLE_DESC);

    private final int opcode;

    /** The internal name of the class, or null for the frame class. */
    final String owner;

    final String method;
    final String descriptor;

    CoreCall(int opcode, String owner, String method, String descriptor) {
        this.opcode = opcode;
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Writes the call into the code of a frame class. */
    void emit(MethodVisitor code, String frameClass) {
        code.visitMethodInsn(opcode, owner == null ? frameClass : owner, method, descriptor, false);
    }
}
