package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import dev.pausa.frame.FrameTable;
import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the frame class: the outcome of the weaver's third stage.
 *
 * <p>For the body of {@code Orders.load}, as Java:
 * <pre>
 * final class Orders$load$coroutine1 extends WovenCoroutine {
 *     static final Orders$load$coroutine1 PROTOTYPE$3fa1… = new Orders$load$coroutine1();
 *     int i$1; String name$2;                                     // the live variables of paused bodies
 *
 *     public Object begin(Handle self, int depth) {
 *         return depth &gt; MAX_DEPTH ? null : load(self, null, null, null, depth + 1);
 *     }
 *     protected Object resume(Object value, Throwable raised) {
 *         return load(null, this, value, raised, 1);
 *     }
 *     private static Object load(
 *             Handle self, Orders$load$coroutine1 frame, Object value, Throwable raised, int depth) { … }
 * }
 * </pre>
 * The last method is the body; {@link BodyEmitter} writes it.
 */
final class FrameEmitter {
    static final String BEGIN = "(L" + Names.HANDLE + ";I)L" + Names.OBJECT + ";";
    static final String RESUME = "(L" + Names.OBJECT + ";L" + Names.THROWABLE + ";)L" + Names.OBJECT + ";";
    static final String RESUME_INSIDE = "(L" + Names.OBJECT + ";L" + Names.THROWABLE + ";I)L" + Names.OBJECT + ";";
    static final String OWN_FRAME = "frame";
    static final String AWAITING_FRAME = "frame$awaiting";

    private final BodySource source;
    private final Analysis analysis;
    private final Plan plan;
    private final Members members;
    private final String prototype;
    private final String frame;
    private final String frameDesc;
    private final Form form;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private FrameEmitter(BodySource source, Analysis analysis, Members members, String prototype, Form form) {
        this.source = source;
        this.analysis = analysis;
        this.form = form;
        this.plan = form.plan(source, analysis);
        this.members = members;
        this.prototype = prototype;
        this.frame = source.frameName();
        this.frameDesc = "L" + frame + ";";
        writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE); // else a large body with many handlers is refused
    }

    /**
     * Writes the class.
     *
     * @param largest the most bytes of code that a body may have in the inline form
     */
    static WovenClass emit(BodySource source, Analysis analysis, Members members, String fingerprint, int largest) {
        String prototype = prototype(fingerprint);
        FrameEmitter emitter = new FrameEmitter(source, analysis, members, prototype, Form.INLINE);
        int size = emitter.emitClass();
        if (size > largest) {
            emitter = new FrameEmitter(source, analysis, members, prototype, Form.SHARED);
            size = emitter.emitClass();
        }
        try {
            return new WovenClass(emitter.writer.toByteArray(), size);
        } catch (MethodTooLargeException e) {
            throw Refusal.tooLarge(source, e.getCodeSize(), e);
        }
    }

    /**
     * Returns the name of the field that holds the prototype. It proves what the class was woven from: who finds a
     * class by a frame's name finds this field in no other, and need not initialise it to see that.
     */
    static String prototype(String fingerprint) {
        return "PROTOTYPE$" + fingerprint;
    }

    /** Frame classes need stack maps and invokedynamic: version 51 at least. */
    private int version() {
        int major = source.declaring().version & 0xFFFF;
        return Math.min(Math.max(major, Opcodes.V1_7), Opcodes.V28);
    }

    /** Returns how many bytes of code the body has. */
    private int emitClass() {
        writer.visit(
                version(), Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, frame, null, Names.frameClass(source.kind()), null);
        writer.visitSource(source.declaring().sourceFile, source.declaring().sourceDebug);
        if (source.nest() != null) {
            writer.visitNestHost(source.nest().host());
        }
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, prototype, frameDesc, null, null)
                .visitEnd();
        for (Plan.Field field : plan.fields()) {
            writer.visitField(0, field.name(), field.type().getDescriptor(), null, null)
                    .visitEnd();
        }
        emitInitializers();
        emitBegin();
        emitResume();
        emitOwnFrame();
        if (form == Form.SHARED && !source.kind().hasYielder()) {
            emitAwaitingFrame();
        }
        emitPrototype();
        emitDescribe();
        BodyEmitter body = new BodyEmitter(source, analysis, plan, members, prototype, writer, form);
        int size = body.emit();
        for (MethodNode added : members.added()) {
            added.accept(writer);
        }
        writer.visitEnd();
        return size;
    }

    private MethodVisitor method(int access, String name, String desc) {
        MethodVisitor code = writer.visitMethod(access, name, desc, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void emitInitializers() {
        MethodVisitor init = method(0, "<init>", "()V");
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.frameClass(source.kind()), "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        end(init);

        MethodVisitor clinit = method(Opcodes.ACC_STATIC, "<clinit>", "()V");
        emitNew(clinit);
        clinit.visitFieldInsn(Opcodes.PUTSTATIC, frame, prototype, frameDesc);
        clinit.visitInsn(Opcodes.RETURN);
        end(clinit);
    }

    private void emitNew(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.NEW, frame);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, frame, "<init>", "()V", false);
    }

    private void emitBegin() {
        MethodVisitor code = method(Opcodes.ACC_PUBLIC, "begin", BEGIN);
        Label allowed = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitIntInsn(Opcodes.BIPUSH, Frame.MAX_DEPTH);
        code.visitJumpInsn(Opcodes.IF_ICMPLE, allowed);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(allowed);
        code.visitFrame(Opcodes.F_NEW, 3, new Object[] {frame, Names.HANDLE, Opcodes.INTEGER}, 0, new Object[0]);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IADD);
        callBody(code);
    }

    private void emitResume() {
        MethodVisitor code = method(Opcodes.ACC_PROTECTED, "resume", RESUME);
        pushResumed(code);
        code.visitInsn(Opcodes.ICONST_1);
        callBody(code);
        if (source.kind() == Kind.ASYNC_GENERATOR) {
            MethodVisitor inside = method(Opcodes.ACC_PROTECTED, "resume", RESUME_INSIDE);
            pushResumed(inside);
            inside.visitVarInsn(Opcodes.ILOAD, 3);
            inside.visitInsn(Opcodes.ICONST_1);
            inside.visitInsn(Opcodes.IADD);
            callBody(inside);
        }
    }

    private static void pushResumed(MethodVisitor code) {
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 2);
    }

    private void callBody(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, frame, BodyEmitter.methodName(source), BodyEmitter.descriptor(source), false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    /** The descriptor of {@link #emitOwnFrame}. */
    static String ownFrame(BodySource source, Plan plan) {
        StringBuilder fixed = new StringBuilder();
        for (Plan.Kept parameter : plan.fixed()) {
            fixed.append(parameter.field().type().getDescriptor());
        }
        String frame = "L" + source.frameName() + ";";
        return "(" + frame + Names.HANDLE_DESC + Names.HANDLE_DESC + fixed + ")" + frame;
    }

    /**
     * {@code static F frame(F frame, Handle self, Handle child, …)}: the coroutine's own frame, made and attached at
     * its first pause. It gets the parameters that the body never assigns, which need not be stored again at each
     * pause. If it cannot be made, the await throws that, and what it has begun is closed.
     */
    private void emitOwnFrame() {
        MethodVisitor code = method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, OWN_FRAME, ownFrame(source, plan));
        Label absent = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitJumpInsn(Opcodes.IFNULL, absent);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(absent);
        List<Object> arguments = new ArrayList<>(List.of(frame, Names.HANDLE, Names.HANDLE));
        for (Plan.Kept parameter : plan.fixed()) {
            arguments.add(FrameType.of(parameter.field().type()));
        }
        code.visitFrame(Opcodes.F_NEW, arguments.size(), arguments.toArray(), 0, new Object[0]);
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        code.visitTryCatchBlock(from, to, failed, null);
        code.visitLabel(from);
        emitNew(code);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        int slot = 3;
        for (Plan.Kept parameter : plan.fixed()) {
            Type type = parameter.field().type();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            code.visitFieldInsn(Opcodes.PUTFIELD, frame, parameter.field().name(), type.getDescriptor());
            slot += type.getSize();
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        CoreCall.ATTACH.emit(code, frame);
        code.visitLabel(to);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(failed);
        code.visitFrame(Opcodes.F_NEW, arguments.size(), arguments.toArray(), 1, new Object[] {Names.THROWABLE});
        code.visitVarInsn(Opcodes.ALOAD, 2);
        CoreCall.UNPAUSED.emit(code, frame);
        code.visitInsn(Opcodes.ATHROW);
        end(code);
    }

    /** {@code static F frame$awaiting(F frame, Handle self, Handle child)}: the same, which notes what it awaits. */
    private void emitAwaitingFrame() {
        String desc = ownFrame(source, plan);
        MethodVisitor code = method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, AWAITING_FRAME, desc);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, frame, OWN_FRAME, desc, false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, frame, "awaiting", Names.HANDLE_DESC);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void emitPrototype() {
        MethodVisitor code = method(Opcodes.ACC_PROTECTED, "prototype", "()L" + Names.FRAME + ";");
        code.visitFieldInsn(Opcodes.GETSTATIC, frame, prototype, frameDesc);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void emitDescribe() {
        MethodVisitor code = method(Opcodes.ACC_PROTECTED, "describe", "()Ljava/lang/String;");
        LongText.push(code, table(source, plan).format());
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    /** The state table of a body; without points for one that never pauses. */
    static FrameTable table(BodySource source, Plan plan) {
        List<FrameTable.Point> points = new ArrayList<>();
        for (Plan.Pause pause : plan.pauses()) {
            points.add(new FrameTable.Point(
                    pause.point().line(),
                    !source.hasVariableNames() && pause.locals().stream().anyMatch(kept -> !kept.isConstant()),
                    variables(pause)));
        }
        return new FrameTable(
                source.displayName(),
                source.className(),
                source.enclosingMethod(),
                source.declaring().sourceFile,
                source.firstLine(),
                points);
    }

    private static List<FrameTable.Variable> variables(Plan.Pause pause) {
        List<FrameTable.Variable> variables = new ArrayList<>();
        for (Plan.Kept kept : pause.locals()) {
            for (Analysis.Local local : pause.point().locals()) {
                if (local.slot() == kept.place() && local.name() != null && !kept.isConstant()) {
                    variables.add(new FrameTable.Variable(
                            local.name(), local.descriptor(), kept.field().name()));
                }
            }
        }
        return variables;
    }

    static String boxOwner(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.BYTE -> "java/lang/Byte";
            case Type.CHAR -> "java/lang/Character";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.FLOAT -> "java/lang/Float";
            case Type.LONG -> "java/lang/Long";
            default -> "java/lang/Double";
        };
    }
}
