package dev.pausa.frame;

import dev.pausa.CoroutineObject.Local;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.List;

/** Reads the live variables of a paused body out of its frame. */
final class Inspection {
    private Inspection() {}

    static List<Local> of(Frame frame) {
        if (frame.table() == FrameTable.NONE) {
            return List.of();
        }
        List<Local> locals = new ArrayList<>();
        for (FrameTable.Variable variable : frame.table().variables(Frame.pointOf(frame.state))) {
            locals.add(new Local(variable.name(), typeName(variable.descriptor()), valueOf(frame, variable)));
        }
        return List.copyOf(locals);
    }

    /** The value as its declared type has it: the JVM, and so the frame, keeps the small ones as int. */
    private static Object valueOf(Frame frame, FrameTable.Variable variable) {
        Object value = read(frame, variable.field());
        if (!(value instanceof Integer number)) {
            return value;
        }
        return switch (variable.descriptor()) {
            case "Z" -> number != 0;
            case "B" -> number.byteValue();
            case "C" -> (char) number.intValue();
            case "S" -> number.shortValue();
            default -> number;
        };
    }

    private static Object read(Frame frame, String field) {
        try {
            Lookup lookup = MethodHandles.privateLookupIn(frame.getClass(), MethodHandles.lookup());
            return lookup.unreflectGetter(frame.getClass().getDeclaredField(field))
                    .invoke(frame);
        } catch (Throwable unreachable) {
            throw new IllegalStateException(
                    "cannot read the variable " + field + " of "
                            + frame.getClass().getName(),
                    unreachable);
        }
    }

    /** {@code java.lang.String[]} for {@code [Ljava/lang/String;}. */
    private static String typeName(String descriptor) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        String element = descriptor.substring(dimensions);
        String name = switch (element.charAt(0)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            default -> element.substring(1, element.length() - 1).replace('/', '.');
        };
        return name + "[]".repeat(dimensions);
    }
}
