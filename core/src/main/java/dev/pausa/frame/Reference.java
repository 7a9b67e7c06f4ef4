package dev.pausa.frame;

import dev.pausa.trace.TypeNames;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which method a {@link ReferenceObject} refers to, and how its prototype is found.
 *
 * @param kind what it is the body of
 * @param owner the class that the reference names
 * @param method the method's name
 * @param type its type
 * @param dropsResult whether the body returns nothing, whatever the method returns (JLS 15.13.2)
 */
record Reference(Kind kind, Class<?> owner, String method, MethodType type, boolean dropsResult) {

    /**
     * Returns the prototype for all objects of the class that stands for the reference.
     *
     * @param from the rights of the class that has the reference: nobody gets at code that is out of his own reach
     * @param tag the kind of the reference, of {@link MethodHandleInfo}
     */
    Frame prototype(Lookup from, int tag) {
        boolean isOfObject = tag == MethodHandleInfo.REF_invokeVirtual || tag == MethodHandleInfo.REF_invokeInterface;
        try {
            MethodHandleInfo called = from.revealDirect(Lambdas.find(from, owner, method, type, tag));
            if (isOfObject && !Modifier.isPrivate(called.getModifiers())) {
                return new ReferenceFrame(this, true);
            }
        } catch (ReflectiveOperationException | LinkageError unreachable) {
            return new ReferenceFrame(this, false); // the JVM says why, when it links the reference
        }
        Frame ahead = ahead(owner);
        return ahead == null ? new ReferenceFrame(this, false) : ahead;
    }

    /** Returns the prototype of the method that is selected in a class, if it was woven ahead; otherwise null. */
    @Nullable
    Frame ahead(Class<?> selecting) {
        return new Selection(kind, method, type.parameterList(), dropsResult).in(selecting);
    }

    /** Returns a prototype that calls the method as it is. */
    Frame plain() {
        String declaring = owner.getName();
        String shown = TypeNames.shorten(declaring) + "." + method;
        FrameTable table = new FrameTable(shown, declaring, method, null, -1, List.of());
        return new PlainFrame(kind, table.format(), method);
    }
}
