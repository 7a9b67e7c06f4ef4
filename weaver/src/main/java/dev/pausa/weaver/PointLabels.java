package dev.pausa.weaver;

import java.util.IdentityHashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Names for suspension points that an edit elsewhere in the body does not change: of an await the method that gives
 * what is awaited, with its first string if that is a constant: {@code step("charge")}; of another pause its own name
 * around the same.
 */
final class PointLabels {
    private final MethodNode method;
    private final Frame<SourceValue>[] frames;

    private PointLabels(MethodNode method, Frame<SourceValue>[] frames) {
        this.method = method;
        this.frames = frames;
    }

    /** Returns the labels of a body's suspension points, by their calls. */
    static Map<AbstractInsnNode, String> of(BodySource source) {
        PointLabels labels = new PointLabels(source.method(), analyze(source));
        Map<AbstractInsnNode, String> all = new IdentityHashMap<>();
        for (AbstractInsnNode i : source.method().instructions) {
            Names.Pause pause = source.pauseOf(i);
            if (pause != null) {
                String operand = labels.operandOf(i);
                String name = ((MethodInsnNode) i).name;
                boolean isPlain = pause == Names.Pause.AWAIT && !operand.isEmpty();
                all.put(i, isPlain ? operand : name + (operand.isEmpty() ? "" : "(" + operand + ")"));
            }
        }
        return all;
    }

    private static Frame<SourceValue>[] analyze(BodySource source) {
        try {
            return new Analyzer<>(new SourceInterpreter()).analyze(source.declaring().name, source.method());
        } catch (AnalyzerException unsound) {
            throw Refusal.internal(source, source.firstLine(), "its code cannot be analysed", unsound);
        }
    }

    private String operandOf(AbstractInsnNode pause) {
        AbstractInsnNode origin = origin(pause, 0);
        if (origin instanceof MethodInsnNode call) {
            String constant = call.name.equals("<init>") ? "" : firstString(call);
            return call.name + (constant.isEmpty() ? "" : "(" + constant + ")");
        }
        return constant(origin);
    }

    /** The one instruction that made an operand, casts aside; null if there are several. */
    private AbstractInsnNode origin(AbstractInsnNode at, int depth) {
        AbstractInsnNode origin = at;
        int below = depth;
        do {
            Frame<SourceValue> frame = frames[method.instructions.indexOf(origin)];
            int place = frame == null ? -1 : frame.getStackSize() - 1 - below;
            if (place < 0 || frame.getStack(place).insns.size() != 1) {
                return null;
            }
            origin = frame.getStack(place).insns.iterator().next();
            below = 0;
        } while (origin.getOpcode() == Opcodes.CHECKCAST);
        return origin;
    }

    private String firstString(MethodInsnNode call) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].getDescriptor().equals("Ljava/lang/String;")) {
                return constant(origin(call, arguments.length - 1 - i));
            }
        }
        return "";
    }

    private static String constant(AbstractInsnNode origin) {
        return origin instanceof LdcInsnNode load && load.cst instanceof String text ? '"' + text + '"' : "";
    }
}
