package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;

/**
 * The instructions that only move values about on the stack, {@code pop} to {@code swap} (JVMS 6.5), seen as what they
 * do with words.
 */
final class StackMove {
    private StackMove() {}

    static boolean isOne(int opcode) {
        return opcode >= Opcodes.POP && opcode <= Opcodes.SWAP;
    }

    /**
     * Returns the instruction that does the same on a stack that lacks some values; {@code nop} if nothing is left to
     * do.
     *
     * @param opcode the instruction
     * @param stack the types of the values on the stack, bottom first
     * @param isLacking which of them lack
     */
    static int without(int opcode, List<Object> stack, Predicate<Object> isLacking) {
        List<Integer> all = new ArrayList<>();
        List<Integer> lacking = new ArrayList<>();
        for (Object type : stack) {
            for (int word = FrameType.isTwoWords(type) ? 2 : 1; word > 0; word--) {
                (isLacking.test(type) ? lacking : new ArrayList<Integer>()).add(all.size());
                all.add(all.size());
            }
        }
        List<Integer> present = minus(all, lacking);
        List<Integer> wanted = minus(moved(opcode, all), lacking);
        for (int other = Opcodes.POP; other <= Opcodes.SWAP; other++) {
            if (wordsOf(other) <= present.size() && moved(other, present).equals(wanted)) {
                return other;
            }
        }
        return Opcodes.NOP;
    }

    private static List<Integer> minus(List<Integer> words, List<Integer> lacking) {
        List<Integer> left = new ArrayList<>(words);
        left.removeAll(lacking);
        return left;
    }

    /** How many words an instruction wants on the stack. */
    private static int wordsOf(int opcode) {
        return switch (opcode) {
            case Opcodes.POP, Opcodes.DUP -> 1;
            case Opcodes.POP2, Opcodes.DUP2, Opcodes.DUP_X1, Opcodes.SWAP -> 2;
            case Opcodes.DUP_X2, Opcodes.DUP2_X1 -> 3;
            default -> 4;
        };
    }

    private static List<Integer> moved(int opcode, List<Integer> stack) {
        List<Integer> words = new ArrayList<>(stack);
        int size = words.size();
        switch (opcode) {
            case Opcodes.POP -> words.remove(size - 1);
            case Opcodes.POP2 -> words.subList(size - 2, size).clear();
            case Opcodes.SWAP -> words.add(size - 2, words.remove(size - 1));
            default -> {
                boolean one = opcode == Opcodes.DUP || opcode == Opcodes.DUP_X1 || opcode == Opcodes.DUP_X2;
                words.addAll(size - wordsOf(opcode), stack.subList(size - (one ? 1 : 2), size));
            }
        }
        return words;
    }
}
