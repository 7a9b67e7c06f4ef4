package dev.pausa.weaver.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Defines paused copies of the classes of some packages, and gives their files as resources. */
final class CorpusLoader extends ClassLoader {
    private final List<String> prefixes;
    private final PausedCopy.Spacing spacing;
    private final Map<String, byte[]> files = new HashMap<>();

    /** Makes one for the classes whose internal names begin with one of the prefixes. */
    CorpusLoader(List<String> prefixes, PausedCopy.Spacing spacing) {
        super(CorpusLoader.class.getClassLoader());
        this.prefixes = prefixes;
        this.spacing = spacing;
    }

    private boolean isCopied(String internalName) {
        return prefixes.stream().anyMatch(internalName::startsWith);
    }

    private byte[] file(String internalName) {
        return files.computeIfAbsent(internalName, this::copy);
    }

    private byte[] copy(String internalName) {
        try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
            return in == null ? null : PausedCopy.of(in.readAllBytes(), getParent(), spacing);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isCopied(name.replace('.', '/'))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            byte[] file = loaded == null ? file(name.replace('.', '/')) : null;
            if (loaded == null && file == null) {
                throw new ClassNotFoundException(name);
            }
            return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
        }
    }

    /** Defines a frame class. */
    Class<?> define(byte[] frameClass) {
        return defineClass(null, frameClass, 0, frameClass.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (!isCopied(name) || !name.endsWith(".class")) {
            return super.getResourceAsStream(name);
        }
        byte[] file = file(name.substring(0, name.length() - ".class".length()));
        return file == null ? null : new ByteArrayInputStream(file);
    }
}
