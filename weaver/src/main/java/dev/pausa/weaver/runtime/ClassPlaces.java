package dev.pausa.weaver.runtime;

import dev.pausa.weaver.ClassFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Files;
import java.security.CodeSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Where the class files around one class may lie, the likeliest place first: the folder or jar that the class came
 * from; what its loader has itself; and what its loader gives, which is its parent's if both have the file. A loader
 * may take classes from one of these and give resources from another.
 */
final class ClassPlaces implements ClassFiles.Source {
    /** How many places there are. */
    static final int COUNT = 3;

    private final ClassLoader loader;
    private final URL codeSource;

    /**
     * A class file.
     *
     * @param bytes its bytes
     * @param where the place, for people
     */
    record Found(byte[] bytes, String where) {}

    /**
     * Makes the places for the classes of a loader.
     *
     * @param loader the loader; null is the bootstrap loader
     * @param codeSource where the classes came from, or null if nothing says so
     */
    ClassPlaces(ClassLoader loader, URL codeSource) {
        this.loader = loader;
        this.codeSource = codeSource;
    }

    /** Returns the places for a class and what lies beside it. */
    static ClassPlaces of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return new ClassPlaces(type.getClassLoader(), source == null ? null : source.getLocation());
    }

    /**
     * Returns the bytes of a class by internal name, or empty if there are none: what lies beside the class comes
     * first.
     */
    @Override
    public Optional<byte[]> bytes(String internalName) throws IOException {
        Optional<Found> found = find(0, internalName);
        if (found.isEmpty()) {
            found = find(COUNT - 1, internalName);
        }
        return found.isPresent() ? Optional.of(found.get().bytes()) : Optional.empty();
    }

    /** Looks for a class by internal name in one of the places, which are counted from 0. */
    Optional<Found> find(int place, String internalName) throws IOException {
        String resource = internalName + ".class";
        return switch (place) {
            case 0 -> atCodeSource(resource);
            case 1 -> ofLoaderItself(resource);
            default -> throughLoader(resource);
        };
    }

    private Optional<Found> atCodeSource(String resource) throws IOException {
        Optional<File> source = source();
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (source.get().isFile()) {
            return inJar(source.get(), resource);
        }
        File file = new File(source.get(), resource);
        return file.isFile()
                ? Optional.of(new Found(Files.readAllBytes(file.toPath()), file.getPath()))
                : Optional.empty();
    }

    private Optional<File> source() {
        boolean isFile = codeSource != null && codeSource.getProtocol().equals("file");
        return isFile ? Optional.of(file(codeSource)) : Optional.empty();
    }

    /** Returns the class file or the jar that a class came from; empty if nothing says so. */
    Optional<File> file(String internalName) {
        Optional<File> source = source();
        return source.isPresent() && source.get().isDirectory()
                ? Optional.of(new File(source.get(), internalName + ".class"))
                : source;
    }

    private static File file(URL location) {
        try {
            return new File(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException unescaped) {
            return new File(location.getPath());
        }
    }

    private static Optional<Found> inJar(File source, String resource) throws IOException {
        try (JarFile jar = new JarFile(source, false, ZipFile.OPEN_READ, Runtime.version())) {
            ZipEntry entry = jar.getEntry(resource);
            return entry == null ? Optional.empty() : read(jar.getInputStream(entry), source + "!/" + resource);
        } catch (ZipException noArchive) { // such as the source file that the source launcher was given
            return Optional.empty();
        }
    }

    private Optional<Found> ofLoaderItself(String resource) throws IOException {
        URL own = loader instanceof URLClassLoader open ? open.findResource(resource) : ownResource(resource);
        if (own == null) {
            return Optional.empty();
        }
        URLConnection connection = own.openConnection();
        connection.setUseCaches(false); // else a jar stays open, with what it held when it was opened
        return read(connection.getInputStream(), own.toString());
    }

    /**
     * What {@link ClassLoader#findResources} would give first, which is protected: the first one that the parent does
     * not have.
     */
    private URL ownResource(String resource) throws IOException {
        if (loader == null) {
            return null;
        }
        Set<String> inherited = new HashSet<>();
        if (loader.getParent() != null) {
            for (URL url : Collections.list(loader.getParent().getResources(resource))) {
                inherited.add(url.toExternalForm());
            }
        }
        for (URL url : Collections.list(loader.getResources(resource))) {
            if (!inherited.contains(url.toExternalForm())) {
                return url;
            }
        }
        return null;
    }

    private Optional<Found> throughLoader(String resource) throws IOException {
        return read(
                loader == null ? ClassLoader.getSystemResourceAsStream(resource) : loader.getResourceAsStream(resource),
                resource + " as its class loader gives it");
    }

    private static Optional<Found> read(InputStream stream, String where) throws IOException {
        try (stream) {
            return stream == null ? Optional.empty() : Optional.of(new Found(stream.readAllBytes(), where));
        }
    }
}
