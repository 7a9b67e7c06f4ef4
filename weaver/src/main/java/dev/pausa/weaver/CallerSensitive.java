package dev.pausa.weaver;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The methods of the JDK's that look at the class of their caller and give what that class may reach: reflection, above
 * all. In a body they would see the frame class, which may not use the private members of the home and its nest.
 *
 * <p>So they are called by a class of their own, a hidden one in the home's nest. A method handle with the home's
 * lookup would not do: the JDK gives handles of such methods only to the class's own code.
 *
 * <p>The JDK's other caller-sensitive methods look at the caller's class loader, module or package, which the frame
 * class shares with the home. {@code MethodHandles.lookup} is a case of its own in {@link Members}.
 */
final class CallerSensitive {
    private CallerSensitive() {}

    private static final Set<String> OF_A_FIELD = Set.of(
            "get",
            "getBoolean",
            "getByte",
            "getChar",
            "getDouble",
            "getFloat",
            "getInt",
            "getLong",
            "getShort",
            "set",
            "setBoolean",
            "setByte",
            "setChar",
            "setDouble",
            "setFloat",
            "setInt",
            "setLong",
            "setShort",
            "canAccess");

    /** By the class that a call may name. */
    private static final Map<String, Set<String>> METHODS = Map.of(
            "java/lang/reflect/Field", OF_A_FIELD,
            "java/lang/reflect/Method", Set.of("invoke", "canAccess"),
            "java/lang/reflect/Constructor", Set.of("newInstance", "canAccess"),
            "java/lang/reflect/Executable", Set.of("canAccess"),
            "java/lang/reflect/AccessibleObject", Set.of("canAccess"),
            "java/lang/Class", Set.of("newInstance"),
            "java/util/concurrent/atomic/AtomicIntegerFieldUpdater", Set.of("newUpdater"),
            "java/util/concurrent/atomic/AtomicLongFieldUpdater", Set.of("newUpdater"),
            "java/util/concurrent/atomic/AtomicReferenceFieldUpdater", Set.of("newUpdater"));

    /** Returns whether a method gives what its caller's class may reach. */
    static boolean isOne(String owner, String name) {
        Set<String> names = METHODS.get(owner);
        return names != null && names.contains(name);
    }

    /**
     * Writes a class with one method, which makes a call and nothing else.
     *
     * @param call the call
     * @param source the body that it stands in
     * @return the class file, a byte in each character
     */
    static String caller(MethodInsnNode call, BodySource source) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        String desc = isStatic ? call.desc : Members.withReceiver(call.owner, call.desc);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String name = source.declaring().name + "$caller";
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC, name, null, Names.OBJECT, null);
        writer.visitSource(source.declaring().sourceFile, null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "call", desc, null, null);
        code.visitCode();
        Label start = new Label();
        code.visitLabel(start);
        code.visitLineNumber(Math.max(BodySource.lineOf(call), 0), start);
        int slot = 0;
        for (Type argument : Type.getArgumentTypes(desc)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        call.accept(code);
        code.visitInsn(Type.getReturnType(desc).getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return new String(writer.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
