package dev.pausa.weaver;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Kind;
import dev.pausa.trace.FrameNames;
import dev.pausa.woven.Bootstraps;
import dev.pausa.woven.Prototype;
import dev.pausa.woven.Woven;
import dev.pausa.woven.WovenAsyncGenerator;
import dev.pausa.woven.WovenBlock;
import dev.pausa.woven.WovenBody;
import dev.pausa.woven.WovenCoroutine;
import dev.pausa.woven.WovenGenerator;
import dev.pausa.woven.WovenIndex;
import dev.pausa.woven.WovenReference;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The names that the weaver knows of the core, and which calls are suspension points. They come from the classes
 * themselves: a constant would be folded into descriptors, where a tool that relocates packages does not find it, and
 * what drops unused classes would not see that they are used.
 */
public final class Names {
    private Names() {}

    public static final String COROUTINE = Type.getInternalName(Coroutine.class);
    public static final String YIELDER = Type.getInternalName(Generator.Yielder.class);
    public static final String ASYNC_YIELDER = Type.getInternalName(AsyncGenerator.AsyncYielder.class);
    public static final String GENERATOR_EXIT = Type.getInternalName(GeneratorExit.class);
    static final String FRAME = Type.getInternalName(Frame.class);
    static final String HANDLE = Type.getInternalName(Handle.class);
    static final String PROTOTYPE = Type.getInternalName(Prototype.class);
    public static final String WOVEN = Type.getInternalName(Woven.class);
    static final String BOOTSTRAPS = Type.getInternalName(Bootstraps.class);
    private static final String WOVEN_COROUTINE = Type.getInternalName(WovenCoroutine.class);
    private static final String WOVEN_BLOCK = Type.getInternalName(WovenBlock.class);
    private static final String WOVEN_GENERATOR = Type.getInternalName(WovenGenerator.class);
    private static final String WOVEN_ASYNC_GENERATOR = Type.getInternalName(WovenAsyncGenerator.class);
    public static final String BODY_CLASS = Type.getInternalName(WovenBody.class);
    public static final String REFERENCE = Type.getInternalName(WovenReference.class);
    public static final String INDEX = Type.getInternalName(WovenIndex.class);
    public static final String OBJECT = "java/lang/Object";
    static final String THROWABLE = "java/lang/Throwable";

    static final String FRAME_DESC = "L" + FRAME + ";";
    static final String HANDLE_DESC = "L" + HANDLE + ";";
    public static final String PROTOTYPE_DESC = "L" + PROTOTYPE + ";";
    static final String OBJECT_DESC = "L" + OBJECT + ";";
    static final String THROWABLE_DESC = "L" + THROWABLE + ";";

    static final Type OBJECT_TYPE = Type.getObjectType(OBJECT);

    /** The interfaces of bodies, and what each is the body of. */
    public static final Map<String, Kind> BODIES = Map.of(
            Type.getInternalName(Coroutine.Body.class), Kind.COROUTINE,
            Type.getInternalName(Coroutine.ResultBody.class), Kind.COROUTINE,
            Type.getInternalName(Coroutine.Block.class), Kind.BLOCK,
            Type.getInternalName(Coroutine.ResultBlock.class), Kind.BLOCK,
            Type.getInternalName(Generator.Body.class), Kind.GENERATOR,
            Type.getInternalName(Generator.ResultBody.class), Kind.GENERATOR,
            Type.getInternalName(AsyncGenerator.Body.class), Kind.ASYNC_GENERATOR);

    /** How a suspension point pauses. */
    public enum Pause {
        /** Runs something that may pause: {@code await(x)}. */
        AWAIT(1, CoreCall.AWAITED),
        /** Pauses at once, with the value on the stack: {@code suspend(v)}. */
        SUSPEND(1, null),
        /** Pauses at once, with the value on the stack above the yielder: {@code g.yield(v)}. */
        YIELD(2, null),
        /** Runs another generator: {@code g.yieldFrom(x)}. */
        DELEGATE(2, CoreCall.DELEGATED),
        /** Yields what an iterator gives: {@code g.yieldAll(x)}. */
        ELEMENTS(2, CoreCall.ELEMENTS);

        /** How many operands the call takes, each of one word: the yielder, if there is one, and the argument. */
        final int operands;

        /** What turns the argument into something to begin; null if it pauses at once. */
        final CoreCall operand;

        Pause(int operands, CoreCall operand) {
            this.operands = operands;
            this.operand = operand;
        }

        /**
         * Returns whether the call is one of a yielder's method.
         *
         * @return true for yields of all kinds
         */
        public boolean isThroughYielder() {
            return operands == 2;
        }
    }

    /** Returns how an instruction pauses a body of this kind, or null if it does not. */
    static Pause pauseOf(AbstractInsnNode instruction, Kind kind) {
        if (!(instruction instanceof MethodInsnNode call)) {
            return null;
        }
        boolean pauses = switch (kind) {
            case COROUTINE, BLOCK -> call.owner.equals(COROUTINE);
            case GENERATOR -> call.owner.equals(YIELDER);
            case ASYNC_GENERATOR -> call.owner.equals(ASYNC_YIELDER) || call.owner.equals(COROUTINE);
        };
        return pauses ? pauseOf(call.owner, call.name) : null;
    }

    /**
     * Returns how a method pauses a body of some kind that calls it.
     *
     * @param owner the internal name of its class
     * @param name its name
     * @return how, or null if it does not
     */
    public static Pause pauseOf(String owner, String name) {
        if (owner.equals(COROUTINE)) {
            return inCoroutine(name);
        }
        return owner.equals(YIELDER) || owner.equals(ASYNC_YIELDER) ? throughYielder(name) : null;
    }

    private static Pause inCoroutine(String name) {
        return switch (name) {
            case "await" -> Pause.AWAIT;
            case "suspend" -> Pause.SUSPEND;
            default -> null;
        };
    }

    private static Pause throughYielder(String name) {
        return switch (name) {
            case "yield" -> Pause.YIELD;
            case "yieldFrom" -> Pause.DELEGATE;
            case "yieldAll" -> Pause.ELEMENTS;
            default -> null;
        };
    }

    /** Returns the superclass of the frame classes of a kind. */
    public static String frameClass(Kind kind) {
        return switch (kind) {
            case COROUTINE -> WOVEN_COROUTINE;
            case BLOCK -> WOVEN_BLOCK;
            case GENERATOR -> WOVEN_GENERATOR;
            case ASYNC_GENERATOR -> WOVEN_ASYNC_GENERATOR;
        };
    }

    /** Returns whether a class is one that woven classes extend, by internal name. */
    public static boolean isSuperclassOfWoven(String internalName) {
        for (Kind kind : Kind.values()) {
            if (internalName.equals(frameClass(kind))) {
                return true;
            }
        }
        return internalName.equals(BODY_CLASS) || internalName.equals(REFERENCE) || internalName.equals(INDEX);
    }

    /** Returns what the names of frame classes of a kind have in them: {@code Orders$load$coroutine1}. */
    public static String frameWord(Kind kind) {
        return switch (kind) {
            case COROUTINE -> FrameNames.COROUTINE;
            case BLOCK -> FrameNames.BLOCK;
            case GENERATOR -> FrameNames.GENERATOR;
            case ASYNC_GENERATOR -> FrameNames.ASYNC_GENERATOR;
        };
    }

    /** Returns the argument part of the descriptor of a kind's {@code run}, type variables erased. */
    public static String argumentsOfRun(Kind kind) {
        return switch (kind) {
            case COROUTINE -> "()";
            case BLOCK -> "(L" + OBJECT + ";)";
            case GENERATOR -> "(L" + YIELDER + ";)";
            case ASYNC_GENERATOR -> "(L" + ASYNC_YIELDER + ";)";
        };
    }

    /** Returns whether a method gets a yielder as its last argument, as the body of a generator does. */
    public static boolean hasYielder(String desc) {
        return desc.contains("L" + YIELDER + ";)") || desc.contains("L" + ASYNC_YIELDER + ";)");
    }

    /**
     * The method that a body's code is written in. A lambda's method is {@code lambda$main$1f00$1} if it is
     * serializable, {@code lambda$main$1} if not (javac), or {@code main$lambda$0} (kotlinc). ECJ's {@code lambda$0}
     * does not say where it stands: see {@link EnclosingMethod}.
     */
    public static String enclosingMethod(String methodName) {
        String enclosing = methodName.startsWith(JAVA_LAMBDA)
                ? enclosingInJava(methodName.substring(JAVA_LAMBDA.length()))
                : enclosingInKotlin(methodName);
        if (enclosing == null) {
            return methodName;
        }
        return switch (enclosing) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> enclosing;
        };
    }

    /** Returns whether a method is a lambda's code, by the names that javac, ECJ, kotlinc and scalac give. */
    public static boolean isLambda(String methodName) {
        return methodName.startsWith(JAVA_LAMBDA)
                || methodName.contains(KOTLIN_LAMBDA)
                || methodName.startsWith("$anonfun$");
    }

    /** Returns whether a compiler made the method of a lambda's code. */
    static boolean isLambda(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && isLambda(method.name);
    }

    private static final String JAVA_LAMBDA = "lambda$";
    private static final String KOTLIN_LAMBDA = "$lambda";

    private static String enclosingInJava(String rest) {
        String numbered = withoutNumber(rest, 10);
        String hashed = numbered == null ? null : withoutNumber(numbered, 16);
        return hashed != null ? hashed : numbered;
    }

    private static String enclosingInKotlin(String methodName) {
        String enclosing = null;
        String numbered = withoutNumber(methodName, 10);
        while (numbered != null && numbered.endsWith(KOTLIN_LAMBDA) && numbered.length() > KOTLIN_LAMBDA.length()) {
            enclosing = numbered.substring(0, numbered.length() - KOTLIN_LAMBDA.length());
            numbered = withoutNumber(enclosing, 10);
        }
        return enclosing;
    }

    /** A name without the {@code $} and the digits at its end; null if there are none, or nothing would be left. */
    private static String withoutNumber(String name, int radix) {
        int dollar = name.lastIndexOf('$');
        for (int i = dollar + 1; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isDigit = c >= '0' && c <= '9' || radix == 16 && c >= 'a' && c <= 'f';
            if (!isDigit) {
                return null;
            }
        }
        return dollar <= 0 || dollar + 1 == name.length() ? null : name.substring(0, dollar);
    }

    /** A method name that may stand in a class file: {@code new} for {@code <init>}. */
    public static String plain(String methodName) {
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
