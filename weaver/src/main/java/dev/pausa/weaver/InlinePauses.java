package dev.pausa.weaver;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The form of all but large bodies: all of a pause stands where the pause stands. This is as fast as it gets, and takes
 * six bytes for each live variable twice.
 */
final class InlinePauses extends PauseEmitter {
    InlinePauses(BodySource source, Plan plan, BodyCode code) {
        super(source, plan, code);
    }

    @Override
    Label emitTryCatchBlocks(Label begin) {
        return begin;
    }

    @Override
    void emitDispatch(Label begin) {
        int count = plan.pauses().size();
        Label[] restore = new Label[count];
        for (int i = 0; i < count; i++) {
            restore[i] = new Label();
        }
        Label notPaused = new Label();
        emitPoint(begin);
        code.visitor.visitTableSwitchInsn(1, count, notPaused, restore);
        for (Plan.Pause pause : plan.pauses()) {
            code.label(restore[pause.point().number() - 1]);
            code.stackMap(List.of(), List.of());
            emitRestore(pause);
            code.jump(Opcodes.GOTO, resumed(pause));
        }
        emitNotPaused(notPaused);
    }

    private void emitRestore(Plan.Pause pause) {
        emitRunning();
        for (Plan.Kept local : pause.locals()) {
            code.fetch(local.field());
            code.storeLocal(local);
        }
        for (Plan.Kept operand : pause.operands()) {
            code.fetch(operand.field());
        }
    }

    @Override
    void emitSite(Plan.Pause pause) {
        Label done = emitOperand(pause, code.scratch);
        emitPause(pause);
        Label goesOn = new Label();
        emitRaise(pause, goesOn);
        emitSent(pause, goesOn, done);
    }

    @Override
    void emitReturn() {
        emitReturned();
    }

    private void emitRaise(Plan.Pause pause, Label goesOn) {
        List<Object> locals = pause.point().frameLocals();
        List<Object> operands = pause.point().operands();
        code.label(resumed(pause));
        code.stackMap(locals, operands);
        code.load(BodyCode.RAISED);
        code.jump(Opcodes.IFNULL, goesOn);
        code.load(BodyCode.RAISED);
        code.insn(Opcodes.ATHROW);
        code.label(goesOn);
        code.stackMap(locals, operands);
    }

    /** Keeps what is live and returns the value on top of the stack to the driver. */
    private void emitPause(Plan.Pause pause) {
        code.store(code.scratch2);
        if (!source.kind().hasYielder()) {
            emitOwnFrame(pause);
        }
        for (int i = pause.operands().size() - 1; i >= 0; i--) {
            code.keepOperand(pause.operands().get(i).field());
        }
        for (Plan.Kept local : pause.locals()) {
            if (!local.isConstant() && !plan.isFixed(local)) {
                code.load(BodyCode.FRAME);
                code.loadLocal(local);
                code.put(local.field());
            }
        }
        code.clear(pause.cleared());
        if (awaits(pause)) {
            code.load(BodyCode.FRAME);
            code.load(code.scratch);
            code.putField("awaiting", Names.HANDLE_DESC);
        }
        emitYielded(pause);
        code.load(BodyCode.FRAME);
        code.pushInt(pause.point().state());
        code.putField("state", "I");
        code.load(code.scratch2);
        code.insn(Opcodes.ARETURN);
    }

    /** The coroutine's own frame, with the parameters among what is live. */
    private void emitOwnFrame(Plan.Pause pause) {
        code.load(BodyCode.FRAME);
        code.load(BodyCode.SELF);
        if (awaits(pause)) {
            code.load(code.scratch);
        } else {
            code.insn(Opcodes.ACONST_NULL);
        }
        for (Plan.Kept parameter : plan.fixed()) {
            if (Plan.has(pause.locals(), parameter)) {
                code.loadLocal(parameter);
            } else {
                code.insn(zero(parameter.field().type()));
            }
        }
        code.callOwn(FrameEmitter.OWN_FRAME, FrameEmitter.ownFrame(source, plan));
        code.store(BodyCode.FRAME);
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
}
