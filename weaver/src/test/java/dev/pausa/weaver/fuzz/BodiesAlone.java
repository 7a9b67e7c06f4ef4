package dev.pausa.weaver.fuzz;

import dev.pausa.weaver.ClosedJvm;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Plays random bodies whose class files are in a folder. For processes without the weaver. */
final class BodiesAlone {
    private BodiesAlone() {}

    /**
     * Plays them; writes the name of each, and what is wrong with it.
     *
     * @param arguments the folder, and the names
     */
    public static void main(String[] arguments) throws Exception {
        URL[] folder = {Path.of(arguments[0]).toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(folder, BodiesAlone.class.getClassLoader())) {
            for (int i = 1; i < arguments.length; i++) {
                String name = arguments[i];
                ClosedJvm.say(
                        name + Minimizer.failure(loader, name).map(": "::concat).orElse(""));
            }
        }
    }
}
