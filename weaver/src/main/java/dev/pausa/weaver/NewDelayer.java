package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Moves {@code new} behind the arguments of its constructor, where a suspension point stands among them: no field can hold an object
 * under construction (JVMS 4.10.2.4).
 *
 * <pre>
 *   new T                    new T; pop           keeps the moment when T is initialised
 *   dup
 *   ARGUMENTS        →       ARGUMENTS
 *   invokespecial init       store them; new T; dup; load them; invokespecial init
 * </pre>
 *
 * The same is done for a constructor that only the home may call: it becomes one call site that makes the object.
 */
final class NewDelayer {
    private final BodySource source;
    private final MethodNode method;
    private final Members members;
    private final TypeWalk types;
    private final Set<AbstractInsnNode> delayed = Collections.newSetFromMap(new IdentityHashMap<>());

    private NewDelayer(BodySource source, Members members) {
        this.source = source;
        this.method = source.method();
        this.members = members;
        this.types = TypeWalk.of(source.declaring().name, method);
    }

    /** Rewrites the source's method where it must be; it is the weaver's own copy. */
    static void delay(BodySource source, Members members) {
        NewDelayer delayer = new NewDelayer(source, members);
        delayer.collect();
        if (!delayer.delayed.isEmpty()) {
            delayer.rewrite();
        }
    }

    private void collect() {
        for (AbstractInsnNode i : method.instructions) {
            TypeWalk.Types before = types.before(i);
            if (before == null) {
                continue;
            }
            if (source.pauseOf(i) != null) {
                for (Object operand : before.stack()) {
                    addIfUnderConstruction(operand);
                }
            } else if (isConstructor(i) && members.needsHome((MethodInsnNode) i)) {
                addIfUnderConstruction(receiver((MethodInsnNode) i, before));
            }
        }
    }

    private void addIfUnderConstruction(Object type) {
        AbstractInsnNode made = types.newOf(type);
        if (made != null) {
            delayed.add(made);
        }
    }

    private static boolean isConstructor(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call && call.name.equals("<init>");
    }

    private static Object receiver(MethodInsnNode call, TypeWalk.Types before) {
        int arguments = Type.getArgumentTypes(call.desc).length;
        return before.stack().get(before.stack().size() - 1 - arguments);
    }

    private boolean isDelayed(Object type) {
        AbstractInsnNode made = types.newOf(type);
        return made != null && delayed.contains(made);
    }

    private void rewrite() {
        for (AbstractInsnNode i : method.instructions.toArray()) {
            TypeWalk.Types before = types.before(i);
            if (i instanceof FrameNode frame) {
                frame.stack = withoutDelayed(frame.stack);
            } else if (before == null) {
                continue;
            } else if (delayed.contains(i)) {
                method.instructions.insert(i, new InsnNode(Opcodes.POP));
            } else if (isConstructor(i) && isDelayed(receiver((MethodInsnNode) i, before))) {
                construct((MethodInsnNode) i, before);
            } else {
                rewriteMove(i, before.stack());
            }
        }
    }

    private List<Object> withoutDelayed(List<Object> stack) {
        List<Object> kept = new ArrayList<>();
        for (Object type : stack) {
            if (!isDelayed(type instanceof LabelNode label ? label.getLabel() : type)) {
                kept.add(type);
            }
        }
        return kept;
    }

    /** Drops what only moved a delayed object about on the stack. */
    private void rewriteMove(AbstractInsnNode move, List<Object> stack) {
        int operands = switch (move.getOpcode()) {
            case Opcodes.DUP, Opcodes.POP -> 1;
            case Opcodes.DUP_X1, Opcodes.SWAP -> 2;
            case Opcodes.DUP_X2 -> 3;
            default -> 0;
        };
        if (operands == 0 || stack.isEmpty()) {
            return;
        }
        if (isDelayed(stack.get(stack.size() - 1))) {
            method.instructions.remove(move);
        } else if (stack.subList(Math.max(0, stack.size() - operands), stack.size()).stream()
                .anyMatch(this::isDelayed)) {
            throw Refusal.internal(
                    source, BodySource.lineOf(move), "an object under construction is moved on the stack");
        }
    }

    private void construct(MethodInsnNode call, TypeWalk.Types before) {
        Object made = receiver(call, before);
        int copies = (int) before.stack().stream().filter(type -> type == made).count() - 1;
        InsnList code = members.needsHome(call) ? throughHome(call, copies) : afterArguments(call, copies);
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    private InsnList throughHome(MethodInsnNode call, int copies) {
        InsnList code = new InsnList();
        code.add(members.constructorSite(call));
        if (copies == 0) {
            code.add(new InsnNode(Opcodes.POP));
        }
        for (int i = 1; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        return code;
    }

    private InsnList afterArguments(MethodInsnNode call, int copies) {
        InsnList store = new InsnList();
        InsnList load = new InsnList();
        for (Type argument : Type.getArgumentTypes(call.desc)) {
            int local = method.maxLocals;
            method.maxLocals += argument.getSize();
            store.insert(new VarInsnNode(argument.getOpcode(Opcodes.ISTORE), local));
            load.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), local));
        }
        InsnList code = store;
        code.add(new TypeInsnNode(Opcodes.NEW, call.owner));
        for (int i = 0; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        code.add(load);
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, call.owner, call.name, call.desc, false));
        return code;
    }
}
