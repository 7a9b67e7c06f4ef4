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
 * Moves {@code new} behind the arguments of its constructor, where a suspension point stands among them: no field can
 * hold an object under construction (JVMS 4.10.2.4).
 *
 * <pre>
 *   new T                    new T; pop           keeps the moment when T is initialised
 *   dup
 *   ARGUMENTS        →       ARGUMENTS
 *   invokespecial init       store them; new T; dup; load them; invokespecial init
 * </pre>
 *
 * The same is done for a constructor that only the home may call: it becomes one call site that makes the object.
 *
 * <p>In between the object is not there, so whatever only moved it about goes, too: on the stack, and into locals and
 * back.
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
                before.stack().forEach(this::addIfUnderConstruction);
                before.locals().forEach(this::addIfUnderConstruction);
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
                rewriteFrame(frame);
            } else if (before == null) {
                continue;
            } else if (delayed.contains(i)) {
                method.instructions.insert(i, new InsnNode(Opcodes.POP));
            } else if (isConstructor(i) && isDelayed(receiver((MethodInsnNode) i, before))) {
                construct((MethodInsnNode) i, before);
            } else if (i instanceof VarInsnNode access) {
                rewriteAccess(access, before);
            } else if (StackMove.isOne(i.getOpcode())) {
                rewriteMove(i, before.stack());
            }
        }
    }

    private void rewriteFrame(FrameNode frame) {
        frame.stack = new ArrayList<>(frame.stack);
        frame.stack.removeIf(this::isDelayedInFrame);
        frame.local = new ArrayList<>(frame.local);
        frame.local.replaceAll(type -> isDelayedInFrame(type) ? Opcodes.TOP : type);
    }

    private boolean isDelayedInFrame(Object type) {
        return isDelayed(type instanceof LabelNode label ? label.getLabel() : type);
    }

    /**
     * Drops what only parked a delayed object in a local: javac and ECJ do so around a switch expression that has a try
     * block.
     */
    private void rewriteAccess(VarInsnNode access, TypeWalk.Types before) {
        boolean stores = access.getOpcode() == Opcodes.ASTORE;
        boolean loads = access.getOpcode() == Opcodes.ALOAD;
        if (stores && isDelayed(top(before))
                || loads && isDelayed(before.locals().get(access.var))) {
            method.instructions.remove(access);
        }
    }

    private static Object top(TypeWalk.Types types) {
        return types.stack().get(types.stack().size() - 1);
    }

    /** Drops what moved a delayed object about on the stack. */
    private void rewriteMove(AbstractInsnNode move, List<Object> stack) {
        int opcode = StackMove.without(move.getOpcode(), stack, this::isDelayed);
        if (opcode == Opcodes.NOP) {
            method.instructions.remove(move);
        } else if (opcode != move.getOpcode()) {
            method.instructions.set(move, new InsnNode(opcode));
        }
    }

    private void construct(MethodInsnNode call, TypeWalk.Types before) {
        Object made = receiver(call, before);
        int copies = (int) before.stack().stream().filter(type -> type == made).count() - 1;
        InsnList parked = new InsnList();
        for (int slot = 0; slot < before.locals().size(); slot++) {
            if (before.locals().get(slot) == made) {
                parked.add(new InsnNode(Opcodes.DUP));
                parked.add(new VarInsnNode(Opcodes.ASTORE, slot));
            }
        }
        InsnList code =
                members.needsHome(call) ? throughHome(call, copies, parked) : afterArguments(call, copies, parked);
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    private InsnList throughHome(MethodInsnNode call, int copies, InsnList parked) {
        InsnList code = new InsnList();
        if (ManyArguments.areTooMany(call)) {
            code.add(ManyArguments.code(call, method, members));
        } else {
            code.add(members.constructorSite(call));
        }
        code.add(parked);
        if (copies == 0) {
            code.add(new InsnNode(Opcodes.POP));
        }
        for (int i = 1; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        return code;
    }

    private InsnList afterArguments(MethodInsnNode call, int copies, InsnList parked) {
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
        code.add(parked);
        for (int i = 0; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        code.add(load);
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, call.owner, call.name, call.desc, false));
        return code;
    }
}
