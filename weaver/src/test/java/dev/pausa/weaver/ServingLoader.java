package dev.pausa.weaver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Defines the classes of a folder itself, without saying where they came from, and gives as their class files what {@link #resource} makes of
 * them: so the weaver reads something else than the JVM.
 */
public abstract class ServingLoader extends ClassLoader {
    private final Path classes;

    public ServingLoader(Path classes, ClassLoader parent) {
        super(parent);
        this.classes = classes;
    }

    /**
     * Returns what to give as the resource for a class of the folder.
     *
     * @param name the resource's name
     * @param original the file that the class is defined from
     * @return the bytes, or null for none
     */
    public abstract byte[] resource(String name, byte[] original);

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Path file = file(name.replace('.', '/') + ".class");
            if (findLoadedClass(name) != null || !Files.exists(file)) {
                return super.loadClass(name, resolve);
            }
            byte[] bytes = read(file);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        Path file = file(name);
        if (!Files.isRegularFile(file)) {
            return super.getResourceAsStream(name);
        }
        byte[] bytes = resource(name, read(file));
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    private Path file(String name) {
        return classes.resolve(name);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
