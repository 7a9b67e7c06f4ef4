package dev.pausa.weaver.ahead;

import dev.pausa.WeaveException;
import dev.pausa.frame.Index;
import dev.pausa.trace.FrameNames;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.ahead.Outcome.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves all classes of a folder or jar, which must be there together: a class is rewritten along with the host of its
 * nest. The same classes give the same bytes, and what is woven already stays as it is.
 */
public final class Ahead {
    private final Mode mode;
    private final boolean forDebugger;
    private final SortedMap<String, byte[]> classes;
    private final ClassFiles files;

    /** What the classes are to be, by internal name. */
    private final SortedMap<String, byte[]> woven = new TreeMap<>();

    /** The classes that earlier weavings made, and no later one has confirmed. */
    private final SortedSet<String> orphans = new TreeSet<>();

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();
    private final SortedMap<String, ClassNode> rewritten = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> nests = new TreeMap<>();
    private int bodies;

    private Ahead(SortedMap<String, byte[]> classes, ClassFiles.Source around, Mode mode, boolean forDebugger) {
        this.classes = classes;
        this.mode = mode;
        this.forDebugger = forDebugger;
        this.files = new ClassFiles(name -> {
            byte[] own = classes.get(name);
            return own == null ? around.bytes(name) : Optional.of(own);
        });
    }

    /**
     * Weaves classes.
     *
     * @param classes all class files of a folder or jar, by internal name
     * @param around the class files that they refer to, as far as there are any
     * @param mode what to do to the classes that have bodies
     * @param forDebugger whether paused frames keep all variables, for a debugger to show
     * @return what was made of them
     */
    public static Outcome weave(
            SortedMap<String, byte[]> classes, ClassFiles.Source around, Mode mode, boolean forDebugger) {
        return new Ahead(classes, around, mode, forDebugger).outcome();
    }

    private Outcome outcome() {
        Set<String> taken = new HashSet<>();
        SortedMap<String, ClassNode> hosts = new TreeMap<>();
        classes.forEach((name, bytes) -> read(name, bytes).ifPresent(node -> {
            if (!isGenerated(node)) {
                hosts.put(name, node);
                taken.add(name);
            }
        }));
        hosts.forEach((name, node) -> weave(node, taken));
        hosts.forEach((name, node) -> joinNest(node));
        rewritten.forEach((name, node) -> woven.put(name, bytes(node)));
        orphans.removeAll(woven.keySet());
        woven.entrySet().removeIf(each -> Arrays.equals(each.getValue(), classes.get(each.getKey())));
        return new Outcome(woven, orphans, problems, remarks, bodies);
    }

    private Optional<ClassNode> read(String name, byte[] bytes) {
        if (name.endsWith("module-info") || name.endsWith("package-info")) {
            return Optional.empty();
        }
        try {
            ClassNode node = ClassFiles.parse(bytes);
            if (Names.INDEX.equals(node.superName)) {
                orphans.add(name);
                orphans.addAll(IndexClass.classes(bytes));
            }
            return Optional.of(node);
        } catch (WeaveException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            problems.add(new Problem(name.replace('/', '.'), name + ".class cannot be read: " + damaged));
            return Optional.empty();
        }
    }

    private boolean isGenerated(ClassNode node) {
        return node.superName != null && Names.isSuperclassOfWoven(node.superName);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Each class
    // -----------------------------------------------------------------------------------------------------------------

    private void weave(ClassNode node, Set<String> taken) {
        if (node.fields.stream().anyMatch(field -> field.name.startsWith(Index.MARK))) {
            keep(node);
            return;
        }
        Host host = new Host(classes.get(node.name), node, files, forDebugger, taken);
        if (mode == Mode.REWRITE && host.hasNests() && isThere(nestHost(node))) {
            host.rewrite().ifPresent(copy -> {
                rewritten.put(node.name, copy);
                nests.computeIfAbsent(nestHost(node), any -> new TreeSet<>()).addAll(nestMembers(host.generated()));
            });
        } else {
            host.add();
            if (mode == Mode.REWRITE && host.count() > 0) {
                remarks.add(new Problem(node.name.replace('/', '.'), onlyAdded(node, host)));
            }
        }
        woven.putAll(host.generated());
        problems.addAll(host.problems());
        remarks.addAll(host.remarks());
        bodies += host.count();
    }

    private static String onlyAdded(ClassNode node, Host host) {
        String why = host.hasNests()
                ? "the host of its nest, " + nestHost(node).replace('/', '.')
                        + ", is not there; weave both in one folder or jar"
                : "its class file is of version " + (node.version & 0xFFFF)
                        + ", which has no nests; compile it for Java 11 or newer";
        return node.name.replace('/', '.')
                + " is not rewritten but only added to, and needs the weaver when the program runs: " + why;
    }

    /** Returns whether a class can get new nest members: it is woven in the same run, or is the class itself. */
    private boolean isThere(String nestHost) {
        return classes.containsKey(nestHost);
    }

    private static String nestHost(ClassNode node) {
        return node.nestHostClass == null ? node.name : node.nestHostClass;
    }

    private static Set<String> nestMembers(Map<String, byte[]> generated) {
        Set<String> members = new HashSet<>(generated.keySet());
        members.removeIf(name -> name.endsWith(Index.SUFFIX));
        return members;
    }

    /** A class that was rewritten stays so, with all that was made of it. */
    private void keep(ClassNode node) {
        String index = node.name + Index.SUFFIX;
        byte[] bytes = classes.get(index);
        if (bytes == null) {
            problems.add(new Problem(
                    node.name.replace('/', '.'),
                    node.name + " was rewritten, and what was woven for it is gone; compile it anew"));
            return;
        }
        List<String> made = IndexClass.classes(bytes);
        orphans.remove(index);
        made.forEach(orphans::remove);
        nests.computeIfAbsent(nestHost(node), any -> new TreeSet<>()).addAll(made);
        bodies += (int) made.stream()
                .filter(name -> name.contains(FrameNames.BODY_CLASS))
                .count();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Nests
    // -----------------------------------------------------------------------------------------------------------------

    /** Makes frame and body classes members of the nest, in the class file of its host (JVMS 4.7.29). */
    private void joinNest(ClassNode node) {
        SortedSet<String> members = nests.get(node.name);
        if (members == null) {
            return;
        }
        ClassNode host = rewritten.get(node.name);
        List<String> known = node.nestMembers == null ? List.of() : node.nestMembers;
        if (host == null && known.containsAll(members)) {
            return;
        }
        if (host == null) {
            host = node;
            rewritten.put(node.name, node);
        }
        List<String> all = new ArrayList<>(known);
        members.stream().filter(name -> !known.contains(name)).forEach(all::add);
        host.nestMembers = all;
    }

    private static byte[] bytes(ClassNode node) {
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }
}
