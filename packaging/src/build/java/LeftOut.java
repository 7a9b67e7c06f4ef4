import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lists the test classes that cannot run where the weaver is not: those that name a class of the weaver, of ASM, of
 * lint or of the command, or a class of the tests that does. The list is a file of patterns, for Surefire to leave
 * out; it is printed, too, and so are the classes and methods that have the annotation {@code NeedsWeaver}.
 *
 * <pre>{@code java -cp ASM LeftOut.java TESTS LIST}</pre>
 */
final class LeftOut {
    private static final List<String> ABSENT =
            List.of("org/objectweb/asm/", "dev/pausa/weaver/", "dev/pausa/lint/", "dev/pausa/cli/");

    private LeftOut() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Set<String>> classes = namesByClass(Path.of(arguments[0]));
        Set<String> out = leftOut(classes);
        List<String> tests = testsOf(classes.keySet());
        List<String> without = testsOf(out);
        Files.write(
                Path.of(arguments[1]),
                without.stream().map(name -> name + ".class").toList());
        System.out.println((tests.size() - without.size()) + " of " + tests.size()
                + " test classes need no weaver; left out: " + String.join(", ", without));
        List<String> tagged = tagged(Path.of(arguments[0]));
        System.out.println(tagged.size() + " tests are left out that say so: " + String.join(", ", tagged));
    }

    private static List<String> tagged(Path folder) throws IOException {
        List<String> tagged = new ArrayList<>();
        for (byte[] file : classFiles(folder)) {
            ClassNode type = new ClassNode();
            new ClassReader(file).accept(type, ClassReader.SKIP_CODE);
            if (isTagged(type.visibleAnnotations)) {
                tagged.add(type.name);
            }
            for (MethodNode method : type.methods) {
                if (isTagged(method.visibleAnnotations)) {
                    tagged.add(type.name + "." + method.name);
                }
            }
        }
        return tagged;
    }

    private static boolean isTagged(List<AnnotationNode> annotations) {
        return annotations != null && annotations.stream().anyMatch(each -> each.desc.endsWith("/NeedsWeaver;"));
    }

    private static List<byte[]> classFiles(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(each -> each.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** What each class of the tests names. */
    private static Map<String, Set<String>> namesByClass(Path folder) throws IOException {
        Map<String, Set<String>> classes = new TreeMap<>();
        for (byte[] file : classFiles(folder)) {
            ClassReader reader = new ClassReader(file);
            classes.put(reader.getClassName(), namesIn(reader));
        }
        return classes;
    }

    private static Set<String> namesIn(ClassReader reader) {
        Set<String> names = new TreeSet<>();
        Remapper collecting = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                names.add(name);
                return name;
            }
        };
        reader.accept(new ClassRemapper(new ClassWriter(0), collecting), 0);
        return names;
    }

    private static Set<String> leftOut(Map<String, Set<String>> classes) {
        Set<String> out = new TreeSet<>();
        classes.forEach((name, names) -> {
            if (names.stream().anyMatch(named -> !classes.containsKey(named) && isAbsent(named))) {
                out.add(name);
            }
        });
        int before;
        do {
            before = out.size();
            classes.forEach((name, names) -> {
                if (!Collections.disjoint(names, out)) {
                    out.add(name);
                }
            });
        } while (out.size() > before);
        return out;
    }

    private static boolean isAbsent(String name) {
        return ABSENT.stream().anyMatch(name::startsWith);
    }

    private static List<String> testsOf(Collection<String> names) {
        return names.stream()
                .filter(name -> name.endsWith("Test") && name.indexOf('$') < 0)
                .toList();
    }
}
