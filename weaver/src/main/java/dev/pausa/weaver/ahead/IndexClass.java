package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import dev.pausa.weaver.LongText;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Unweaving;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes the index of a host, as {@link Index} wants it, and reads what {@link #CLASSES} says of it. */
final class IndexClass {
    /** The method that names the classes which lie there for the host, for the next weaving: a line each. */
    private static final String CLASSES = "classes";

    private static final String TEXT = "()Ljava/lang/String;";

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final ClassNode host;
    private final List<Made> made;
    private final String name;

    /**
     * Begins the index of a host.
     *
     * @param host the host
     * @param made the bodies
     */
    IndexClass(ClassNode host, List<Made> made) {
        this.host = host;
        this.made = made;
        this.name = host.name + Index.SUFFIX;
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        writer.visit(Math.max(host.version & 0xFFFF, Opcodes.V1_7), access, name, null, Names.INDEX, null);
    }

    /**
     * Writes what it says of the host and its bodies.
     *
     * @param hash the hash of the class file that the bodies were woven from
     * @param isRewritten whether the host is rewritten
     * @param forDebugger whether frames keep all variables
     * @param classes the other classes that were made of the host
     */
    void emit(String hash, boolean isRewritten, boolean forDebugger, SortedSet<String> classes) {
        emitInitializers();
        emitNumber("level", "()I", Index.LEVEL);
        emitNumber("isRewritten", "()Z", isRewritten ? 1 : 0);
        emitNumber("isForDebugger", "()Z", forDebugger ? 1 : 0);
        emitText(Opcodes.ACC_PROTECTED, "hash", hash);
        List<String> entries = new ArrayList<>();
        made.forEach(each -> entries.add(each.body().entry(host)));
        emitText(Opcodes.ACC_PROTECTED, "entries", String.join(Index.BETWEEN, entries));
        emitAt();
        emitText(Opcodes.ACC_STATIC, CLASSES, String.join("\n", classes));
    }

    /**
     * Writes a method that makes the lambda which a body class stands for: nobody calls it, and it says what the host
     * was before, see {@link Unweaving}.
     *
     * @param bodyClass the internal name of the body class
     * @param site where the lambda was made
     */
    void emitLambda(String bodyClass, Site site) {
        InvokeDynamicInsnNode lambda = site.instruction();
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_STATIC, Unweaving.lambdaOf(bodyClass), lambda.desc);
        int slot = 0;
        for (Type captured : Type.getArgumentTypes(lambda.desc)) {
            code.visitVarInsn(captured.getOpcode(Opcodes.ILOAD), slot);
            slot += captured.getSize();
        }
        lambda.accept(code);
        Code.end(code, Opcodes.ARETURN);
    }

    byte[] bytes() {
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void emitInitializers() {
        MethodVisitor init = Code.begin(writer, Opcodes.ACC_PRIVATE, "<init>", "()V");
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.INDEX, "<init>", "()V", false);
        Code.end(init, Opcodes.RETURN);
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "register", "()V", false);
        Code.end(code, Opcodes.RETURN);
    }

    private void emitNumber(String method, String desc, int number) {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, method, desc);
        code.visitIntInsn(Opcodes.BIPUSH, number);
        Code.end(code, Opcodes.IRETURN);
    }

    private void emitText(int access, String method, String text) {
        MethodVisitor code = Code.begin(writer, access, method, TEXT);
        LongText.push(code, text);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitAt() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "at", "(I)" + Names.PROTOTYPE_DESC);
        if (!made.isEmpty()) {
            emitSwitch(code);
        }
        code.visitInsn(Opcodes.ACONST_NULL);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitSwitch(MethodVisitor code) {
        Label none = new Label();
        Label[] labels = made.stream().map(each -> new Label()).toArray(Label[]::new);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitTableSwitchInsn(0, labels.length - 1, none, labels);
        for (int i = 0; i < labels.length; i++) {
            code.visitLabel(labels[i]);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            made.get(i).push(code);
            code.visitInsn(Opcodes.ARETURN);
        }
        code.visitLabel(none);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    /** Returns the classes that an index says were made of its host, itself left out. */
    static List<String> classes(byte[] index) {
        ClassNode node = new ClassNode();
        new ClassReader(index).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        StringBuilder text = new StringBuilder();
        for (MethodNode method : node.methods) {
            if (method.name.equals(CLASSES) && method.desc.equals(TEXT)) {
                for (AbstractInsnNode i : method.instructions) {
                    text.append(i instanceof LdcInsnNode load ? load.cst : "");
                }
            }
        }
        return text.isEmpty() ? List.of() : List.of(text.toString().split("\n"));
    }
}
