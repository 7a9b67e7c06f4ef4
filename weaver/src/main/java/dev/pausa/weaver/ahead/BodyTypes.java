package dev.pausa.weaver.ahead;

import dev.pausa.WeaveException;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Names;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;

/** Which types are those of bodies, and of what kind. A type that cannot be found is of none. */
final class BodyTypes {
    private final ClassFiles files;

    BodyTypes(ClassFiles files) {
        this.files = files;
    }

    /** Returns of what objects with these interfaces are the body; empty if of nothing, or of several kinds. */
    Optional<Kind> kindOf(Collection<String> interfaces) {
        EnumSet<Kind> kinds = kindsOf(interfaces);
        return kinds.size() == 1 ? Optional.of(kinds.iterator().next()) : Optional.empty();
    }

    /** Returns of what the objects of a class or interface are bodies. */
    EnumSet<Kind> kindsOf(Collection<String> types) {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> seen = new HashSet<>();
        types.forEach(type -> add(type, kinds, seen));
        return kinds;
    }

    private void add(String type, EnumSet<Kind> kinds, Set<String> seen) {
        Kind kind = Names.BODIES.get(type);
        if (kind != null) {
            kinds.add(kind);
        } else if (!type.startsWith("java/") && seen.add(type)) {
            outline(type).ifPresent(found -> {
                found.interfaces.forEach(each -> add(each, kinds, seen));
                if (found.superName != null) {
                    add(found.superName, kinds, seen);
                }
            });
        }
    }

    private Optional<ClassNode> outline(String type) {
        try {
            return files.outline(type);
        } catch (WeaveException unreadable) {
            return Optional.empty();
        }
    }
}
