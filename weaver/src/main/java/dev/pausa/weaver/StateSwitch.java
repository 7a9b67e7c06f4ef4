package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Jumps by the number of the point where the body was paused. Where many numbers that follow one another go the same
 * way, a search takes fewer bytes than a table.
 */
final class StateSwitch {
    /** Numbers that follow one another and go the same way. */
    private record Range(int first, Label target) {}

    private static final int BYTES_OF_RANGE = 10;
    private static final int BYTES_OF_TABLE = 16;
    private static final int BYTES_OF_ENTRY = 4;

    private final BodyCode code;
    private final int slot;
    private final Runnable stackMap;

    /**
     * Makes one for a place in the code.
     *
     * @param slot the local with the number
     * @param stackMap writes what the locals and operands are there
     */
    StateSwitch(BodyCode code, int slot, Runnable stackMap) {
        this.code = code;
        this.slot = slot;
        this.stackMap = stackMap;
    }

    /** Writes the jumps; no other number can come here. */
    void emit(SortedMap<Integer, Label> targets) {
        List<Range> ranges = new ArrayList<>();
        targets.forEach((number, target) -> {
            if (ranges.isEmpty() || ranges.get(ranges.size() - 1).target != target) {
                ranges.add(new Range(number, target));
            }
        });
        int numbers = targets.lastKey() - targets.firstKey() + 1;
        if (ranges.size() * BYTES_OF_RANGE <= BYTES_OF_TABLE + numbers * BYTES_OF_ENTRY) {
            search(ranges);
        } else {
            table(targets, numbers);
        }
    }

    private void search(List<Range> ranges) {
        if (ranges.size() == 1) {
            code.jump(Opcodes.GOTO, ranges.get(0).target);
            return;
        }
        int middle = ranges.size() / 2;
        Label upper = new Label();
        code.loadInt(slot);
        code.pushInt(ranges.get(middle).first);
        code.jump(Opcodes.IF_ICMPGE, upper);
        search(ranges.subList(0, middle));
        code.label(upper);
        stackMap.run();
        search(ranges.subList(middle, ranges.size()));
    }

    private void table(SortedMap<Integer, Label> targets, int numbers) {
        Label none = targets.get(targets.lastKey());
        Label[] labels = new Label[numbers];
        Arrays.fill(labels, none);
        targets.forEach((number, target) -> labels[number - targets.firstKey()] = target);
        code.loadInt(slot);
        code.visitor.visitTableSwitchInsn(targets.firstKey(), targets.lastKey(), none, labels);
    }
}
