package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The form of large bodies: what differs from pause to pause stands at the pause, all else is shared and stands before
 * the body.
 *
 * <pre>
 *        if frame == null: goto BEGIN
 *        {@link RestoreGroups}: the state becomes RUNNING; locals, what is raised, operands; goto RESUMED k
 *        {@link RaiseStubs}: throw raised
 * END:   return returned(result)
 *        {@link SaveTree}: locals and operands to the frame; frame.state = state; return value
 * BEGIN: … the original code; at an await:
 *          child = awaited(operand);  result = child.frame.begin(child, depth)
 *          if child has finished: goto DONE k
 *          frame = frame$awaiting(frame, self, child)     makes one if there is none yet
 *          clear$i(frame)                                 what is dead, if there is something
 *          value = result;  state = k
 *          goto SAVE j
 *        RESUMED k:
 *          result = value
 *        DONE k: …
 * </pre>
 *
 * The child is in the slot of what was sent, and the state in that of what is raised. Whatever may fail is at the
 * pause, inside the body's try blocks.
 */
final class SharedPauses extends PauseEmitter {
    private final List<MethodNode> helpers = new ArrayList<>();
    private final Map<List<Plan.Field>, MethodNode> clearing = new LinkedHashMap<>();
    private final SaveTree saves;
    private final RaiseStubs stubs;
    private final Label guarded = new Label();
    private final Label end = new Label();

    static PauseEmitter of(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
        return new SharedPauses(source, analysis, plan, code);
    }

    private SharedPauses(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
        super(source, plan, code);
        this.saves = new SaveTree(source, plan, code, helpers);
        this.stubs = new RaiseStubs(source, analysis, plan, code);
    }

    @Override
    List<MethodNode> helpers() {
        return helpers;
    }

    @Override
    Label emitTryCatchBlocks(Label begin) {
        stubs.emitTryCatchBlocks(code.visitor);
        return guarded;
    }

    @Override
    void emitDispatch(Label begin) {
        Label notPaused = new Label();
        emitPoint(begin);
        code.storeInt(code.scratch);
        code.loadInt(code.scratch);
        code.jump(Opcodes.IFLE, notPaused);
        code.loadInt(code.scratch);
        code.pushInt(plan.pauses().size());
        code.jump(Opcodes.IF_ICMPGT, notPaused);
        emitRunning();
        new RestoreGroups(this, stubs).emit();
        emitNotPaused(notPaused);
        code.label(guarded);
        stubs.emit();
        code.label(end);
        code.stackMap(List.of(), List.of(Names.OBJECT));
        emitReturned();
        saves.emit();
    }

    @Override
    void emitReturn() {
        code.jump(Opcodes.GOTO, end);
    }

    @Override
    void emitSite(Plan.Pause pause) {
        Label done = emitOperand(pause, BodyCode.VALUE);
        emitOwnFrame(pause);
        emitYielded(pause);
        emitClearing(pause.cleared());
        code.store(BodyCode.VALUE);
        code.pushInt(pause.point().state());
        code.storeInt(SaveTree.STATE);
        code.jump(Opcodes.GOTO, saves.entry(pause));
        code.label(resumed(pause));
        code.stackMap(pause.point().frameLocals(), pause.point().operands());
        emitSent(pause, resumed(pause), done);
    }

    /** The body's own frame, which knows what it awaits. */
    private void emitOwnFrame(Plan.Pause pause) {
        boolean awaits = awaits(pause);
        if (!source.kind().hasYielder()) {
            code.load(BodyCode.FRAME);
            code.load(BodyCode.SELF);
            if (awaits) {
                code.load(BodyCode.VALUE);
            } else {
                code.insn(Opcodes.ACONST_NULL);
            }
            String method = awaits ? FrameEmitter.AWAITING_FRAME : FrameEmitter.OWN_FRAME;
            code.callOwn(method, FrameEmitter.ownFrame(source, plan));
            code.store(BodyCode.FRAME);
        } else if (awaits) {
            code.load(BodyCode.FRAME);
            code.load(BodyCode.VALUE);
            code.putField("awaiting", Names.HANDLE_DESC);
        }
    }

    private void emitClearing(List<Plan.Field> fields) {
        if (!fields.isEmpty()) {
            MethodNode method = clearing.computeIfAbsent(fields, this::clearing);
            code.load(BodyCode.FRAME);
            code.callOwn(method.name, method.desc);
        }
    }

    /** {@code static void clear$1(F frame)}: sets fields to null. */
    private MethodNode clearing(List<Plan.Field> fields) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        String name = "clear$" + (helpers.size() + 1);
        MethodNode method = new MethodNode(access, name, "(L" + source.frameName() + ";)V", null, null);
        for (Plan.Field field : fields) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitInsn(Opcodes.ACONST_NULL);
            String descriptor = field.type().getDescriptor();
            method.visitFieldInsn(Opcodes.PUTFIELD, source.frameName(), field.name(), descriptor);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        helpers.add(method);
        return method;
    }
}
