package dev.pausa.weaver;

import java.lang.reflect.Method;
import java.nio.file.Path;

/** Plays the shapes of a folder, and says of each what came of it. For processes without the weaver. */
final class ShapesAlone {
    private ShapesAlone() {}

    /**
     * Plays them.
     *
     * @param folders their class files, and those of their reference
     */
    public static void main(String[] folders) throws Exception {
        try (Compilation woven = in(folders[0]);
                Compilation reference = in(folders[1])) {
            for (String name : woven.classNames()) {
                for (Method shape : Shapes.shapesOf(woven, name)) {
                    ClosedJvm.say(name + "." + shape.getName() + played(shape, reference.loader()));
                }
            }
        }
    }

    private static Compilation in(String folder) {
        return new Compilation(Path.of(folder), Compilation.load(Path.of(folder)));
    }

    private static String played(Method shape, ClassLoader reference) {
        try {
            Class<?> type = Class.forName(shape.getDeclaringClass().getName(), true, reference);
            new Player(shape, type.getDeclaredMethod(shape.getName())).playAll();
            return "";
        } catch (AssertionError | Exception failed) {
            return " failed: " + failed.toString().lines().findFirst().orElseThrow();
        }
    }
}
