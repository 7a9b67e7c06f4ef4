package dev.pausa.frame;

import dev.pausa.woven.Prototype;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What was woven ahead of time from one class, its host: a class beside the host, {@code Orders$woven} for
 * {@code Orders}, that weaving ahead wrote. It has an entry for each body, and says by a hash which class file the
 * bodies were woven from.
 *
 * <p>Two ways to tell that the host is that class: a host that was rewritten has a field named with the hash; of one
 * that was left as compiled, the class file is compared, which is the weaver's to do.
 */
public abstract class Index {
    /** What is added to a host's name for that of its index. */
    public static final String SUFFIX = "$woven";

    /** What the field of a rewritten host begins with; the hash follows in hexadecimal digits. */
    public static final String MARK = "WOVEN$";

    /**
     * The level of the contract between woven classes and this library, which grows with each change that makes older
     * ones unusable.
     */
    public static final int LEVEL = 1;

    /** What is between the names of entries: neither a method's name nor a descriptor has it (JVMS 4.2.2). */
    public static final String BETWEEN = ".";

    /** How a body's code gets what it works on. */
    public enum Form {
        /** It is an instance method of the body object. */
        OBJECT,
        /** Its first arguments are the variables that a lambda or a method reference has captured. */
        CAPTURED,
        /** The same, and what it returns is dropped, since the body is one without a result. */
        DROPPED
    }

    private @Nullable List<String> entries;

    /** For subclasses. */
    protected Index() {}

    /**
     * Returns the level of the contract that it was woven for.
     *
     * @return see {@link #LEVEL}
     */
    protected abstract int level();

    /**
     * Returns the hash of the class file that its bodies were woven from.
     *
     * @return 16 hexadecimal digits
     */
    protected abstract String hash();

    /**
     * Returns whether the host was rewritten.
     *
     * @return false if it is as it was compiled
     */
    protected abstract boolean isRewritten();

    /**
     * Returns whether paused frames keep all variables, for a debugger, and not only the live ones.
     *
     * @return whether they do
     */
    protected abstract boolean isForDebugger();

    /**
     * Returns the names of the entries, with {@link #BETWEEN} between them.
     *
     * @return the text
     */
    protected abstract String entries();

    /**
     * Returns the prototype of an entry.
     *
     * @param entry its number, from 0
     * @return the prototype
     */
    protected abstract Prototype at(int entry);

    // -----------------------------------------------------------------------------------------------------------------
    // How it is found
    // -----------------------------------------------------------------------------------------------------------------

    /** The one object of an index class, which it makes itself when it is initialised. */
    private static final ClassValue<@Nullable Index[]> REGISTERED = new ClassValue<>() {
        @Override
        protected @Nullable Index[] computeValue(Class<?> type) {
            return new Index[1];
        }
    };

    /** By host. */
    private static final ClassValue<Optional<Index>> BESIDE = new ClassValue<>() {
        @Override
        protected Optional<Index> computeValue(Class<?> host) {
            return Optional.ofNullable(find(host));
        }
    };

    /** Makes this object known; called by the initialiser of its class. */
    protected final void register() {
        REGISTERED.get(getClass())[0] = this;
    }

    /**
     * Returns the index that lies beside a host, be the host what it was woven from or not.
     *
     * @param host the class
     * @return the index, or null if there is none that this library can use
     */
    public static @Nullable Index beside(Class<?> host) {
        return BESIDE.get(host).orElse(null);
    }

    private static @Nullable Index find(Class<?> host) {
        ClassLoader loader = host.getClassLoader();
        if (loader == null || host.isHidden() || host.isArray() || !mayBeBeside(host)) {
            return null;
        }
        try {
            Class<?> found = Class.forName(host.getName() + SUFFIX, false, loader);
            if (!Index.class.isAssignableFrom(found) || !isOfOnePlace(found, host)) {
                return null;
            }
            Class.forName(found.getName(), true, loader);
            Index index = REGISTERED.get(found)[0];
            return index != null && index.level() == LEVEL ? index : null;
        } catch (ClassNotFoundException | LinkageError absentOrDamaged) {
            return null;
        } catch (RuntimeException unasked) { // a loader written by hand may fail like this for names it does not know
            return null;
        }
    }

    /**
     * Whether there may be one where the host lies. A class that is not there would be looked for in all jars of the
     * class path, which takes longer than to weave.
     */
    private static boolean mayBeBeside(Class<?> host) {
        String location = place(host);
        if (location == null || !location.startsWith("file:")) {
            return true;
        }
        String entry = host.getName().replace('.', '/') + SUFFIX + ".class";
        try {
            File place = new File(URI.create(location));
            return place.isDirectory() ? new File(place, entry).isFile() : isInJar(place, entry);
        } catch (IOException | RuntimeException unknown) {
            return true;
        }
    }

    private static boolean isInJar(File jar, String entry) throws IOException {
        try (JarFile open = new JarFile(jar, false, ZipFile.OPEN_READ, Runtime.version())) {
            return open.getJarEntry(entry) != null;
        }
    }

    private static boolean isOfOnePlace(Class<?> one, Class<?> other) {
        return one.getClassLoader() == other.getClassLoader() && Objects.equals(place(one), place(other));
    }

    /** As text: comparing locations as such would look hosts up in the network. */
    private static @Nullable String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : source.getLocation().toExternalForm();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it says
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns whether it was made by rewriting a host, and this is the one.
     *
     * @param host the class beside it
     * @return whether the loaded class has the mark with the hash
     */
    public final boolean isOfRewritten(Class<?> host) {
        if (!isRewritten()) {
            return false;
        }
        try {
            return host.getDeclaredField(MARK + hash()) != null;
        } catch (NoSuchFieldException | LinkageError otherwise) {
            return false;
        }
    }

    /**
     * Returns whether it was made without rewriting the host, from a class file with this hash.
     *
     * @param hash the hash of the host's class file
     * @param forDebugger whether a debugger is there
     * @return whether its bodies can be used
     */
    public final boolean isOf(String hash, boolean forDebugger) {
        return !isRewritten() && isForDebugger() == forDebugger && hash().equals(hash);
    }

    /**
     * Returns the name of the entry of a body's code.
     *
     * @param kind what it is the body of
     * @param form how it gets what it works on
     * @param method the name of the method
     * @param descriptor its descriptor
     * @return the name
     */
    public static String entry(Kind kind, Form form, String method, String descriptor) {
        return prefix(kind, form, method) + independent(descriptor);
    }

    /**
     * Returns the name of the entry of a method that another class may override, and which only the class of the object
     * leads to.
     *
     * @param entry the name of the entry for the method by itself
     * @return the name
     */
    public static String overridable(String entry) {
        return "* " + entry;
    }

    private static final String LIBRARY = "L" + Parts.LIBRARY.replace('.', '/') + "/";

    /** The library may be relocated after classes were woven, and text is not. */
    private static String independent(String descriptor) {
        return descriptor.replace(LIBRARY, "L/");
    }

    private static String prefix(Kind kind, Form form, String method) {
        return kind.ordinal() + " " + form.ordinal() + " " + method + " ";
    }

    /**
     * Returns the prototype for a body's code.
     *
     * @param entry the name of its entry
     * @return the prototype, or null if there is no such body
     */
    public final @Nullable Frame find(String entry) {
        return prototype(names().indexOf(entry));
    }

    /** Returns the prototype for a method that was selected here; null if there is no such body. */
    @Nullable
    Frame find(Selection wanted) {
        Frame dropping = wanted.dropsResult() ? find(wanted, Form.DROPPED) : null;
        return dropping != null ? dropping : find(wanted, Form.CAPTURED);
    }

    private @Nullable Frame find(Selection wanted, Form form) {
        String prefix = entry(wanted.kind(), form, wanted.method(), wanted.descriptor());
        String overridable = overridable(prefix);
        for (int i = 0; i < names().size(); i++) {
            if (names().get(i).startsWith(prefix) || names().get(i).startsWith(overridable)) {
                return prototype(i);
            }
        }
        return null;
    }

    /**
     * Returns whether there is a body of an entry's name.
     *
     * @param entry the name of its entry
     * @return whether {@link #find(String)} looks for a prototype
     */
    public final boolean has(String entry) {
        return names().contains(entry);
    }

    /**
     * Returns whether paused frames keep all variables.
     *
     * @return true if the bodies were woven for a debugger
     */
    public final boolean keepsAll() {
        return isForDebugger();
    }

    /** Returns the prototype of the one body that is this method of an object; null if there is not exactly one. */
    private @Nullable Frame ofObject(Kind kind) {
        String prefix = prefix(kind, Form.OBJECT, RUN);
        int found = -1;
        for (int i = 0; i < names().size(); i++) {
            if (names().get(i).startsWith(prefix)) {
                if (found >= 0) {
                    return null;
                }
                found = i;
            }
        }
        return prototype(found);
    }

    private static final String RUN = "run";

    private List<String> names() {
        List<String> known = entries;
        if (known == null) {
            entries = known = Arrays.asList(entries().split("\\.", -1));
        }
        return known;
    }

    /** Null also where its frame class is not there or was woven from something else: half a folder was copied. */
    private @Nullable Frame prototype(int entry) {
        if (entry < 0) {
            return null;
        }
        try {
            return (Frame) at(entry);
        } catch (LinkageError halfWoven) {
            return null;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies that are objects of classes that a person wrote
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the prototype for a body whose class, or a superclass of it, was rewritten and declares what it runs.
     *
     * @param body the body
     * @param kind what it is the body of
     * @return the prototype, or null if there is none
     */
    static @Nullable Frame ofRewritten(Object body, Kind kind) {
        return ofObject(body.getClass(), kind, Rewritten.CHECK);
    }

    /** Says whether an index is that of a host. */
    public interface Check {
        /**
         * Asks for one.
         *
         * @param index the index beside the host
         * @param host the host
         * @return whether the host is what the index was woven from
         */
        boolean isOf(Index index, Class<?> host);
    }

    /** A class, since a lambda would be linked at each start of a program. */
    private static final class Rewritten implements Check {
        static final Rewritten CHECK = new Rewritten();

        @Override
        public boolean isOf(Index index, Class<?> host) {
            return index.isOfRewritten(host);
        }
    }

    /**
     * Returns the prototype for bodies that are objects of a class, which declares or inherits what they run.
     *
     * @param bodyClass the class
     * @param kind what they are bodies of
     * @param check which indexes to use
     * @return the prototype, or null if there is none
     */
    public static @Nullable Frame ofObject(Class<?> bodyClass, Kind kind, Check check) {
        for (Class<?> type = bodyClass; type != null; type = type.getSuperclass()) {
            Index index = beside(type);
            if (index != null && check.isOf(index, type)) {
                Frame found = index.ofObject(kind);
                if (found != null) {
                    return found;
                }
            }
            if (declaresRun(type)) {
                return null;
            }
        }
        Class<?> type = Selection.mostSpecific(bodyClass, DefaultRun.DECLARED);
        if (type == null) {
            return null;
        }
        Index index = beside(type);
        return index != null && check.isOf(index, type) ? index.ofObject(kind) : null;
    }

    /** A class, since a lambda would be linked at each start of a program. */
    private static final class DefaultRun implements Predicate<Class<?>> {
        static final DefaultRun DECLARED = new DefaultRun();

        @Override
        public boolean test(Class<?> type) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(RUN) && method.isDefault() && !method.isBridge()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A bridge leads to what a person wrote, there or further up. */
    private static boolean declaresRun(Class<?> type) {
        try {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(RUN) && !method.isBridge()) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError unknown) {
            return true;
        }
    }
}
