package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import dev.pausa.trace.TypeNames;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Nest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Writes the class that stands for a lambda in a rewritten host: one that {@link OwnBodyClass knows} its prototype, or
 * one that {@link ReferenceClass finds} it.
 *
 * <pre>
 * final class Orders$$body1 extends WovenBody implements Coroutine.Body {
 *     final Orders captured$0;
 *     static Orders$$body1 at$3fa1…(Orders captured) { … }      // what the host calls: the hash proves the host
 *     public void run() { captured$0.lambda$load$0(); }             // the body called by hand
 *     …
 * }
 * </pre>
 *
 * A body that captures nothing is one object, as it is with lambdas.
 */
abstract class BodyClass {
    private static final String ONLY = "ONLY";

    private final ClassNode host;
    private final Site site;
    private final String factory;

    /** The internal name. */
    final String name;

    /** The types of what the lambda captures. */
    final List<Type> captured;

    final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    BodyClass(ClassNode host, Site site, String name, String hash) {
        this.host = host;
        this.site = site;
        this.name = name;
        this.factory = factory(hash);
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

    /** Returns the internal name of what it extends. */
    abstract String superclass();

    /** Writes what its initialiser does besides. */
    abstract void emitInitialization(MethodVisitor initializer);

    /** Writes the methods by which it tells its prototype. */
    abstract void emitPrototype();

    /** Returns the class file. */
    final byte[] bytes(String nestHost) {
        emitClass(nestHost);
        return writer.toByteArray();
    }

    private void emitClass(String nestHost) {
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        String[] interfaces = site.interfaces().toArray(String[]::new);
        writer.visit(host.version & 0xFFFF, access, name, null, superclass(), interfaces);
        writer.visitSource(host.sourceFile, null);
        writer.visitNestHost(nestHost);
        if (captured.isEmpty()) {
            field(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, "L" + name + ";");
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
        if (site.dropsResult() && site.result().getSort() >= Type.ARRAY) {
            emitDropped();
        }
        writer.visitEnd();
    }

    final void field(int access, String field, String desc) {
        writer.visitField(access, field, desc, null, null).visitEnd();
    }

    private void emitClassInitializer() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
        code.visitIntInsn(Opcodes.BIPUSH, Index.LEVEL);
        code.visitLdcInsn(host.name.replace('/', '.'));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.WOVEN, "requireLevel", "(ILjava/lang/String;)V", false);
        emitInitialization(code);
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
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass(), "<init>", "()V", false);
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
            if (parameters.get(i).getInternalName().equals(host.name)) { // captured as an object of a superclass
                Code.convert(code, captured.get(i), parameters.get(i));
            }
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

    /** What the method gives may be something to await, which nobody would. */
    private void emitDropped() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "dropped", "()Ljava/lang/String;");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(site.result().getDescriptor());
        String owner = TypeNames.shorten(site.code().getOwner().replace('/', '.'));
        code.visitLdcInsn(owner + "." + site.code().getName());
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Names.WOVEN,
                "dropped",
                "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                false);
        Code.end(code, Opcodes.ARETURN);
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
}
