package dev.pausa.weaver.corpus;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.objectweb.asm.util.TraceClassVisitor;

/**
 * What the libraries are made to do: from a class file to the names and values of everything computed from it. A loader
 * that copies this class along with the libraries makes it work on the copies.
 */
public final class Work implements Function<byte[], Map<String, Object>> {
    private final Map<String, Object> results = new LinkedHashMap<>();

    /** For the loader. */
    public Work() {}

    @Override
    public Map<String, Object> apply(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        results.put("read and written", written(node, 0));
        results.put("with maximums computed", written(node, ClassWriter.COMPUTE_MAXS));
        results.put("with frames computed", written(node, ClassWriter.COMPUTE_FRAMES));
        results.put("renamed", renamed(reader, node.name));
        results.put("traced", traced(reader));
        for (MethodNode method : node.methods) {
            results.put("types of " + method.name + method.desc, types(method.desc));
            results.put("frames of " + method.name + method.desc, frames(node.name, method));
        }
        results.put("compared", compared(node));
        return results;
    }

    private static byte[] written(ClassNode node, int flags) {
        ClassWriter writer = new ClassWriter(flags) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
        node.accept(writer);
        return writer.toByteArray();
    }

    private static byte[] renamed(ClassReader reader, String name) {
        ClassWriter writer = new ClassWriter(0);
        Map<String, String> names = Map.of(name, "renamed/Renamed");
        reader.accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, names)), 0);
        return writer.toByteArray();
    }

    private static String traced(ClassReader reader) {
        StringWriter text = new StringWriter();
        reader.accept(new TraceClassVisitor(new PrintWriter(text)), 0);
        return text.toString();
    }

    private static List<String> types(String desc) {
        List<String> names = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(desc)) {
            names.add(type.getClassName() + " " + type.getSort() + " " + type.getSize() + " " + type.hashCode());
        }
        names.add(Type.getReturnType(desc).getInternalName());
        names.add("" + Type.getArgumentsAndReturnSizes(desc));
        return names;
    }

    private static String frames(String owner, MethodNode method) {
        try {
            return List.of(new Analyzer<>(new BasicVerifier()).analyze(owner, method))
                    .toString();
        } catch (AnalyzerException | NullPointerException e) {
            return e.getClass().getName(); // unreachable instructions have no frame
        }
    }

    /** Failing comparisons: their messages are the work of much code. */
    private static List<String> compared(ClassNode node) {
        List<String> names = node.methods.stream().map(method -> method.name).toList();
        List<String> messages = new ArrayList<>();
        messages.add(message(() -> Assertions.assertThat(names).as("names").containsExactly("a", "<init>")));
        messages.add(message(() -> Assertions.assertThat(names).containsExactlyInAnyOrderElementsOf(List.of("x"))));
        messages.add(message(() -> Assertions.assertThat(node.name).startsWith("nothing")));
        messages.add(message(() -> Assertions.assertThat(node.version).isBetween(1, 2)));
        messages.add(
                message(() -> Assertions.assertThat(Map.of("k", names.size())).containsEntry("k", -1)));
        messages.add(message(
                () -> Assertions.assertThat(new double[] {1.5, node.version}).contains(7.5)));
        return messages;
    }

    private static String message(Runnable comparison) {
        try {
            comparison.run();
            return "equal";
        } catch (AssertionError failed) {
            return failed.getMessage();
        }
    }
}
