package dev.pausa.lint.bytecode;

import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.EnclosingMethod;
import dev.pausa.weaver.FlowGraph;
import dev.pausa.weaver.Monitors;
import dev.pausa.weaver.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One method of the program, with what its code says. */
final class Code {
    final ClassNode type;
    final MethodNode method;
    private final String classFile;
    private @Nullable FlowGraph flow;
    private @Nullable Monitors monitors;
    private @Nullable Values values;
    private @Nullable List<MethodInsnNode> pauses;

    Code(ClassNode type, MethodNode method, String classFile) {
        this.type = type;
        this.method = method;
        this.classFile = classFile;
    }

    static Names.@Nullable Pause pauseOf(MethodInsnNode call) {
        return Names.pauseOf(call.owner, call.name);
    }

    /** The calls that pause. */
    List<MethodInsnNode> pauses() {
        if (pauses == null) {
            pauses = calls().stream().filter(call -> pauseOf(call) != null).toList();
        }
        return pauses;
    }

    List<MethodInsnNode> calls() {
        List<MethodInsnNode> calls = new ArrayList<>();
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof MethodInsnNode call) {
                calls.add(call);
            }
        }
        return calls;
    }

    List<Lambda> lambdas() {
        List<Lambda> lambdas = new ArrayList<>();
        for (AbstractInsnNode i : method.instructions) {
            Lambda.of(this, i).ifPresent(lambdas::add);
        }
        return lambdas;
    }

    /** The instructions that make what the method returns, if it returns an object. */
    Set<AbstractInsnNode> results() {
        Set<AbstractInsnNode> results = new LinkedHashSet<>();
        for (AbstractInsnNode i : method.instructions) {
            if (i.getOpcode() == Opcodes.ARETURN) {
                results.addAll(values().origins(i, 0));
            }
        }
        return results;
    }

    FlowGraph flow() {
        if (flow == null) {
            flow = new FlowGraph(method);
        }
        return flow;
    }

    Values values() {
        if (values == null) {
            values = Values.of(this);
        }
        return values;
    }

    boolean holdsMonitor(MethodInsnNode call) {
        if (monitors == null) {
            monitors = Monitors.of(flow());
        }
        return is(Opcodes.ACC_SYNCHRONIZED) || monitors.isHeldBefore(call);
    }

    /** The first instruction from here on that is one: no label, line or stack map frame. */
    static @Nullable AbstractInsnNode nextCode(@Nullable AbstractInsnNode from) {
        AbstractInsnNode i = from;
        while (i != null && i.getOpcode() < 0) {
            i = i.getNext();
        }
        return i;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What kind of method it is
    // -----------------------------------------------------------------------------------------------------------------

    boolean is(int access) {
        return (method.access & access) != 0;
    }

    /** A method that a person wrote and gave a name: it may become a body by a reference to it. */
    boolean isNamed() {
        return !isSynthetic() && !method.name.startsWith("<");
    }

    boolean isSynthetic() {
        return is(Opcodes.ACC_SYNTHETIC) || Names.isLambda(method.name);
    }

    /** Returns whether kotlinc also copies the code to where it is called, as it does with inline functions. */
    boolean isInlined() {
        return method.localVariables != null
                && method.localVariables.stream().anyMatch(each -> each.name.equals("$i$f$" + method.name));
    }

    /** The slots of its parameters; those of the receiver included. */
    int parameterSlots() {
        int sizes = Type.getArgumentsAndReturnSizes(method.desc) >> 2; // with one for the receiver
        return is(Opcodes.ACC_STATIC) ? sizes - 1 : sizes;
    }

    /** Returns whether code that is not of this program may refer to it. */
    boolean isSeenElsewhere() {
        boolean isOfBlock = type.outerMethod != null || type.outerClass != null;
        return !is(Opcodes.ACC_PRIVATE) && !isOfBlock && !method.name.equals("main");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For people
    // -----------------------------------------------------------------------------------------------------------------

    /** What it is. */
    String name() {
        return switch (method.name) {
            case "<init>" -> "a constructor";
            case "<clinit>" -> "an initialiser of the class " + simple(type.name);
            default -> "the method " + EnclosingMethod.of(type, method);
        };
    }

    static String simple(String internalName) {
        return internalName.substring(Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1);
    }

    static String readable(String internalName) {
        return internalName.replace('/', '.').replace('$', '.');
    }

    String className() {
        return type.name.replace('/', '.');
    }

    /** The source file with the folders of its package. */
    String file() {
        return type.sourceFile == null
                ? classFile
                : type.name.substring(0, type.name.lastIndexOf('/') + 1) + type.sourceFile;
    }

    int lineOf(AbstractInsnNode instruction) {
        return BodySource.lineOf(instruction);
    }
}
