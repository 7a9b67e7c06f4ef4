package dev.pausa.weaver.ahead;

import dev.pausa.weaver.ClassFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The class files of folders and jars, and behind them those of the running JVM: the JDK's and the library's. */
public final class ClassPath implements ClassFiles.Source, AutoCloseable {
    private final List<Path> folders = new ArrayList<>();
    private final List<ZipFile> jars = new ArrayList<>();

    /**
     * Opens a class path.
     *
     * @param classPath folders and jars, separated as the system separates them; what is not there is left out
     * @throws IOException if a jar cannot be opened
     */
    public ClassPath(String classPath) throws IOException {
        for (String element : classPath.split(File.pathSeparator)) {
            File file = new File(element);
            if (file.isFile()) {
                jars.add(open(file));
            } else if (file.isDirectory()) {
                folders.add(file.toPath());
            }
        }
    }

    private ZipFile open(File file) throws IOException {
        try {
            return new ZipFile(file);
        } catch (ZipException noJar) {
            close();
            throw new IOException(file + " is no jar that can be read: " + noJar.getMessage(), noJar);
        }
    }

    @Override
    public Optional<byte[]> bytes(String internalName) throws IOException {
        String resource = internalName + ".class";
        for (Path folder : folders) {
            Path file = folder.resolve(resource);
            if (Files.isRegularFile(file)) {
                return Optional.of(Files.readAllBytes(file));
            }
        }
        for (ZipFile jar : jars) {
            ZipEntry entry = jar.getEntry(resource);
            if (entry != null) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return Optional.of(in.readAllBytes());
                }
            }
        }
        return ofTheJvm(resource);
    }

    private static Optional<byte[]> ofTheJvm(String resource) throws IOException {
        ClassLoader own = ClassPath.class.getClassLoader();
        try (InputStream in = own.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    @Override
    public void close() throws IOException {
        for (ZipFile jar : jars) {
            jar.close();
        }
    }
}
