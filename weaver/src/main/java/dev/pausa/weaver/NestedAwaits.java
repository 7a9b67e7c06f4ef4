package dev.pausa.weaver;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds awaits in lambdas inside a body that are no bodies themselves. Such an await can only fail when it comes to it,
 * which may be never in a test. Only what is certain is refused: a method of an anonymous class may be made a body by a
 * method reference, a lambda may not.
 */
final class NestedAwaits {
    private final BodySource source;
    private final Set<MethodNode> seen = new HashSet<>();

    private NestedAwaits(BodySource source) {
        this.source = source;
    }

    /** Refuses a body with such an await. */
    static void refuse(BodySource source) {
        new NestedAwaits(source).look(source.method());
    }

    private void look(MethodNode method) {
        if (!seen.add(method)) {
            return;
        }
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof InvokeDynamicInsnNode dynamic
                    && dynamic.bsm.getOwner().equals(METAFACTORY)) {
                lookAtLambda(dynamic);
            }
        }
    }

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    private void lookAtLambda(InvokeDynamicInsnNode dynamic) {
        MethodNode code = codeOf(dynamic);
        if (code == null || mayBeBody(dynamic)) {
            return;
        }
        for (AbstractInsnNode i : code.instructions) {
            Names.Pause pause = pauseIn(i, dynamic.desc);
            if (pause != null) {
                throw Refusal.awaitInLambda(
                        source,
                        BodySource.lineOf(i),
                        i,
                        Type.getReturnType(dynamic.desc).getClassName());
            }
        }
        look(code);
    }

    /** A yielder that the lambda did not capture may be anybody's. */
    private static Names.Pause pauseIn(AbstractInsnNode i, String captured) {
        Names.Pause pause = i instanceof MethodInsnNode call ? Names.pauseOf(call.owner, call.name) : null;
        boolean capturesYielder = captured.contains(Names.YIELDER) || captured.contains(Names.ASYNC_YIELDER);
        return pause != null && pause.isThroughYielder() && !capturesYielder ? null : pause;
    }

    /** The lambda's own method, written where the body is; null if it is a method reference. */
    private MethodNode codeOf(InvokeDynamicInsnNode dynamic) {
        Handle code = (Handle) dynamic.bsmArgs[1];
        for (MethodNode method : source.declaring().methods) {
            if (code.getOwner().equals(source.declaring().name)
                    && method.name.equals(code.getName())
                    && method.desc.equals(code.getDesc())
                    && Names.isLambda(method)) {
                return method;
            }
        }
        return null;
    }

    private boolean mayBeBody(InvokeDynamicInsnNode dynamic) {
        if (mayBeBody(Type.getReturnType(dynamic.desc).getInternalName())) {
            return true;
        }
        for (Object argument : dynamic.bsmArgs) { // altMetafactory's further interfaces
            if (argument instanceof Type type && type.getSort() == Type.OBJECT && mayBeBody(type.getInternalName())) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an interface extends one of those of bodies; so does one that is not known. */
    private boolean mayBeBody(String interfaceName) {
        if (interfaceName.startsWith("java/")) {
            return false;
        }
        Optional<ClassNode> outline = source.files().outline(interfaceName);
        if (Names.BODIES.containsKey(interfaceName) || outline.isEmpty()) {
            return true;
        }
        for (String extended : outline.get().interfaces) {
            if (mayBeBody(extended)) {
                return true;
            }
        }
        return false;
    }
}
