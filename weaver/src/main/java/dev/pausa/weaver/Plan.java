package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Where each value lives while the body is paused: the outcome of the weaver's second stage.
 *
 * <p>A field belongs to one slot (or stack position) and one type, so that it needs no cast when it is read back. Values that are
 * not live have no field; a reference that an earlier pause left in a field is cleared at the next pause where it is dead.
 *
 * @param fields the fields of the frame class
 * @param pauses what to do at each suspension point; point {@code k} is at index {@code k - 1}
 */
record Plan(List<Field> fields, List<Pause> pauses) {

    /**
     * A field of the frame class.
     *
     * @param name its name
     * @param type its type
     */
    record Field(String name, Type type) {
        boolean isReference() {
            return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
        }
    }

    /**
     * A value that is live at a pause.
     *
     * @param place its slot, or its position on the stack
     * @param field where it is kept; null for the constant null, which needs no field
     */
    record Kept(int place, Field field) {}

    /**
     * One suspension point.
     *
     * @param point the point
     * @param locals the variables to keep
     * @param operands the operands to keep, bottom first
     * @param cleared the fields to set to null
     */
    record Pause(Analysis.Point point, List<Kept> locals, List<Kept> operands, List<Field> cleared) {
        Set<Field> references() {
            Set<Field> kept = new LinkedHashSet<>();
            locals.forEach(value -> kept.add(value.field));
            operands.forEach(value -> kept.add(value.field));
            kept.removeIf(field -> field == null || !field.isReference());
            return kept;
        }
    }

    static Plan of(Analysis analysis) {
        Fields fields = new Fields();
        List<Pause> pauses = new ArrayList<>();
        for (Analysis.Point point : analysis.points()) {
            pauses.add(pauseAt(point, fields));
        }
        return new Plan(List.copyOf(fields.byKey.values()), pauses.stream().map(p -> clearing(p, pauses)).toList());
    }

    private static Pause pauseAt(Analysis.Point point, Fields fields) {
        List<Kept> locals = new ArrayList<>();
        for (Analysis.Local local : point.locals()) {
            Field field = local.type() == Opcodes.NULL ? null : fields.forLocal(local);
            locals.add(new Kept(local.slot(), field));
        }
        List<Kept> operands = new ArrayList<>();
        for (Object type : point.operands()) {
            Field field = type == Opcodes.NULL ? null : fields.forOperand(operands.size(), type);
            operands.add(new Kept(operands.size(), field));
        }
        return new Pause(point, List.copyOf(locals), List.copyOf(operands), List.of());
    }

    /** Adds the references that an earlier pause may have left behind. */
    private static Pause clearing(Pause pause, List<Pause> all) {
        Set<Field> left = new LinkedHashSet<>();
        pause.point.pausedBefore().stream().forEach(k -> left.addAll(all.get(k - 1).references()));
        left.removeAll(pause.references());
        return new Pause(pause.point, pause.locals, pause.operands, List.copyOf(left));
    }

    /** The fields given out so far, by place and type. */
    private static final class Fields {
        private final Map<String, Field> byKey = new LinkedHashMap<>();
        private final Set<String> names = new LinkedHashSet<>();

        Field forLocal(Analysis.Local local) {
            String name = local.name() == null ? "local" : local.name();
            return field(name + "$" + local.slot(), "local " + local.slot(), FrameType.toField(local.type()));
        }

        Field forOperand(int position, Object type) {
            return field("operand$" + position, "operand " + position, FrameType.toField(type));
        }

        private Field field(String name, String place, Type type) {
            return byKey.computeIfAbsent(place + " " + type, key -> new Field(unique(name), type));
        }

        private String unique(String name) {
            String candidate = name;
            for (int i = 2; !names.add(candidate); i++) {
                candidate = name + "$" + i;
            }
            return candidate;
        }
    }
}
