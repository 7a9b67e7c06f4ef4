package dev.pausa.weaver;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The places where a large body throws what is raised: each inside the same try blocks as the pauses that it stands
 * for. The pauses of one have the same variables for the handlers.
 */
final class RaiseStubs {
    /** Where to throw: the try blocks, and the types of the locals that their handlers need. */
    private record Place(List<TryCatchBlockNode> blocks, List<Object> locals) {}

    private record Stub(Label start, Label end) {}

    private final BodyCode code;
    private final Map<Place, Stub> stubs = new LinkedHashMap<>();
    private final Map<Plan.Pause, Stub> stubOf = new LinkedHashMap<>();

    RaiseStubs(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
        this.code = code;
        FlowGraph flow = new FlowGraph(source.method());
        for (Plan.Pause pause : plan.pauses()) {
            List<TryCatchBlockNode> blocks =
                    flow.blocks(flow.indexOf(pause.point().call()));
            LocalTypes all = LocalTypes.of(pause.point().frameLocals(), source.method().maxLocals);
            LocalTypes needed = new LocalTypes(source.method().maxLocals);
            BitSet slots = read(blocks, analysis);
            slots.stream().forEach(slot -> needed.set(slot, all.get(slot)));
            Place place = new Place(List.copyOf(blocks), needed.perValue());
            stubOf.put(pause, stubs.computeIfAbsent(place, any -> new Stub(new Label(), new Label())));
        }
    }

    /** The slots that the handlers want to hold something. */
    private static BitSet read(List<TryCatchBlockNode> blocks, Analysis analysis) {
        BitSet slots = new BitSet();
        for (TryCatchBlockNode block : blocks) {
            int slot = 0;
            for (Object type : analysis.frames().get(frameAt(block.handler))) {
                if (type != Opcodes.TOP) {
                    slots.set(slot);
                }
                slot += FrameType.isTwoWords(type) ? 2 : 1;
            }
        }
        return slots;
    }

    private static FrameNode frameAt(AbstractInsnNode handler) {
        AbstractInsnNode i = handler;
        while (!(i instanceof FrameNode)) {
            i = i.getNext();
        }
        return (FrameNode) i;
    }

    /** Where a pause throws. */
    Label of(Plan.Pause pause) {
        return stubOf.get(pause).start;
    }

    void emitTryCatchBlocks(MethodVisitor method) {
        stubs.forEach((place, stub) -> {
            for (TryCatchBlockNode block : place.blocks) {
                method.visitTryCatchBlock(stub.start, stub.end, block.handler.getLabel(), block.type);
            }
        });
    }

    void emit() {
        stubs.forEach((place, stub) -> {
            code.label(stub.start);
            code.stackMap(Names.THROWABLE, place.locals, List.of());
            code.load(BodyCode.RAISED);
            code.insn(Opcodes.ATHROW);
            code.label(stub.end);
        });
    }
}
