package dev.pausa.weaver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The names that the weaver knows of the core, and which calls are suspension points. */
final class Names {
    private Names() {}

    static final String COROUTINE = "dev/pausa/Coroutine";
    static final String FRAME = "dev/pausa/frame/Frame";
    static final String HANDLE = "dev/pausa/frame/Handle";
    static final String HOME = "dev/pausa/frame/Home";
    static final String OBJECT = "java/lang/Object";
    static final String THROWABLE = "java/lang/Throwable";

    static final Type OBJECT_TYPE = Type.getObjectType(OBJECT);

    /** How a suspension point pauses. */
    enum Pause {
        /** Runs something that may pause: {@code await(x)}. */
        AWAIT,
        /** Pauses at once, with the value on the stack: {@code suspend(v)}. */
        SUSPEND
    }

    /** Returns how an instruction pauses, or null if it does not. */
    static Pause pauseOf(AbstractInsnNode instruction) {
        if (!(instruction instanceof MethodInsnNode call) || !call.owner.equals(COROUTINE)) {
            return null;
        }
        return switch (call.name) {
            case "await" -> Pause.AWAIT;
            case "suspend" -> Pause.SUSPEND;
            default -> null;
        };
    }

    /**
     * A lambda's method: {@code lambda$main$1f00$1} if it is serializable, {@code lambda$main$1} if not (javac), {@code
     * main$lambda$0} (kotlinc). ECJ's {@code lambda$0} does not say where it stands.
     */
    private static final Pattern LAMBDA =
            Pattern.compile("lambda\\$(?<java>.+?)(\\$[0-9a-f]+)?\\$\\d+|(?<kotlin>.+?)(\\$lambda\\$\\d+)+");

    /** The method that a body's code is written in: {@code main} for {@code lambda$main$1f00$1}. */
    static String enclosingMethod(String methodName) {
        Matcher lambda = LAMBDA.matcher(methodName);
        if (!lambda.matches()) {
            return methodName;
        }
        String enclosing = lambda.group("java") != null ? lambda.group("java") : lambda.group("kotlin");
        return switch (enclosing) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> enclosing;
        };
    }

    /** A method name that may stand in a class file: {@code new} for {@code <init>}. */
    static String plain(String methodName) {
        return switch (methodName) {
            case "<init>" -> "new";
            case "<clinit>" -> "static";
            default -> methodName;
        };
    }

    static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }
}
