package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the body's code says, as far as pausing is concerned: the outcome of the weaver's first stage. It changes
 * nothing.
 *
 * @param points the suspension points, in the order of the code; point {@code k} is at index {@code k - 1}
 * @param frames the live locals at each stack map frame of the method, as visitFrame takes them. Dead ones are left
 *     out: nothing restores them after a pause
 */
record Analysis(List<Point> points, Map<FrameNode, List<Object>> frames) {

    /**
     * One suspension point.
     *
     * @param number its number, from 1
     * @param call the call that is one
     * @param pause how it pauses
     * @param line its line, or -1
     * @param handled whether a GeneratorExit raised here runs code of the body
     * @param shown whether that code may do more with the exit than pass it on
     * @param locals the variables that are live: may still be read, by the body or by a debugger
     * @param operands the operands below the call's own, bottom first
     * @param pausedBefore the numbers of the points that the body may have been paused at before it comes here
     */
    record Point(
            int number,
            MethodInsnNode call,
            Names.Pause pause,
            int line,
            boolean handled,
            boolean shown,
            List<Local> locals,
            List<Object> operands,
            BitSet pausedBefore) {

        /** The frame's state when it is paused here. */
        int state() {
            return number | (handled ? Frame.GUARDED : 0) | (shown ? Frame.SHOWN : 0);
        }

        /** The verification types of all locals from 0 on, one entry per value, as visitFrame takes them. */
        List<Object> frameLocals() {
            List<Object> types = new ArrayList<>();
            int next = 0;
            for (Local local : locals) {
                while (next < local.slot) {
                    types.add(Opcodes.TOP);
                    next++;
                }
                types.add(local.type);
                next += FrameType.isTwoWords(local.type) ? 2 : 1;
            }
            return types;
        }
    }

    /**
     * A live variable at a suspension point.
     *
     * @param slot its first slot
     * @param type its verification type
     * @param name its name in the source, or null
     * @param descriptor its declared type, or that of its verification type if the source has none
     */
    record Local(int slot, Object type, String name, String descriptor) {}

    /**
     * Analyzes a body; refuses one that pauses where it must not.
     *
     * @param source the body
     * @param forDebugger whether a debugger may read every variable, so that all count as live
     */
    static Analysis of(BodySource source, boolean forDebugger) {
        MethodNode method = source.method();
        FlowGraph flow = new FlowGraph(method);
        Liveness liveness = forDebugger ? Liveness.ofAll(flow, method.maxLocals) : Liveness.of(flow);
        Monitors monitors = Monitors.of(flow);
        ExitHandlers exits = new ExitHandlers(flow, method);
        TypeWalk types = TypeWalk.of(source.declaring().name, method);
        List<MethodInsnNode> calls = reachablePauses(source, types);
        PausedBefore paused = PausedBefore.of(flow, calls);

        List<Point> points = new ArrayList<>();
        for (MethodInsnNode call : calls) {
            int line = BodySource.lineOf(call);
            if (monitors.isHeldBefore(call) || (method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                throw Refusal.heldMonitor(source, line);
            }
            TypeWalk.Types before = types.before(call);
            Names.Pause pause = source.pauseOf(call);
            List<Object> operands = before.stack().subList(0, before.stack().size() - pause.operands);
            points.add(new Point(
                    points.size() + 1,
                    call,
                    pause,
                    line,
                    exits.runCode(call),
                    exits.areShown(call),
                    locals(method, call, before.locals(), liveness.after(call)),
                    List.copyOf(operands),
                    paused.at(call)));
        }
        return new Analysis(List.copyOf(points), frames(method, liveness));
    }

    private static List<MethodInsnNode> reachablePauses(BodySource source, TypeWalk types) {
        List<MethodInsnNode> calls = new ArrayList<>();
        for (AbstractInsnNode i : source.method().instructions) {
            if (source.pauseOf(i) != null && types.before(i) != null) {
                calls.add((MethodInsnNode) i);
            }
        }
        return calls;
    }

    private static List<Local> locals(MethodNode method, AbstractInsnNode call, List<Object> types, BitSet live) {
        List<Local> locals = new ArrayList<>();
        for (int slot = 0; slot < types.size(); slot++) {
            Object type = types.get(slot);
            if (type == Opcodes.TOP || !live.get(slot)) {
                continue;
            }
            LocalVariableNode variable = variableAt(method, call, slot);
            String name = variable == null ? null : variable.name;
            String descriptor = variable != null ? variable.desc : type == Opcodes.NULL ? "" : descriptorOf(type);
            locals.add(new Local(slot, type, name, descriptor));
        }
        return List.copyOf(locals);
    }

    private static Map<FrameNode, List<Object>> frames(MethodNode method, Liveness liveness) {
        Map<FrameNode, List<Object>> frames = new IdentityHashMap<>();
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof FrameNode frame) {
                frames.put(frame, liveLocals(frame, liveness.before(frame)));
            }
        }
        return Collections.unmodifiableMap(frames);
    }

    private static List<Object> liveLocals(FrameNode frame, BitSet live) {
        List<Object> types = new ArrayList<>();
        int slot = 0;
        for (Object type : frame.local == null ? List.of() : frame.local) {
            int words = FrameType.isTwoWords(type) ? 2 : 1;
            types.addAll(live.get(slot) ? List.of(type) : Collections.nCopies(words, Opcodes.TOP));
            slot += words;
        }
        while (!types.isEmpty() && types.get(types.size() - 1) == Opcodes.TOP) {
            types.remove(types.size() - 1);
        }
        return List.copyOf(types);
    }

    private static String descriptorOf(Object type) {
        Type field = FrameType.toField(type);
        return field.getDescriptor();
    }

    private static LocalVariableNode variableAt(MethodNode method, AbstractInsnNode call, int slot) {
        if (method.localVariables == null) {
            return null;
        }
        int at = method.instructions.indexOf(call);
        for (LocalVariableNode variable : method.localVariables) {
            if (variable.index == slot
                    && method.instructions.indexOf(variable.start) <= at
                    && at < method.instructions.indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }
}
