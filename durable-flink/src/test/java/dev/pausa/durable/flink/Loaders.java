package dev.pausa.durable.flink;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The class loaders in which bodies were registered, which it does not keep. */
public final class Loaders {
    private Loaders() {}

    static final List<WeakReference<ClassLoader>> OF_BODIES = new CopyOnWriteArrayList<>();
    static final List<WeakReference<ClassLoader>> OF_LIBRARY = new CopyOnWriteArrayList<>();

    /** Takes note of two loaders. */
    public static void note(ClassLoader ofBody, ClassLoader ofLibrary) {
        OF_BODIES.add(new WeakReference<>(ofBody));
        OF_LIBRARY.add(new WeakReference<>(ofLibrary));
    }

    static void forget() {
        OF_BODIES.clear();
        OF_LIBRARY.clear();
    }
}
