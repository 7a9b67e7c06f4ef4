package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Printer;

/** What is left of an instruction that moves values about on the stack when some of these are not there. */
class StackMoveTest {
    /** The stack from the bottom: {@code N} is an object that lacks, {@code i} has one word, {@code l} two. */
    @ParameterizedTest
    @CsvSource({
        "DUP, i, DUP",
        "DUP, N, NOP",
        "DUP, i N, NOP",
        "POP, N, NOP",
        "POP, N i, POP",
        "POP2, N i, POP",
        "POP2, i N, POP",
        "POP2, N N, NOP",
        "POP2, l, POP2",
        "SWAP, i i, SWAP",
        "SWAP, N i, NOP",
        "SWAP, i N, NOP",
        "DUP_X1, i N, NOP",
        "DUP_X1, N i, DUP",
        "DUP_X1, i i, DUP_X1",
        "DUP_X2, N N i, DUP",
        "DUP_X2, i N i, DUP_X1",
        "DUP_X2, N i i, DUP_X1",
        "DUP_X2, l i, DUP_X2",
        "DUP_X2, l N, NOP",
        "DUP2, N i, DUP",
        "DUP2, i N, DUP",
        "DUP2, N N, NOP",
        "DUP2, l, DUP2",
        "DUP2_X1, i N i, DUP_X1",
        "DUP2_X1, N i i, DUP2",
        "DUP2_X1, N l, DUP2",
        "DUP2_X1, i l, DUP2_X1",
        "DUP2_X2, i i i N, DUP_X2",
        "DUP2_X2, i N i i, DUP2_X1",
        "DUP2_X2, N N i i, DUP2",
        "DUP2_X2, N i l, DUP2_X1",
        "DUP2_X2, l N i, DUP_X2",
        "DUP2_X2, l l, DUP2_X2",
        "DUP2_X2, l N N, NOP"
    })
    void doesTheSameWithTheRest(String name, String stack, String expected) {
        List<Object> types = new ArrayList<>(List.of("below"));
        for (String type : stack.split(" ")) {
            types.add(type.equals("l") ? Opcodes.LONG : type);
        }
        int opcode = List.of(Printer.OPCODES).indexOf(name);
        int found = StackMove.without(opcode, types, "N"::equals);
        assertThat(Printer.OPCODES[found]).isEqualTo(expected);
    }
}
