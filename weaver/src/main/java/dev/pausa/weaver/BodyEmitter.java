package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the body's method of a frame class: the original instructions in their order, with three things added.
 *
 * <pre>
 *        if frame == null: goto BEGIN
 *        switch on frame.state: goto RESTORE 1 … n
 *        throw NotPaused                                  another thread is in it
 * RESTORE k:                                              the state becomes RUNNING; locals and operands from the frame
 *        goto RESUMED k
 * BEGIN: captured variables from the body object
 *        … the original code; at an await:
 *          child = awaited(operand);  result = child.frame.begin(child, depth)
 *          if child has finished: goto DONE k
 *          frame = frame(frame, self, child, parameters)    if there is none yet, with the parameters that never change
 *          locals and operands to the frame
 *          frame.state = k;  frame.awaiting = child
 *          return result                                  what the child yielded
 *        RESUMED k:
 *          if raised != null: throw raised
 *          result = value
 *        DONE k: …
 * EXIT:  any exception: the coroutine is closed; a StopIteration is converted
 * </pre>
 *
 * The code of a pause stands where the await stood: on its line, inside its try blocks. What stands before the body
 * belongs to no line, so that a debugger does not stop there.
 *
 * <p>Locals: 0 to 4 are the arguments; the original slots follow, shifted; then come two slots of scratch.
 */
final class BodyEmitter {
    private static final int SELF = 0;
    private static final int FRAME = 1;
    private static final int VALUE = 2;
    private static final int RAISED = 3;
    private static final int DEPTH = 4;
    private static final int ARGUMENTS = 5;

    private final BodySource source;
    private final Analysis analysis;
    private final Plan plan;
    private final Members members;
    private final String prototype;
    private final MethodNode method;
    private final String frameName;
    private final String frameDesc;
    private final int scratch;
    private final int scratch2;
    private final Map<AbstractInsnNode, Plan.Pause> pauseAt = new IdentityHashMap<>();
    private final Label[] resumed;
    private final List<LocalVariableNode> sent = new ArrayList<>();
    private MethodVisitor code;

    BodyEmitter(BodySource source, Analysis analysis, Plan plan, Members members, String prototype) {
        this.source = source;
        this.analysis = analysis;
        this.plan = plan;
        this.members = members;
        this.prototype = prototype;
        this.method = source.method();
        this.frameName = source.frameName();
        this.frameDesc = "L" + frameName + ";";
        this.scratch = ARGUMENTS + method.maxLocals;
        this.scratch2 = scratch + 1;
        this.resumed = new Label[plan.pauses().size() + 1];
        for (Plan.Pause pause : plan.pauses()) {
            pauseAt.put(pause.point().call(), pause);
            resumed[pause.point().number()] = new Label();
        }
    }

    static String methodName(BodySource source) {
        String name = Names.plain(source.enclosingMethod());
        return switch (name) { // the frame class has these already
            case "begin", "resume", "describe", "prototype", "frame" -> name + "$body";
            default -> name;
        };
    }

    static String descriptor(BodySource source) {
        return "(L" + Names.HANDLE + ";L" + source.frameName() + ";L" + Names.OBJECT + ";L" + Names.THROWABLE + ";I)L"
                + Names.OBJECT + ";";
    }

    void emit(ClassVisitor owner) {
        code = owner.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, methodName(source), descriptor(source), null, null);
        code.visitCode();
        Label begin = new Label();
        Label end = new Label();
        Label exit = new Label();
        emitTryCatchBlocks();
        code.visitTryCatchBlock(begin, end, exit, null);
        emitDispatch(begin);
        emitCaptures(begin);
        for (AbstractInsnNode i : method.instructions) {
            emitInstruction(i);
        }
        code.visitLabel(end);
        emitExit(exit);
        emitLocalVariables();
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void emitTryCatchBlocks() {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            code.visitTryCatchBlock(block.start.getLabel(), block.end.getLabel(), block.handler.getLabel(), block.type);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Before the body: dispatch, restore, captured variables
    // -----------------------------------------------------------------------------------------------------------------

    private void emitDispatch(Label begin) {
        int count = plan.pauses().size();
        Label[] restore = new Label[count];
        for (int i = 0; i < count; i++) {
            restore[i] = new Label();
        }
        Label notPaused = new Label();
        load(FRAME);
        code.visitJumpInsn(Opcodes.IFNULL, begin);
        load(FRAME);
        code.visitFieldInsn(Opcodes.GETFIELD, frameName, "state", "I");
        if (hasHandledPoint()) {
            code.visitLdcInsn(Frame.POINT);
            code.visitInsn(Opcodes.IAND);
        }
        code.visitTableSwitchInsn(1, count, notPaused, restore);
        for (Plan.Pause pause : plan.pauses()) {
            code.visitLabel(restore[pause.point().number() - 1]);
            stackMap(List.of(), List.of());
            emitRestore(pause);
            code.visitJumpInsn(Opcodes.GOTO, resumed[pause.point().number()]);
        }
        code.visitLabel(notPaused);
        stackMap(List.of(), List.of());
        call(CoreCall.NOT_PAUSED);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(begin);
        stackMap(List.of(), List.of());
    }

    private boolean hasHandledPoint() {
        for (Analysis.Point point : analysis.points()) {
            if (point.handled()) {
                return true;
            }
        }
        return false;
    }

    private void emitRestore(Plan.Pause pause) {
        load(FRAME);
        code.visitInsn(Opcodes.ICONST_M1);
        code.visitFieldInsn(Opcodes.PUTFIELD, frameName, "state", "I");
        for (Plan.Kept local : pause.locals()) {
            fetch(local.field());
            code.visitVarInsn(typeOf(local).getOpcode(Opcodes.ISTORE), ARGUMENTS + local.place());
        }
        for (Plan.Kept operand : pause.operands()) {
            fetch(operand.field());
        }
    }

    private static Type typeOf(Plan.Kept kept) {
        return kept.field() == null ? Names.OBJECT_TYPE : kept.field().type();
    }

    private void fetch(Plan.Field field) {
        if (field == null) {
            code.visitInsn(Opcodes.ACONST_NULL);
            return;
        }
        load(FRAME);
        if (field == Plan.FRAME_ITSELF) {
            return;
        }
        code.visitFieldInsn(
                Opcodes.GETFIELD, frameName, field.name(), field.type().getDescriptor());
    }

    private void emitCaptures(Label begin) {
        pushPrototype();
        load(SELF);
        call(CoreCall.TAKE);
        if (source.kind() == Kind.BLOCK) {
            emitBlockArgument();
        }
        if (source.captures()) {
            emitCaptured();
        } else {
            code.visitTypeInsn(Opcodes.CHECKCAST, source.declaring().name);
            store(ARGUMENTS);
        }
        if (source.kind().hasYielder()) {
            emitYielder();
        }
        if (source.isStaticReference()) {
            emitInitialization();
        }
    }

    /** Initialises the class whose static method is the body, as a call of that method would (JLS 12.4.1). */
    private void emitInitialization() {
        String home = source.declaring().name;
        if ((source.declaring().access & Opcodes.ACC_ABSTRACT) == 0) {
            code.visitTypeInsn(Opcodes.NEW, home);
            code.visitInsn(Opcodes.POP);
        } else {
            members.initialization().accept(code);
        }
    }

    private void emitCaptured() {
        boolean hasBodyClass = source.nest() != null && source.nest().bodyClass() != null;
        if (!hasBodyClass || source.captured().isEmpty()) {
            emitCapturedOfLambda();
            return;
        }
        Label other = new Label();
        Label read = new Label();
        String bodyClass = source.nest().bodyClass();
        code.visitInsn(Opcodes.DUP);
        code.visitTypeInsn(Opcodes.INSTANCEOF, bodyClass);
        code.visitJumpInsn(Opcodes.IFEQ, other);
        code.visitTypeInsn(Opcodes.CHECKCAST, bodyClass);
        emitCapturedOfBodyClass(bodyClass);
        code.visitJumpInsn(Opcodes.GOTO, read);
        code.visitLabel(other);
        stackMap(beforeBody(false), List.of(Names.OBJECT));
        emitCapturedOfLambda();
        code.visitLabel(read);
        stackMap(beforeBody(true), List.of());
        code.visitInsn(Opcodes.NOP); // the body may begin with a stack map frame, too
    }

    /** The types of the locals before the body: a block's argument, and the captured variables if they are read. */
    private List<Object> beforeBody(boolean areRead) {
        List<Object> types = new ArrayList<>();
        for (Type type : source.captured()) {
            if (areRead) {
                types.add(FrameType.of(type));
            } else {
                types.addAll(Collections.nCopies(type.getSize(), Opcodes.TOP));
            }
        }
        if (source.kind() == Kind.BLOCK) {
            List<Type> arguments = source.arguments();
            types.add(FrameType.of(arguments.get(arguments.size() - 1)));
        }
        return types;
    }

    /** Reads the captured variables of the object of a body class on the stack. */
    private void emitCapturedOfBodyClass(String bodyClass) {
        store(scratch);
        int slot = ARGUMENTS;
        int index = 0;
        for (Type type : source.captured()) {
            load(scratch);
            code.visitFieldInsn(Opcodes.GETFIELD, bodyClass, Nest.captured(index), type.getDescriptor());
            code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
            slot += type.getSize();
            index++;
        }
    }

    /** Reads the captured variables of the lambda on the stack. */
    private void emitCapturedOfLambda() {
        store(scratch);
        int slot = ARGUMENTS;
        int index = 0;
        for (Type type : source.captured()) {
            load(scratch);
            String desc = Type.getMethodDescriptor(type, Names.OBJECT_TYPE);
            code.visitInvokeDynamicInsn("captured", desc, Members.CAPTURED, index);
            code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
            slot += type.getSize();
            index++;
        }
    }

    /** Takes the argument out of what is on the stack, and leaves the body there. */
    private void emitBlockArgument() {
        code.visitInsn(Opcodes.DUP);
        call(CoreCall.ARGUMENT);
        List<Type> types = source.arguments();
        unbox(types.get(types.size() - 1));
        code.visitVarInsn(types.get(types.size() - 1).getOpcode(Opcodes.ISTORE), ARGUMENTS + source.argumentSlot());
        call(CoreCall.BODY);
    }

    /** As a lambda's own class would convert the argument for the method that it calls. */
    private void unbox(Type type) {
        if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
            if (source.captures() && !source.isStatic() && source.captured().isEmpty()) {
                emitNullCheck();
            }
            return;
        }
        code.visitInvokeDynamicInsn("unbox", Type.getMethodDescriptor(type, Names.OBJECT_TYPE), Members.UNBOX);
    }

    /** The argument is the object whose method is called. */
    private void emitNullCheck() {
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/util/Objects",
                "requireNonNull",
                "(L" + Names.OBJECT + ";)L" + Names.OBJECT + ";",
                false);
        code.visitInsn(Opcodes.POP);
    }

    /** A body that yields has its frame from the beginning, for the frame is its yielder. */
    private void emitYielder() {
        emitOwnFrame(plan.fixed(), false);
        load(FRAME);
        store(ARGUMENTS + source.argumentSlot());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The body
    // -----------------------------------------------------------------------------------------------------------------

    private void emitInstruction(AbstractInsnNode i) {
        if (pauseAt.containsKey(i)) {
            emitSite(pauseAt.get(i));
        } else if (i instanceof VarInsnNode access) {
            code.visitVarInsn(access.getOpcode(), ARGUMENTS + access.var);
        } else if (i instanceof IincInsnNode increment) {
            code.visitIincInsn(ARGUMENTS + increment.var, increment.incr);
        } else if (i instanceof FrameNode node) {
            stackMap(labels(analysis.frames().get(node)), labels(node.stack));
        } else if (i instanceof MethodInsnNode call && !isConstructor(call) && members.needsHome(call)) {
            members.callSite(call).accept(code);
        } else if (i instanceof FieldInsnNode access && members.needsHome(access)) {
            members.fieldSite(access).accept(code);
        } else if (i instanceof InvokeDynamicInsnNode dynamic) {
            members.rehome(dynamic).accept(code);
        } else if (i instanceof LdcInsnNode load && load.cst instanceof ConstantDynamic constant) {
            members.load(constant).accept(code);
        } else if (isReturn(i)) {
            emitReturn(i.getOpcode());
        } else {
            i.accept(code);
        }
    }

    /** Private constructors have become call sites already, in {@link NewDelayer}. */
    private static boolean isConstructor(MethodInsnNode call) {
        return call.name.equals("<init>");
    }

    private static boolean isReturn(AbstractInsnNode i) {
        return i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() <= Opcodes.RETURN;
    }

    private void emitReturn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else if (opcode != Opcodes.ARETURN) {
            Type type = Type.getReturnType(method.desc);
            String box = FrameEmitter.boxOwner(type);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
        pushPrototype();
        code.visitInsn(Opcodes.SWAP);
        load(SELF);
        load(FRAME);
        call(CoreCall.RETURNED);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static List<Object> labels(List<Object> types) {
        List<Object> result = new ArrayList<>();
        for (Object type : types == null ? List.of() : types) {
            result.add(type instanceof LabelNode label ? label.getLabel() : type);
        }
        return result;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Suspension points
    // -----------------------------------------------------------------------------------------------------------------

    private void emitSite(Plan.Pause pause) {
        Label done = new Label();
        Names.Pause how = pause.point().pause();
        boolean awaits = how.operand != null;
        if (how.isThroughYielder()) {
            emitOwnershipCheck(pause.point().call());
        }
        if (awaits) {
            emitAwait(how.operand, done);
        }
        emitPause(pause, awaits);
        List<Object> locals = pause.point().frameLocals();
        List<Object> operands = pause.point().operands();
        Label goesOn = new Label();
        code.visitLabel(resumed[pause.point().number()]);
        stackMap(locals, operands);
        load(RAISED);
        code.visitJumpInsn(Opcodes.IFNULL, goesOn);
        load(RAISED);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(goesOn);
        stackMap(locals, operands);
        load(VALUE);
        if (awaits) {
            List<Object> withResult = new ArrayList<>(operands);
            withResult.add(Names.OBJECT);
            code.visitLabel(done);
            stackMap(locals, withResult);
            separateFrames(pause.point().call());
        } else if (pause.point().call().getNext().getOpcode() != Opcodes.POP) {
            nameSent(goesOn, pause.point().call().name);
        }
        if (Type.getReturnType(pause.point().call().desc) == Type.VOID_TYPE) {
            code.visitInsn(Opcodes.POP);
        }
    }

    /** Takes the yielder from below the argument, and checks that it is this body's. */
    private void emitOwnershipCheck(MethodInsnNode call) {
        code.visitInsn(Opcodes.SWAP);
        load(FRAME);
        code.visitLdcInsn(call.name);
        call(CoreCall.CHECK_OWN);
    }

    /**
     * Runs what is on the stack. Jumps to {@code done} with its result on the stack if it has finished; its handle is
     * in scratch.
     */
    private void emitAwait(CoreCall operand, Label done) {
        call(operand);
        code.visitInsn(Opcodes.DUP);
        store(scratch);
        call(CoreCall.PROTOTYPE);
        load(scratch);
        code.visitVarInsn(Opcodes.ILOAD, DEPTH);
        call(CoreCall.BEGIN);
        load(scratch);
        call(CoreCall.IS_PAUSED);
        code.visitJumpInsn(Opcodes.IFEQ, done);
    }

    /** Keeps what is live and returns the value on top of the stack to the driver. */
    private void emitPause(Plan.Pause pause, boolean awaits) {
        store(scratch2);
        if (!source.kind().hasYielder()) {
            emitOwnFrame(pause.locals(), awaits);
        }
        for (int i = pause.operands().size() - 1; i >= 0; i--) {
            keepOperand(pause.operands().get(i).field());
        }
        for (Plan.Kept local : pause.locals()) {
            if (local.isConstant() || plan.isFixed(local)) {
                continue;
            }
            load(FRAME);
            code.visitVarInsn(local.field().type().getOpcode(Opcodes.ILOAD), ARGUMENTS + local.place());
            put(local.field());
        }
        for (Plan.Field field : pause.cleared()) {
            load(FRAME);
            code.visitInsn(Opcodes.ACONST_NULL);
            put(field);
        }
        if (awaits) {
            load(FRAME);
            load(scratch);
            code.visitFieldInsn(Opcodes.PUTFIELD, frameName, "awaiting", "L" + Names.HANDLE + ";");
        }
        if (source.kind() == Kind.ASYNC_GENERATOR && pause.point().pause() == Names.Pause.YIELD) {
            load(FRAME);
            call(CoreCall.YIELDED);
        }
        load(FRAME);
        pushInt(pause.point().state());
        code.visitFieldInsn(Opcodes.PUTFIELD, frameName, "state", "I");
        load(scratch2);
        code.visitInsn(Opcodes.ARETURN);
    }

    /**
     * The coroutine's own frame: the one that is there, or a new one that is attached and gets the parameters among
     * what is live.
     */
    private void emitOwnFrame(List<Plan.Kept> live, boolean awaits) {
        load(FRAME);
        load(SELF);
        if (awaits) {
            load(scratch);
        } else {
            code.visitInsn(Opcodes.ACONST_NULL);
        }
        for (Plan.Kept parameter : plan.fixed()) {
            Type type = parameter.field().type();
            if (Plan.has(live, parameter)) {
                code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), ARGUMENTS + parameter.place());
            } else {
                code.visitInsn(zero(type));
            }
        }
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, frameName, FrameEmitter.OWN_FRAME, FrameEmitter.ownFrame(frameDesc, plan), false);
        store(FRAME);
    }

    private static int zero(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
            default -> Opcodes.ICONST_0;
        };
    }

    private void keepOperand(Plan.Field field) {
        if (field == null) {
            code.visitInsn(Opcodes.POP);
            return;
        }
        load(FRAME);
        if (field.type().getSize() == 1) {
            code.visitInsn(Opcodes.SWAP);
        } else {
            code.visitInsn(Opcodes.DUP_X2);
            code.visitInsn(Opcodes.POP);
        }
        put(field);
    }

    private void put(Plan.Field field) {
        code.visitFieldInsn(
                Opcodes.PUTFIELD, frameName, field.name(), field.type().getDescriptor());
    }

    private void pushInt(int number) {
        if (number <= Byte.MAX_VALUE) {
            code.visitIntInsn(Opcodes.BIPUSH, number);
        } else if (number <= Short.MAX_VALUE) {
            code.visitIntInsn(Opcodes.SIPUSH, number);
        } else {
            code.visitLdcInsn(number);
        }
    }

    /** Two stack map frames cannot stand at one place (JVMS 4.7.4): puts an instruction between. */
    private void separateFrames(AbstractInsnNode call) {
        AbstractInsnNode next = call.getNext();
        while (next instanceof LabelNode || next instanceof LineNumberNode) {
            next = next.getNext();
        }
        if (next instanceof FrameNode) {
            code.visitInsn(Opcodes.NOP);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // After the body
    // -----------------------------------------------------------------------------------------------------------------

    private void emitExit(Label exit) {
        code.visitLabel(exit);
        stackMap(List.of(), List.of(Names.THROWABLE));
        store(scratch);
        pushPrototype();
        load(SELF);
        load(FRAME);
        load(scratch);
        call(CoreCall.FAILED);
        code.visitInsn(Opcodes.ATHROW);
    }

    /**
     * Names the parameter that was just loaded, there alone: for the JVM's text of a NullPointerException, not for
     * debuggers.
     */
    private void nameSent(Label from, String call) {
        Label to = new Label();
        code.visitLabel(to);
        String type = "L" + Names.OBJECT + ";";
        sent.add(new LocalVariableNode(
                "the value of " + call, type, null, new LabelNode(from), new LabelNode(to), VALUE));
    }

    private void emitLocalVariables() {
        sent.forEach(variable -> variable.accept(code));
        if (method.localVariables == null) {
            return;
        }
        for (LocalVariableNode variable : method.localVariables) {
            code.visitLocalVariable(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    variable.start.getLabel(),
                    variable.end.getLabel(),
                    ARGUMENTS + variable.index);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Small change
    // -----------------------------------------------------------------------------------------------------------------

    private void call(CoreCall method) {
        method.emit(code, frameName);
    }

    private void pushPrototype() {
        code.visitFieldInsn(Opcodes.GETSTATIC, frameName, prototype, frameDesc);
    }

    private void load(int slot) {
        code.visitVarInsn(Opcodes.ALOAD, slot);
    }

    private void store(int slot) {
        code.visitVarInsn(Opcodes.ASTORE, slot);
    }

    /** Writes a stack map frame: the arguments, then the body's own locals. */
    private void stackMap(List<Object> locals, List<Object> stack) {
        List<Object> all =
                new ArrayList<>(List.of(Names.HANDLE, frameName, Names.OBJECT, Names.THROWABLE, Opcodes.INTEGER));
        all.addAll(locals);
        code.visitFrame(Opcodes.F_NEW, all.size(), all.toArray(), stack.size(), stack.toArray());
    }
}
