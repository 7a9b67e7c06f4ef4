package dev.pausa.weaver;

import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes what a body does before its first instruction: it reads its captured variables and gets its argument. */
final class Beginning {
    private final BodySource source;
    private final Plan plan;
    private final Members members;
    private final BodyCode code;

    Beginning(BodySource source, Plan plan, Members members, BodyCode code) {
        this.source = source;
        this.plan = plan;
        this.members = members;
        this.code = code;
    }

    void emit() {
        code.pushPrototype();
        code.load(BodyCode.SELF);
        code.call(CoreCall.TAKE);
        if (source.kind() == Kind.BLOCK) {
            emitBlockArgument();
        }
        if (source.captures()) {
            emitCaptured();
        } else {
            code.visitor.visitTypeInsn(Opcodes.CHECKCAST, source.declaring().name);
            code.store(BodyCode.ARGUMENTS);
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
            code.visitor.visitTypeInsn(Opcodes.NEW, home);
            code.insn(Opcodes.POP);
        } else {
            members.initialization().accept(code.visitor);
        }
    }

    private void emitCaptured() {
        boolean isRewritten = source.nest() != null && !source.captured().isEmpty();
        boolean hasBodyClass = isRewritten && source.nest().bodyClass() != null;
        boolean mayBeReference = isRewritten && source.isOfCapturedObject();
        if (!hasBodyClass && !mayBeReference) {
            emitCapturedOfLambda();
            return;
        }
        Label read = new Label();
        if (hasBodyClass) {
            emitIfInstance(
                    source.nest().bodyClass(),
                    () -> emitCapturedOfBodyClass(source.nest().bodyClass()),
                    read);
        }
        if (mayBeReference) {
            emitIfInstance(Names.REFERENCE, this::emitCapturedOfReference, read);
        }
        emitCapturedOfLambda();
        code.label(read);
        code.stackMap(beforeBody(true), List.of());
        code.insn(Opcodes.NOP); // the body may begin with a stack map frame, too
    }

    /** Reads what the object on the stack has captured, if it is of a type; otherwise leaves it there. */
    private void emitIfInstance(String type, Runnable reading, Label read) {
        Label other = new Label();
        code.insn(Opcodes.DUP);
        code.visitor.visitTypeInsn(Opcodes.INSTANCEOF, type);
        code.jump(Opcodes.IFEQ, other);
        code.visitor.visitTypeInsn(Opcodes.CHECKCAST, type);
        reading.run();
        code.jump(Opcodes.GOTO, read);
        code.label(other);
        code.stackMap(beforeBody(false), List.of(Names.OBJECT));
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
        code.store(code.scratch);
        int slot = BodyCode.ARGUMENTS;
        int index = 0;
        for (Type type : source.captured()) {
            code.load(code.scratch);
            code.visitor.visitFieldInsn(Opcodes.GETFIELD, bodyClass, Nest.captured(index), type.getDescriptor());
            code.visitor.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
            slot += type.getSize();
            index++;
        }
    }

    /** Reads the receiver of a method reference on the stack. */
    private void emitCapturedOfReference() {
        code.store(code.scratch);
        code.pushPrototype();
        code.load(code.scratch);
        code.call(CoreCall.RECEIVER);
        code.visitor.visitTypeInsn(Opcodes.CHECKCAST, source.declaring().name);
        code.visitor.visitVarInsn(Opcodes.ASTORE, BodyCode.ARGUMENTS);
    }

    /** Reads the captured variables of the lambda on the stack. */
    private void emitCapturedOfLambda() {
        code.store(code.scratch);
        int slot = BodyCode.ARGUMENTS;
        int index = 0;
        for (Type type : source.captured()) {
            code.load(code.scratch);
            String desc = Type.getMethodDescriptor(type, Names.OBJECT_TYPE);
            code.visitor.visitInvokeDynamicInsn("captured", desc, Members.CAPTURED, index);
            code.visitor.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
            slot += type.getSize();
            index++;
        }
    }

    /** Takes the argument out of what is on the stack, and leaves the body there. */
    private void emitBlockArgument() {
        code.insn(Opcodes.DUP);
        code.call(CoreCall.ARGUMENT);
        List<Type> types = source.arguments();
        Type argument = types.get(types.size() - 1);
        unbox(argument);
        code.visitor.visitVarInsn(argument.getOpcode(Opcodes.ISTORE), BodyCode.ARGUMENTS + source.argumentSlot());
        code.call(CoreCall.BODY);
    }

    /** As a lambda's own class would convert the argument for the method that it calls. */
    private void unbox(Type type) {
        if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
            code.visitor.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
            if (source.captures() && !source.isStatic() && source.captured().isEmpty()) {
                emitNullCheck();
            }
            return;
        }
        code.visitor.visitInvokeDynamicInsn("unbox", Type.getMethodDescriptor(type, Names.OBJECT_TYPE), Members.UNBOX);
    }

    /** The argument is the object whose method is called. */
    private void emitNullCheck() {
        code.insn(Opcodes.DUP);
        code.visitor.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/util/Objects",
                "requireNonNull",
                "(L" + Names.OBJECT + ";)L" + Names.OBJECT + ";",
                false);
        code.insn(Opcodes.POP);
    }

    /** A body that yields has its frame from the beginning, for the frame is its yielder. */
    private void emitYielder() {
        code.load(BodyCode.FRAME);
        code.load(BodyCode.SELF);
        code.insn(Opcodes.ACONST_NULL);
        for (Plan.Kept parameter : plan.fixed()) {
            code.loadLocal(parameter);
        }
        code.callOwn(FrameEmitter.OWN_FRAME, FrameEmitter.ownFrame(source, plan));
        code.store(BodyCode.FRAME);
        code.load(BodyCode.FRAME);
        code.store(BodyCode.ARGUMENTS + source.argumentSlot());
    }
}
