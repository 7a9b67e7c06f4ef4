package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * The code that all pauses of a large body share: it puts what is live into the frame, writes the state and returns.
 *
 * <p>What is live at a pause is a path in a tree. A node stores one value and goes on to its parent. The values stand
 * in the order in which they die, the last one next to the root, and operands farthest from it; so pauses where nested
 * sets of variables are live share their ways.
 */
final class SaveTree {
    /** The slot of the state that the root writes; what is raised is not needed any more. */
    static final int STATE = BodyCode.RAISED;

    private final BodySource source;
    private final BodyCode code;
    private final Node root;
    private final Map<Plan.Pause, Node> nodeOf = new IdentityHashMap<>();
    private final List<MethodNode> helpers;

    private static final class Node {
        final Plan.Kept value;
        final boolean isOperand;
        final Node parent;
        final Map<Plan.Kept, Node> children = new LinkedHashMap<>();
        final Label label = new Label();
        boolean isEntered;

        Node(Plan.Kept value, boolean isOperand, Node parent) {
            this.value = value;
            this.isOperand = isOperand;
            this.parent = parent;
        }

        Node child(Plan.Kept value, boolean isOperand) {
            return children.computeIfAbsent(value, any -> new Node(value, isOperand, this));
        }

        /** Whether somebody comes here from elsewhere than from its only child. */
        boolean isHead() {
            return parent == null || isEntered || children.size() != 1;
        }
    }

    /**
     * Plants the tree.
     *
     * @param helpers gets the methods of the frame class that the code calls
     */
    SaveTree(BodySource source, Plan plan, BodyCode code, List<MethodNode> helpers) {
        this.source = source;
        this.code = code;
        this.helpers = helpers;
        this.root = new Node(null, false, null);
        Comparator<Plan.Kept> order = lastDeathFirst(plan);
        for (Plan.Pause pause : plan.pauses()) {
            Node node = root;
            List<Plan.Kept> locals = new ArrayList<>(pause.locals());
            locals.removeIf(Plan.Kept::isConstant);
            locals.sort(order);
            for (Plan.Kept local : locals) {
                node = node.child(local, false);
            }
            for (Plan.Kept operand : pause.operands()) {
                node = node.child(operand, true);
            }
            node.isEntered = true;
            nodeOf.put(pause, node);
        }
    }

    private static Comparator<Plan.Kept> lastDeathFirst(Plan plan) {
        Map<Plan.Field, Integer> last = new IdentityHashMap<>();
        Map<Plan.Field, Integer> first = new IdentityHashMap<>();
        for (Plan.Pause pause : plan.pauses()) {
            for (Plan.Kept local : pause.locals()) {
                last.put(local.field(), pause.point().number());
                first.putIfAbsent(local.field(), pause.point().number());
            }
        }
        return Comparator.comparing((Plan.Kept kept) -> -last.get(kept.field()))
                .thenComparing(kept -> first.get(kept.field()))
                .thenComparing(Plan.Kept::place);
    }

    /** Where a pause begins to save. */
    Label entry(Plan.Pause pause) {
        return nodeOf.get(pause).label;
    }

    void emit() {
        emit(root);
    }

    private void emit(Node head) {
        List<Node> lower = new ArrayList<>();
        head.children.values().forEach(child -> lower.add(headBelow(child)));
        for (int i = 0; i < lower.size(); i++) {
            emit(lower.get(i));
            if (i < lower.size() - 1) {
                code.jump(Opcodes.GOTO, head.label);
            }
        }
        code.label(head.label);
        if (head.isEntered || lower.size() > 1) {
            emitStackMap(head);
        }
        if (head == root) {
            emitRoot();
        } else {
            emitStretch(head);
        }
    }

    private static Node headBelow(Node node) {
        Node head = node;
        while (!head.isHead()) {
            head = head.children.values().iterator().next();
        }
        return head;
    }

    private void emitRoot() {
        code.load(BodyCode.FRAME);
        code.loadInt(STATE);
        code.putField("state", "I");
        code.load(BodyCode.VALUE);
        code.insn(Opcodes.ARETURN);
    }

    private void emitStackMap(Node head) {
        LocalTypes locals = new LocalTypes(source.method().maxLocals);
        List<Object> operands = new ArrayList<>();
        for (Node node = head; node != root; node = node.parent) {
            Object type = code.verificationType(node.value);
            if (node.isOperand) {
                operands.add(type);
            } else {
                locals.set(node.value.place(), type);
            }
        }
        Collections.reverse(operands);
        code.stackMap(Opcodes.INTEGER, locals.perValue(), operands);
    }

    /** Saves the values from a head up to the next one. */
    private void emitStretch(Node head) {
        List<Plan.Kept> locals = new ArrayList<>();
        Node node = head;
        do {
            if (node.isOperand) {
                code.keepOperand(node.value.field());
            } else {
                locals.add(node.value);
            }
            node = node.parent;
        } while (!node.isHead());
        for (int from = 0; from < locals.size(); from += MOST_SAVED) {
            emitLocals(locals.subList(from, Math.min(locals.size(), from + MOST_SAVED)));
        }
    }

    /**
     * A method that saves so many values has at most 255 words of arguments and 325 bytes of code, up to which HotSpot
     * inlines what is called often ({@code FreqInlineSize}).
     */
    private static final int MOST_SAVED = 50;

    /** A call for fewer would hardly be smaller. */
    private static final int LEAST_CALLED = 3;

    private void emitLocals(List<Plan.Kept> locals) {
        if (locals.size() < LEAST_CALLED) {
            for (Plan.Kept local : locals) {
                code.load(BodyCode.FRAME);
                code.loadLocal(local);
                code.put(local.field());
            }
            return;
        }
        code.load(BodyCode.FRAME);
        locals.forEach(code::loadLocal);
        MethodNode method = saving(locals);
        helpers.add(method);
        code.callOwn(method.name, method.desc);
    }

    /** {@code static void save$1(F frame, …)}: puts its arguments into the frame. */
    private MethodNode saving(List<Plan.Kept> locals) {
        Type frame = Type.getObjectType(source.frameName());
        List<Type> arguments = new ArrayList<>(List.of(frame));
        locals.forEach(local -> arguments.add(local.field().type()));
        String desc = Type.getMethodDescriptor(Type.VOID_TYPE, arguments.toArray(Type[]::new));
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        MethodNode method = new MethodNode(access, "save$" + (helpers.size() + 1), desc, null, null);
        int slot = 1;
        for (Plan.Kept local : locals) {
            Type type = local.field().type();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            method.visitFieldInsn(
                    Opcodes.PUTFIELD, source.frameName(), local.field().name(), type.getDescriptor());
            slot += type.getSize();
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        return method;
    }
}
