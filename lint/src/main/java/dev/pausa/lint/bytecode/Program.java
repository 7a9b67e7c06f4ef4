package dev.pausa.lint.bytecode;

import dev.pausa.frame.Index;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Unweaving;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The classes that are checked, and what is known of those that they use: the library's and the JDK's. */
final class Program {
    /** How the names of classes begin that certainly are no bodies' types. */
    private static final List<String> RUNTIMES = List.of("java/", "javax/", "kotlin/", "kotlinx/", "groovy/", "scala/");

    private final Map<String, ClassNode> classes = new LinkedHashMap<>();
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, ClassNode> woven = new HashMap<>();
    private final Map<String, Ancestry> ancestries = new HashMap<>();
    private final Set<String> usersOfDriver = new HashSet<>();
    private final ClassFiles around = new ClassFiles(Program::resource);

    private static Optional<byte[]> resource(String internalName) throws IOException {
        ClassLoader own = Program.class.getClassLoader();
        try (InputStream in = own.getResourceAsStream(internalName + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /** Adds a class; the first of a name counts, as on a class path. */
    void add(ClassNode type, String file, byte[] bytes) {
        if (type.superName != null && Names.isSuperclassOfWoven(type.superName)) {
            woven.put(type.name, type);
            return;
        }
        if (classes.putIfAbsent(type.name, type) != null) {
            return;
        }
        for (MethodNode method : type.methods) {
            codes.put(key(type.name, method.name, method.desc), new Code(type, method, file));
        }
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("dev/pausa/async/")) {
            usersOfDriver.add(outermost(type.name));
        }
    }

    /** Makes of classes that were woven ahead of time what people wrote; when all are there. */
    void unweave() {
        for (ClassNode type : classes.values()) {
            ClassNode index = woven.get(type.name + Index.SUFFIX);
            if (index != null && Unweaving.isRewritten(type)) {
                Unweaving.unweave(type, index);
            }
        }
        codes.values().removeIf(code -> !code.type.methods.contains(code.method));
    }

    private static String key(String owner, String name, String desc) {
        return owner + "." + name + desc;
    }

    private static String outermost(String name) {
        int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    List<Code> codes() {
        return new ArrayList<>(codes.values());
    }

    List<ClassNode> classes() {
        return new ArrayList<>(classes.values());
    }

    /** Returns whether the file that a class is written in uses the driver. */
    boolean usesDriver(ClassNode type) {
        return usersOfDriver.contains(outermost(type.name));
    }

    /** The method that a call of this name finds in a class or above it; empty if it is not of this program. */
    Optional<Code> method(String owner, String name, String desc) {
        for (String each = owner; each != null; ) {
            Code code = codes.get(key(each, name, desc));
            if (code != null) {
                return Optional.of(code);
            }
            ClassNode type = classes.get(each);
            each = type == null ? null : type.superName;
        }
        return ancestry(owner).names().stream()
                .map(each -> codes.get(key(each, name, desc)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The class files around those that are checked. */
    ClassFiles files() {
        return around;
    }

    /** A class without its code. */
    Optional<ClassNode> outline(String name) {
        ClassNode own = classes.get(name);
        return own != null ? Optional.of(own) : name.startsWith("[") ? Optional.empty() : around.outline(name);
    }

    /** A method as a person declared it in a class or above it, wherever that is from; without its code. */
    Optional<Declared> declared(String owner, String name, String desc) {
        for (String each : ancestry(owner).names()) {
            Optional<ClassNode> type = outline(each);
            for (MethodNode method : type.map(found -> found.methods).orElse(List.of())) {
                boolean isBridge = (method.access & Opcodes.ACC_BRIDGE) != 0;
                if (!isBridge && method.name.equals(name) && method.desc.equals(desc)) {
                    return Optional.of(new Declared(type.get(), method));
                }
            }
        }
        return Optional.empty();
    }

    /** A method in the class that declares it. */
    record Declared(ClassNode type, MethodNode method) {}

    boolean isSubtype(String name, String of) {
        return ancestry(name).names().contains(of);
    }

    Ancestry ancestry(String name) {
        Ancestry known = ancestries.get(name);
        if (known == null) {
            known = find(name);
            ancestries.put(name, known);
        }
        return known;
    }

    private Ancestry find(String name) {
        Set<String> names = new LinkedHashSet<>(List.of(name));
        Optional<ClassNode> outline = outline(name);
        boolean isComplete = outline.isPresent() || RUNTIMES.stream().anyMatch(name::startsWith);
        if (outline.isPresent()) {
            List<String> parents = new ArrayList<>(outline.get().interfaces);
            if (outline.get().superName != null) {
                parents.add(0, outline.get().superName);
            }
            for (String parent : parents) {
                Ancestry above = ancestry(parent);
                names.addAll(above.names());
                isComplete &= above.isComplete();
            }
        }
        return new Ancestry(names, isComplete);
    }
}
