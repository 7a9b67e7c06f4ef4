package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.diagnostics.CoroutineDumpTest.onlyChain;
import static dev.pausa.conformance.diagnostics.HostileTextsTest.assertFit;
import static dev.pausa.conformance.diagnostics.HostileTextsTest.assertFitJson;
import static dev.pausa.conformance.diagnostics.HostileTextsTest.assertFitText;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import dev.pausa.diagnostics.Diagnostics;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Bodies in class files that javac would not have written, or not with its usual options. */
@Timeout(60)
@SuppressWarnings({"pausa:blocking-call", "pausa:dropped"})
@ExtendWith(Tracked.class)
class UnusualClassFilesTest {
    /** Copied under another name, with methods of other names. */
    private static final class Renamed {
        static Coroutine<Object> load(Object given) {
            return coroutine(() -> {
                Object kept = given;
                suspend("s");
                return kept;
            });
        }
    }

    /** Copied without the names of variables. */
    private static final class Bodies {
        static Coroutine<Object> load(Integer customer) {
            return coroutine(() -> {
                String row = customer + " " + suspend("first");
                return row + suspend("second") + customer;
            });
        }

        static Coroutine<Object> empty() {
            return coroutine(() -> suspend("only"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Coroutine<Object> asCoroutine(Object made) {
        return (Coroutine<Object>) made;
    }

    /**
     * All that a class file allows (JVMS 4.2.2), and the separators of the text in which a frame class keeps its
     * places.
     */
    private static final String NAME = "%09:%\t\n\r\0\u001b\u202e\u2028&\"\\\ud83d";

    @Test
    void names_of_classes_methods_files_and_variables() throws Exception {
        Diagnostics.setOriginTracking(2);
        Class<?> hostile = AlteredClass.of(Renamed.class, NAME, 0, UnusualClassFilesTest::renaming);
        Coroutine<Object> c = asCoroutine(AlteredClass.call(hostile, NAME, hostile.getDeclaredConstructors()[0]));
        Coroutine<Object> outer = started(coroutine(() -> await(c)));
        CoroutineDump dump = CoroutineDump.takeWithLocals();

        assertThat(c.name()).isEqualTo(NAME + "." + NAME);
        assertThat(c.location().getMethodName()).isEqualTo(NAME);
        assertThat(c.inspect().get(0).name()).isEqualTo(NAME);
        assertFitJson(dump);
        assertFitText(dump, 11);
        assertFit(c.toString());
        assertFit(outer.toString());
        assertFit(thrownBy(() -> started(coroutine(() -> await(c)))).toString());
        Reference.reachabilityFence(outer);
    }

    private static ClassVisitor renaming(ClassVisitor to) {
        String original = Renamed.class.getName().replace('.', '/');
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                return internalName.equals(original) ? NAME : internalName;
            }

            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                return owner.equals(original) ? name.replace("load", NAME) : name;
            }
        };
        return new ClassRemapper(Opcodes.ASM9, to, names) {
            @Override
            public void visitSource(String source, String debug) {
                super.visitSource(NAME, debug);
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(api, super.visitMethod(access, name, descriptor, signature, thrown)) {
                    @Override
                    public void visitLocalVariable(
                            String variable, String type, String generic, Label start, Label end, int index) {
                        super.visitLocalVariable(NAME, type, generic, start, end, index);
                    }
                };
            }
        };
    }

    @Test
    void variables_without_names_are_told_of() throws Exception {
        Class<?> bodies = AlteredClass.withoutDebugInformation(Bodies.class);
        Coroutine<Object> nothing = started(asCoroutine(AlteredClass.call(bodies, "empty")));
        assertThat(onlyChain().get(0).hasUnnamedLocals()).isFalse();
        nothing.close();
        Coroutine<Object> c = started(asCoroutine(AlteredClass.call(bodies, "load", 7)));

        Entry entry = onlyChain().get(0);
        assertThat(entry.hasUnnamedLocals()).isTrue();
        assertThat(entry.locals()).isEmpty();
        assertThat(CoroutineDump.takeWithLocals().toText())
                .contains("\nSome variables cannot be shown: ", "\n    | variables without names\n");
        assertThat(CoroutineDump.take().toText()).doesNotContain("variables");
        c.close();
        Coroutine<Object> named = started(Bodies.load(7));
        assertThat(onlyChain().get(0).hasUnnamedLocals()).isFalse();
        assertThat(onlyChain().get(0).locals()).extracting(Variable::name).containsExactly("customer");
        Reference.reachabilityFence(named);
    }
}
