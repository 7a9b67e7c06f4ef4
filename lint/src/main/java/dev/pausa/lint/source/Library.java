package dev.pausa.lint.source;

import com.sun.source.util.JavacTask;
import dev.pausa.lint.ColdTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The library's types, as the compiler knows them; none if the compiled code cannot see them. */
final class Library {
    private static final String CORE = "dev.pausa.";
    private static final Set<String> YIELDERS =
            Set.of(CORE + "Generator.Yielder", CORE + "AsyncGenerator.AsyncYielder");
    private static final List<String> COROUTINE_BODIES = List.of(
            CORE + "Coroutine.Body",
            CORE + "Coroutine.ResultBody",
            CORE + "Coroutine.Block",
            CORE + "Coroutine.ResultBlock");
    private static final List<String> GENERATOR_BODIES =
            List.of(CORE + "Generator.Body", CORE + "Generator.ResultBody");
    private static final String ASYNC_GENERATOR_BODY = CORE + "AsyncGenerator.Body";

    /** What a body is the body of. */
    enum Kind {
        COROUTINE,
        GENERATOR,
        ASYNC_GENERATOR
    }

    /** How a call pauses. */
    enum Pause {
        AWAIT,
        YIELD
    }

    final Types types;
    final Elements elements;

    /** Those whose values do nothing by themselves, and how these are called. */
    private final Map<Element, String> cold = new HashMap<>();

    private Library(JavacTask task) {
        types = task.getTypes();
        elements = task.getElements();
        ColdTypes.NAMES.forEach((name, text) -> cold.put(elements.getTypeElement(name), text));
    }

    /** The library that the compiled code sees, or null. */
    static @Nullable Library seenBy(JavacTask task) {
        return task.getElements().getTypeElement(CORE + "Coroutine") == null ? null : new Library(task);
    }

    /** A first look at the name of a method, before anybody asks what it is. */
    static boolean mayPause(String name) {
        return name.equals("await") || name.equals("suspend") || name.startsWith("yield");
    }

    /** Returns how a method pauses the body that calls it, or null if it does not. */
    static @Nullable Pause pauseOf(@Nullable Element method) {
        if (!(method instanceof ExecutableElement)) {
            return null;
        }
        String owner = ownerOf(method);
        String name = method.getSimpleName().toString();
        if (owner.equals(CORE + "Coroutine")) {
            return name.equals("await") || name.equals("suspend") ? Pause.AWAIT : null;
        }
        return YIELDERS.contains(owner) && name.startsWith("yield") ? Pause.YIELD : null;
    }

    static String ownerOf(Element method) {
        return method.getEnclosingElement() instanceof TypeElement type
                ? type.getQualifiedName().toString()
                : "";
    }

    /** Returns what code of this type is the body of, or null if of nothing. */
    @Nullable
    Kind kindOf(@Nullable TypeMirror type) {
        if (isAny(type, COROUTINE_BODIES)) {
            return Kind.COROUTINE;
        }
        if (isAny(type, GENERATOR_BODIES)) {
            return Kind.GENERATOR;
        }
        return is(type, ASYNC_GENERATOR_BODY) ? Kind.ASYNC_GENERATOR : null;
    }

    private boolean isAny(@Nullable TypeMirror type, List<String> names) {
        return names.stream().anyMatch(name -> is(type, name));
    }

    /** Returns whether a type is a subtype of the one with this name. */
    boolean is(@Nullable TypeMirror type, String name) {
        if (type instanceof TypeVariable variable) {
            return is(variable.getUpperBound(), name);
        }
        if (type instanceof IntersectionType all) {
            return all.getBounds().stream().anyMatch(bound -> is(bound, name));
        }
        if (type == null || type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        if (((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals(name)) {
            return true;
        }
        TypeElement named = elements.getTypeElement(name);
        return named != null && types.isSubtype(types.erasure(type), types.erasure(named.asType()));
    }

    /** Returns how a value that does nothing by itself is called, or null if the type is no such value's. */
    @Nullable
    String coldName(@Nullable TypeMirror type) {
        return type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED
                ? cold.get(declared.asElement())
                : null;
    }

    /** Returns whether a method is the library's own. */
    static boolean isOwn(Element method) {
        return ownerOf(method).startsWith(CORE);
    }
}
