package dev.pausa.weaver.ahead;

import dev.pausa.weaver.ClassFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder or jar that is woven. */
public interface Place {
    /** How the names of class files end. */
    String CLASS = ".class";

    /** The folder of what is no class of the place's. */
    String META = "META-INF/";

    /**
     * Returns the place at a path.
     *
     * @param path a folder or a jar
     * @return the place
     * @throws IOException if there is neither
     */
    static Place at(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new Folder(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("there is no folder and no jar " + path);
        }
        return new Jar(path);
    }

    /**
     * Reads the class files.
     *
     * @return by the folder of a version of a multi-release jar, which is empty for all else: by internal name
     * @throws IOException if they cannot be read, or must not be changed
     */
    SortedMap<String, SortedMap<String, byte[]>> read() throws IOException;

    /**
     * Writes what was made of them.
     *
     * @param outcomes as {@link #read} gave the class files
     * @throws IOException if it cannot be written
     */
    void write(SortedMap<String, Outcome> outcomes) throws IOException;

    /**
     * Weaves all class files, and writes nothing yet.
     *
     * @param around what they refer to elsewhere
     * @param mode what to do to the classes that have bodies
     * @param forDebugger whether paused frames keep all variables
     * @return what to {@link #write}
     * @throws IOException if they cannot be read
     */
    default SortedMap<String, Outcome> weave(ClassFiles.Source around, Mode mode, boolean forDebugger)
            throws IOException {
        SortedMap<String, SortedMap<String, byte[]>> all = read();
        SortedMap<String, byte[]> base = all.get("");
        ClassFiles.Source aroundVersion = name -> {
            byte[] bytes = base.get(name);
            return bytes == null ? around.bytes(name) : Optional.of(bytes);
        };
        SortedMap<String, Outcome> outcomes = new TreeMap<>();
        all.forEach((root, classes) ->
                outcomes.put(root, Ahead.weave(classes, root.isEmpty() ? around : aroundVersion, mode, forDebugger)));
        return outcomes;
    }
}
