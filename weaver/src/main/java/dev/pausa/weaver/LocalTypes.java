package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** What the verifier knows of a body's locals at a place, word by word. */
final class LocalTypes {
    private final Object[] words;

    private LocalTypes(Object[] words) {
        this.words = words;
    }

    /** Makes one where nothing is known. */
    LocalTypes(int size) {
        this(new Object[size]);
        Arrays.fill(words, Opcodes.TOP);
    }

    LocalTypes copy() {
        return new LocalTypes(words.clone());
    }

    /** Notes a store; what it overwrites is lost. */
    void set(int slot, Object type) {
        if (slot > 0 && FrameType.isTwoWords(words[slot - 1])) {
            words[slot - 1] = Opcodes.TOP;
        }
        words[slot] = type;
        if (FrameType.isTwoWords(type)) {
            words[slot + 1] = Opcodes.TOP;
        }
    }

    Object get(int slot) {
        return words[slot];
    }

    /** The types from 0 on, one entry per value, as visitFrame takes them. */
    List<Object> perValue() {
        List<Object> types = FrameType.perValue(Arrays.asList(words));
        int size = types.size();
        while (size > 0 && types.get(size - 1) == Opcodes.TOP) {
            size--;
        }
        return new ArrayList<>(types.subList(0, size));
    }

    /** From one entry per value. */
    static LocalTypes of(List<Object> perValue, int size) {
        LocalTypes types = new LocalTypes(size);
        int slot = 0;
        for (Object type : perValue) {
            types.set(slot, type);
            slot += FrameType.isTwoWords(type) ? 2 : 1;
        }
        return types;
    }
}
