package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Describes bodies: analyses their code as it is done for weaving, and says what each point keeps where. */
public final class BodyTables {
    private BodyTables() {}

    /**
     * Describes a body. The source's method is rewritten on the way and must not be used again.
     *
     * @param source the body
     * @param forDebugger whether frames of the body were woven for a debugger: more is kept then, in other fields. What
     *     is live does not depend on it
     * @return the table
     */
    public static BodyTable of(BodySource source, boolean forDebugger) {
        String hash = CodeHash.of(source.declaring(), source.method());
        String key = key(source);
        int among = among(source);
        Map<AbstractInsnNode, String> labels = PointLabels.of(source);
        Members members = new Members(source);
        NewDelayer.delay(source, members);
        ManyArguments.spread(source, members);
        Analysis live = Analysis.of(source, false);
        Plan plan = Plan.of(source, forDebugger ? Analysis.of(source, true) : live);
        List<BodyTable.Point> points = new ArrayList<>();
        for (Analysis.Point point : live.points()) {
            Plan.Pause pause = plan.pauses().get(point.number() - 1);
            points.add(new BodyTable.Point(
                    point.number(),
                    labels.get(point.call()),
                    point.line(),
                    point.state(),
                    values(source, point, pause)));
        }
        return new BodyTable(
                key, among, hash, source.place(source.firstLine()), source.hasVariableNames(), List.copyOf(points));
    }

    private static List<BodyTable.Value> values(BodySource source, Analysis.Point point, Plan.Pause pause) {
        BitSet live = new BitSet();
        point.locals().forEach(local -> live.set(local.slot()));
        List<BodyTable.Value> values = new ArrayList<>();
        for (Plan.Kept kept : pause.locals()) {
            if (live.get(kept.place()) && kept.field() != Plan.FRAME_ITSELF) {
                Analysis.Local local = localAt(point, kept.place());
                values.add(value(local.name(), false, local.descriptor(), kept.field()));
            }
        }
        for (Plan.Kept kept : pause.operands()) {
            String descriptor = kept.field() == null ? "" : kept.field().type().getDescriptor();
            values.add(value("", true, descriptor, kept.field()));
        }
        return List.copyOf(values);
    }

    private static Analysis.Local localAt(Analysis.Point point, int slot) {
        return point.locals().stream()
                .filter(local -> local.slot() == slot)
                .findFirst()
                .orElseThrow();
    }

    private static BodyTable.Value value(String name, boolean isOperand, String descriptor, Plan.Field field) {
        return new BodyTable.Value(name == null ? "" : name, isOperand, descriptor, field == null ? "" : field.name());
    }

    /** {@code load.coroutine1} for the frame class {@code Orders$load$coroutine1}. */
    private static String key(BodySource source) {
        String name = source.frameName().substring(source.declaring().name.length() + 1);
        int word = name.lastIndexOf('$');
        return name.substring(0, word) + "." + name.substring(word + 1);
    }

    /** Counts the bodies that share the numbers of this one: see {@link FrameName}. */
    private static int among(BodySource source) {
        int count = 0;
        for (MethodNode method : source.declaring().methods) {
            boolean isSibling = Names.hasYielder(method.desc) == source.kind().hasYielder()
                    && Weaving.canPause(method, source.kind())
                    && EnclosingMethod.of(source.declaring(), method).equals(source.enclosingMethod());
            count += isSibling ? 1 : 0;
        }
        return count;
    }
}
