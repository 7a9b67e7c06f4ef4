package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Nest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Writes the class that stands for a lambda in a rewritten host:
 *
 * <pre>
 * final class Orders$$body1 extends WovenBody implements Coroutine.Body {
 *     private static boolean settled;
 *     final Orders captured$0;
 *     static Orders$$body1 at$3fa1…(Orders captured) { … }      // what the host calls: the hash proves the host
 *     public void run() { captured$0.lambda$load$0(); }             // the body called by hand
 *     protected Prototype prototype() { return settled ? Orders$load$coroutine1.PROTOTYPE$… : null; }
 *     protected Prototype woven() { return Orders$load$coroutine1.PROTOTYPE$…; }
 *     protected void settle() { settled = true; }
 * }
 * </pre>
 *
 * A body that captures nothing is one object, as it is with lambdas.
 */
final class BodyClass {
    private static final String SETTLED = "settled";
    private static final String PROTOTYPE = "PROTOTYPE";
    private static final String ONLY = "ONLY";

    private final ClassNode host;
    private final Site site;
    private final Made made;
    private final String name;
    private final String factory;
    private final List<Type> captured;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private BodyClass(ClassNode host, Site site, Made made, String name, String factory) {
        this.host = host;
        this.site = site;
        this.made = made;
        this.name = name;
        this.factory = factory;
        this.captured = List.of(Type.getArgumentTypes(site.instruction().desc));
    }

    /** Returns the name of the method that makes a body, by the hash of the host. */
    static String factory(String hash) {
        return "at$" + hash;
    }

    /** Returns the instruction that makes a body, in the place of the one that made a lambda. */
    static MethodInsnNode call(Site site, String bodyClass, String hash) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, bodyClass, factory(hash), factory(site, bodyClass), false);
    }

    /**
     * The descriptor of that method: it returns the class and not the interface, which would hide from older JIT
     * compilers what is made there.
     */
    private static String factory(Site site, String bodyClass) {
        return Type.getMethodDescriptor(Type.getObjectType(bodyClass), Type.getArgumentTypes(site.instruction().desc));
    }

    static byte[] emit(ClassNode host, String nestHost, Site site, Made made, String name, String hash) {
        BodyClass body = new BodyClass(host, site, made, name, factory(hash));
        body.emitClass(nestHost);
        return body.writer.toByteArray();
    }

    private void emitClass(String nestHost) {
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        String[] interfaces = site.interfaces().toArray(String[]::new);
        writer.visit(host.version & 0xFFFF, access, name, null, Names.BODY_CLASS, interfaces);
        writer.visitSource(host.sourceFile, null);
        writer.visitNestHost(nestHost);
        int ofClass = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        field(ofClass, SETTLED, "Z");
        if (made.frame() == null) {
            field(ofClass | Opcodes.ACC_FINAL, PROTOTYPE, Names.PROTOTYPE_DESC);
        }
        if (captured.isEmpty()) {
            field(ofClass | Opcodes.ACC_FINAL, ONLY, "L" + name + ";");
        }
        for (int i = 0; i < captured.size(); i++) {
            field(Opcodes.ACC_FINAL, Nest.captured(i), captured.get(i).getDescriptor());
        }
        emitClassInitializer();
        emitConstructor();
        emitFactory();
        Set<Type> types = new LinkedHashSet<>(List.of(site.erased()));
        types.addAll(site.bridges());
        types.forEach(this::emitRun);
        emitPrototype();
        emitWoven();
        emitSettle();
        writer.visitEnd();
    }

    private void field(int access, String field, String desc) {
        writer.visitField(access, field, desc, null, null).visitEnd();
    }

    private void emitClassInitializer() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
        code.visitIntInsn(Opcodes.BIPUSH, Index.LEVEL);
        code.visitLdcInsn(host.name.replace('/', '.'));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.WOVEN, "requireLevel", "(ILjava/lang/String;)V", false);
        if (made.frame() == null) {
            made.push(code);
            code.visitFieldInsn(Opcodes.PUTSTATIC, name, PROTOTYPE, Names.PROTOTYPE_DESC);
        }
        if (captured.isEmpty()) {
            code.visitTypeInsn(Opcodes.NEW, name);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
            code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, "L" + name + ";");
        }
        Code.end(code, Opcodes.RETURN);
    }

    private String constructor() {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured.toArray(new Type[0]));
    }

    private void emitConstructor() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PRIVATE, "<init>", constructor());
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.BODY_CLASS, "<init>", "()V", false);
        int slot = 1;
        for (int i = 0; i < captured.size(); i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(captured.get(i).getOpcode(Opcodes.ILOAD), slot);
            code.visitFieldInsn(
                    Opcodes.PUTFIELD, name, Nest.captured(i), captured.get(i).getDescriptor());
            slot += captured.get(i).getSize();
        }
        Code.end(code, Opcodes.RETURN);
    }

    private void emitFactory() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_STATIC, factory, factory(site, name));
        if (captured.isEmpty()) {
            code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
        } else {
            code.visitTypeInsn(Opcodes.NEW, name);
            code.visitInsn(Opcodes.DUP);
            int slot = 0;
            for (Type type : captured) {
                code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
                slot += type.getSize();
            }
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructor(), false);
        }
        Code.end(code, Opcodes.ARETURN);
    }

    /** The body called by hand, as an ordinary method: what the lambda's own class would do. */
    private void emitRun(Type type) {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PUBLIC, "run", type.getDescriptor());
        List<Type> parameters = site.parameters();
        if (site.makesObject()) {
            code.visitTypeInsn(Opcodes.NEW, site.code().getOwner());
            code.visitInsn(Opcodes.DUP);
        }
        for (int i = 0; i < captured.size(); i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(
                    Opcodes.GETFIELD, name, Nest.captured(i), captured.get(i).getDescriptor());
        }
        List<Type> given = new ArrayList<>(List.of(type.getArgumentTypes()));
        List<Type> actual = List.of(site.actual().getArgumentTypes());
        int slot = 1;
        for (int i = 0; i < given.size(); i++) {
            code.visitVarInsn(given.get(i).getOpcode(Opcodes.ILOAD), slot);
            Code.convert(code, given.get(i), actual.get(i));
            Code.convert(code, actual.get(i), parameters.get(captured.size() + i));
            slot += given.get(i).getSize();
        }
        emitCall(code);
        Code.convert(code, site.result(), type.getReturnType());
        Code.end(code, type.getReturnType().getOpcode(Opcodes.IRETURN));
    }

    private void emitCall(MethodVisitor code) {
        boolean isInterface = site.code().isInterface();
        code.visitMethodInsn(
                switch (site.code().getTag()) {
                    case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                    case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
                    default -> isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
                },
                site.code().getOwner(),
                site.code().getName(),
                site.code().getDesc(),
                isInterface);
    }

    private void pushPrototype(MethodVisitor code) {
        if (made.frame() == null) {
            code.visitFieldInsn(Opcodes.GETSTATIC, name, PROTOTYPE, Names.PROTOTYPE_DESC);
        } else {
            made.push(code);
        }
    }

    private void emitPrototype() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "prototype", "()" + Names.PROTOTYPE_DESC);
        Label unsettled = new Label();
        code.visitFieldInsn(Opcodes.GETSTATIC, name, SETTLED, "Z");
        code.visitJumpInsn(Opcodes.IFEQ, unsettled);
        pushPrototype(code);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(unsettled);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.ACONST_NULL);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitWoven() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "woven", "()" + Names.PROTOTYPE_DESC);
        pushPrototype(code);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitSettle() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "settle", "()V");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitFieldInsn(Opcodes.PUTSTATIC, name, SETTLED, "Z");
        Code.end(code, Opcodes.RETURN);
    }
}
