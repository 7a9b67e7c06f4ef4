package dev.pausa.weaver.runtime;

import dev.pausa.frame.Frame;
import dev.pausa.frame.Selector;
import java.io.File;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The prototype for a body's code under a debugger, and without an agent, which would tell of classes that the debugger
 * redefines. All objects of the body are made through this one, and it looks whether the class file has changed since
 * the body was woven; then it says, once for each class, that the body stays what it was.
 */
final class WatchedFrame extends Selector {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final Frame frame;
    private final String home;
    private final File file;
    private final long changed;

    private WatchedFrame(Frame frame, String home, File file) {
        this.frame = frame;
        this.home = home;
        this.file = file;
        this.changed = file.lastModified();
    }

    /** Returns a prototype that watches, if there is a debugger, no agent, and a file to watch; else the one given. */
    static Frame of(Frame frame, Class<?> home) {
        if (!DebugMode.ON || JvmBytes.ARE_THERE) {
            return frame;
        }
        Optional<File> file = ClassPlaces.of(home).file(home.getName().replace('.', '/'));
        return file.isPresent() ? new WatchedFrame(frame, home.getName(), file.get()) : frame;
    }

    /** Returns the prototype that one watches for, or the one given. */
    static Frame watched(Frame prototype) {
        return prototype instanceof WatchedFrame watching ? watching.frame : prototype;
    }

    @Override
    protected Frame select(Object body, Object argument) {
        if (file.lastModified() != changed && TOLD.add(home)) {
            System.getLogger("dev.pausa")
                    .log(
                            System.Logger.Level.WARNING,
                            file + " was changed after bodies in it were woven: if a debugger has redefined " + home
                                    + ", its coroutines and generators still run the code from before; start java with"
                                    + " -javaagent:pausa.jar, and they follow, or start the program again");
        }
        return frame;
    }
}
