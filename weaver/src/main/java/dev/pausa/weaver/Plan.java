package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.BitSet;
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
 * <p>A field belongs to one slot (or stack position) and one type, so that it needs no cast when it is read back.
 * Values that are not live have no field; a reference that an earlier pause left in a field is cleared at the next
 * pause where it is dead.
 *
 * @param fields the fields of the frame class
 * @param fixed where the parameters are kept that the body never assigns; written once, when the frame is made
 * @param pauses what to do at each suspension point; point {@code k} is at index {@code k - 1}
 */
record Plan(List<Field> fields, List<Kept> fixed, List<Pause> pauses) {

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

        /** There is one object for each field; a record's own methods would be linked at run time, which takes long. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /**
     * A value that is live at a pause.
     *
     * @param place its slot, or its position on the stack
     * @param field where it is kept; null for the constant null, which needs no field; {@link #FRAME_ITSELF} for the
     *     frame
     */
    record Kept(int place, Field field) {
        /** Returns whether there is nothing to write when the body pauses. */
        boolean isConstant() {
            return field == null || field == FRAME_ITSELF;
        }
    }

    /** Stands for the field of a body's yielder, which is the frame itself. */
    static final Field FRAME_ITSELF = new Field("frame itself", Names.OBJECT_TYPE);

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
            Set<Field> references = new LinkedHashSet<>();
            addReferences(locals, references);
            addReferences(operands, references);
            return references;
        }

        private static void addReferences(List<Kept> values, Set<Field> references) {
            for (Kept value : values) {
                if (!value.isConstant() && value.field.isReference()) {
                    references.add(value.field);
                }
            }
        }
    }

    static Plan of(BodySource source, Analysis analysis) {
        return of(source, analysis, true);
    }

    /** For the large form, where no parameter is fixed: the frame is made at too many places to get them all there. */
    static Plan ofLarge(BodySource source, Analysis analysis) {
        return of(source, analysis, false);
    }

    private static Plan of(BodySource source, Analysis analysis, boolean fixes) {
        Fields fields = new Fields(source.isYielderConstant() ? source.argumentSlot() : -1);
        List<Pause> pauses = new ArrayList<>();
        for (Analysis.Point point : analysis.points()) {
            pauses.add(pauseAt(point, fields));
        }
        List<Kept> fixed = fixes ? fixed(source, pauses) : List.of();
        List<Field> atBeginning = source.kind().hasYielder() ? references(fixed) : List.of();
        List<Pause> complete = new ArrayList<>();
        for (Pause pause : pauses) {
            complete.add(clearing(pause, pauses, atBeginning));
        }
        return new Plan(List.copyOf(fields.byKey.values()), fixed, List.copyOf(complete));
    }

    /**
     * A method that gets the frame, its handle and the fixed parameters must not have more than 255 words of arguments.
     */
    private static final int MOST_FIXED = 250;

    private static List<Kept> fixed(BodySource source, List<Pause> pauses) {
        Map<Integer, Type> parameters = source.parameters();
        BitSet assigned = source.assigned();
        Map<Field, Kept> locals = new LinkedHashMap<>();
        for (Pause pause : pauses) {
            for (Kept local : pause.locals) {
                locals.putIfAbsent(local.field, local);
            }
        }
        List<Kept> fixed = new ArrayList<>();
        int words = 0;
        for (Kept local : locals.values()) {
            if (!local.isConstant()
                    && local.field.type.equals(parameters.get(local.place))
                    && !assigned.get(local.place)) {
                words += local.field.type.getSize();
                fixed.add(local);
            }
        }
        return words > MOST_FIXED ? List.of() : List.copyOf(fixed);
    }

    boolean isFixed(Kept local) {
        return has(fixed, local);
    }

    /** Returns whether one of these is kept in the same field. */
    static boolean has(List<Kept> values, Kept value) {
        for (Kept other : values) {
            if (other.field == value.field) {
                return true;
            }
        }
        return false;
    }

    private static List<Field> references(List<Kept> values) {
        Set<Field> references = new LinkedHashSet<>();
        Pause.addReferences(values, references);
        return List.copyOf(references);
    }

    private static Pause pauseAt(Analysis.Point point, Fields fields) {
        List<Kept> locals = new ArrayList<>();
        for (Analysis.Local local : point.locals()) {
            Field field = fields.forLocal(local);
            locals.add(new Kept(local.slot(), field));
        }
        List<Kept> operands = new ArrayList<>();
        for (Object type : point.operands()) {
            Field field = type == Opcodes.NULL ? null : fields.forOperand(operands.size(), type);
            operands.add(new Kept(operands.size(), field));
        }
        return new Pause(point, List.copyOf(locals), List.copyOf(operands), List.of());
    }

    /** Adds the references that the making of the frame or an earlier pause may have left behind. */
    private static Pause clearing(Pause pause, List<Pause> all, List<Field> atBeginning) {
        Set<Field> left = new LinkedHashSet<>(atBeginning);
        BitSet before = pause.point.pausedBefore();
        for (int k = before.nextSetBit(0); k >= 0; k = before.nextSetBit(k + 1)) {
            left.addAll(all.get(k - 1).references());
        }
        left.removeAll(pause.references());
        return new Pause(pause.point, pause.locals, pause.operands, List.copyOf(left));
    }

    /** The fields given out so far, by place and type. */
    private static final class Fields {
        private final Map<String, Field> byKey = new LinkedHashMap<>();
        private final Set<String> names = new LinkedHashSet<>();

        /** The slot of the yielder, or -1. */
        private final int yielder;

        Fields(int yielder) {
            this.yielder = yielder;
        }

        Field forLocal(Analysis.Local local) {
            if (local.type() == Opcodes.NULL) {
                return null;
            }
            if (local.slot() == yielder) {
                return FRAME_ITSELF;
            }
            String name = local.name() == null ? "local" : local.name();
            return field(name + "$" + local.slot(), "local " + local.slot(), FrameType.toField(local.type()));
        }

        Field forOperand(int position, Object type) {
            return field("operand$" + position, "operand " + position, FrameType.toField(type));
        }

        private Field field(String name, String place, Type type) {
            String key = place + " " + type;
            Field known = byKey.get(key);
            if (known == null) {
                known = new Field(unique(name), type);
                byKey.put(key, known);
            }
            return known;
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
