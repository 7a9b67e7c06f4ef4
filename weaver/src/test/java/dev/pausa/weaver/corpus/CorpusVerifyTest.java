package dev.pausa.weaver.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.WeaveException;
import dev.pausa.weaver.WeaverAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Every method of a library that may pause at all, with a pause before every k-th instruction, weaves to a class that
 * the JVM's verifier accepts. {@code -Dcorpus.all=true} takes all libraries and more k.
 */
class CorpusVerifyTest {
    private static final boolean ALL = Boolean.getBoolean("corpus.all");

    /**
     * A library.
     *
     * @param member one of its classes
     * @param k how far apart the pauses are; even ones are woven for a JVM with a debugger
     */
    private record Row(Class<?> member, int k) {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(org.objectweb.asm.ClassReader.class, 3));
        rows.add(new Row(org.objectweb.asm.tree.ClassNode.class, 2));
        if (ALL) {
            for (int k : new int[] {1, 2, 5, 7}) {
                rows.add(new Row(org.objectweb.asm.ClassReader.class, k));
                rows.add(new Row(org.objectweb.asm.commons.ClassRemapper.class, k));
                rows.add(new Row(org.objectweb.asm.tree.analysis.Analyzer.class, k));
                rows.add(new Row(org.objectweb.asm.util.CheckClassAdapter.class, k));
            }
            for (int k = 1; k <= 3; k++) {
                rows.add(new Row(org.assertj.core.api.Assertions.class, k));
                rows.add(new Row(org.eclipse.jdt.core.compiler.batch.BatchCompiler.class, k));
            }
            rows.add(new Row(org.junit.platform.commons.util.ReflectionUtils.class, 1));
            rows.add(new Row(org.junit.jupiter.api.Assertions.class, 1));
            rows.add(new Row(org.junit.platform.engine.TestEngine.class, 1));
        }
        return rows;
    }

    @TestFactory
    Stream<DynamicTest> everyMethodWeavesToAClassThatTheJvmAccepts() {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> new Sweep(row).run()));
    }

    /** One library's methods, one after the other. */
    private static final class Sweep {
        private final Row row;
        private final CorpusLoader loader;
        private final Map<String, String> failures = new LinkedHashMap<>();
        private int accepted;
        private int tooLarge;
        private int missing;
        private int excluded;
        private int number;

        Sweep(Row row) {
            this.row = row;
            this.loader = new CorpusLoader(List.of("org/"), Library.every(row.k));
        }

        void run() {
            for (String className : Library.classesBeside(row.member)) {
                sweepClass(className);
            }
            System.out.println("corpus: " + row + ": " + accepted + " methods accepted, " + tooLarge + " too large, "
                    + missing + " that need a class which is not there, " + failures.size() + " failed; " + excluded
                    + " constructors, initialisers and methods that hold a monitor must not pause");
            assertThat(failures).isEmpty();
            assertThat(accepted).isPositive();
            assertThat(tooLarge).as("methods too large when woven").isLessThanOrEqualTo(accepted / 100);
        }

        private void sweepClass(String className) {
            ClassNode node;
            try (InputStream in = loader.getResourceAsStream(className + ".class")) {
                node = WeaverAccess.parse(in.readAllBytes());
            } catch (TypeNotPresentException absent) {
                missing++;
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (MethodNode method : node.methods) {
                if (PausedCopy.isBody(method.name)) {
                    sweepMethod(node, method);
                }
            }
            excluded += countExcluded(node);
        }

        /** Every method that may pause has become two: its body and the driver of that. */
        private static int countExcluded(ClassNode node) {
            long all = node.methods.stream()
                    .filter(method -> method.instructions.size() > 0)
                    .count();
            long bodies = node.methods.stream()
                    .filter(method -> PausedCopy.isBody(method.name))
                    .count();
            return (int) (all - 2 * bodies);
        }

        private void sweepMethod(ClassNode node, MethodNode method) {
            String frameName = node.name + "$checked" + number++;
            try {
                Class<?> frame = loader.define(WeaverAccess.weave(node, method, frameName, loader, row.k % 2 == 0));
                Class.forName(frame.getName(), true, loader);
                accepted++;
            } catch (NoClassDefFoundError absent) {
                assertThat(loader.getResource(absent.getMessage() + ".class"))
                        .as("%s", absent)
                        .isNull();
                System.out.println("corpus: " + node.name + "." + method.name + " needs " + absent.getMessage());
                missing++;
            } catch (WeaveException e) {
                if (e.reason() == WeaveException.Reason.TOO_LARGE) {
                    tooLarge++;
                } else {
                    failures.put(node.name + "." + method.name + method.desc, e.toString());
                }
            } catch (RuntimeException | LinkageError | ReflectiveOperationException | AssertionError e) {
                failures.put(node.name + "." + method.name + method.desc, e.toString());
            }
        }
    }
}
