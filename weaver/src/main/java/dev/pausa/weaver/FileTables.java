package dev.pausa.weaver;

import dev.pausa.WeaveException;
import dev.pausa.frame.Index;
import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Describes the bodies of class files that nobody has loaded: for comparing two versions of a program. */
public final class FileTables {
    private final Map<String, byte[]> bytes;
    private final ClassFiles files;
    private final Map<String, Map<String, BodyTable>> tables = new TreeMap<>();

    private FileTables(Map<String, byte[]> bytes) {
        this.bytes = bytes;
        this.files = new ClassFiles(name -> Optional.ofNullable(bytes.get(name)));
    }

    /**
     * Describes bodies.
     *
     * @param bytes class files by the internal names of their classes
     * @return the tables of all bodies in them, by the binary names of the classes; bodies that cannot be woven are
     *     left out
     */
    public static SortedMap<String, List<BodyTable>> of(Map<String, byte[]> bytes) {
        FileTables all = new FileTables(bytes);
        bytes.keySet().forEach(all::look);
        SortedMap<String, List<BodyTable>> tables = new TreeMap<>();
        all.tables.forEach((name, bodies) -> tables.put(name, List.copyOf(bodies.values())));
        return tables;
    }

    /** The weaver rewrites what it looks at, so each class is read anew; as it was before it was rewritten. */
    private ClassNode read(String name) {
        ClassNode node = ClassFiles.parse(bytes.get(name));
        byte[] index = bytes.get(name + Index.SUFFIX);
        if (index != null && Unweaving.isRewritten(node)) {
            Unweaving.unweave(node, ClassFiles.parse(index));
        }
        return node;
    }

    private void look(String name) {
        ClassNode host = read(name);
        if (host.superName != null && Names.isSuperclassOfWoven(host.superName)) {
            return;
        }
        for (LambdaSite site : LambdaSite.of(host)) {
            Kind kind = site.method().equals("run") ? kindOf(site.type()) : null;
            if (kind != null && bytes.containsKey(site.code().getOwner())) {
                add(site.code().getOwner(), site.code().getName(), site.code().getDesc(), kind, true);
            }
        }
        Kind kind = kindOf(host.name);
        if (kind != null) {
            for (MethodNode method : host.methods) {
                if (method.name.equals("run") && (method.access & Opcodes.ACC_BRIDGE) == 0) {
                    add(host.name, "run", method.desc, kind, false);
                }
            }
        }
    }

    /** Returns what objects of a type are the bodies of, or null if they are none. */
    private Kind kindOf(String type) {
        Kind kind = Names.BODIES.get(type);
        Optional<ClassNode> outline = kind == null ? files.outline(type) : Optional.empty();
        if (outline.isPresent()) {
            List<String> above = new ArrayList<>(outline.get().interfaces);
            above.add(outline.get().superName);
            for (String each : above) {
                kind = kind == null && each != null ? kindOf(each) : kind;
            }
        }
        return kind;
    }

    private void add(String owner, String name, String desc, Kind kind, boolean captures) {
        ClassNode home = read(owner);
        for (MethodNode method : home.methods) {
            boolean isMeant = method.name.equals(name) && method.desc.equals(desc);
            boolean hasCode = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (isMeant && hasCode && Weaving.canPause(method, kind)) {
                String frameName = FrameName.of(home, method, kind, "");
                describe(new BodySource(home, method, kind, captures, frameName, files, bytes.get(owner)));
            }
        }
    }

    private void describe(BodySource source) {
        try {
            String name = source.className();
            BodyTable table = BodyTables.of(source, false);
            tables.computeIfAbsent(name, any -> new LinkedHashMap<>()).putIfAbsent(table.key(), table);
        } catch (WeaveException refused) {
            return; // no coroutine of it ever begins
        }
    }
}
