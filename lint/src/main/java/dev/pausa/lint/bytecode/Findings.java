package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.tree.AbstractInsnNode;

/** What the checks find, once for each place: compilers write the code of a {@code finally} block several times. */
final class Findings {
    private final Switches switches;
    private final SortedSet<Finding> found = new TreeSet<>();

    Findings(Switches switches) {
        this.switches = switches;
    }

    void report(Check check, Code code, AbstractInsnNode place, Object... details) {
        report(check, check.severity(), code, place, details);
    }

    void report(Check check, Severity severity, Code code, AbstractInsnNode place, Object... details) {
        Finding finding =
                new Finding(check, severity, code.file(), code.lineOf(place), code.className(), check.message(details));
        if (switches.areOn(finding)) {
            found.add(finding);
        }
    }

    List<Finding> sorted() {
        return List.copyOf(found);
    }
}
