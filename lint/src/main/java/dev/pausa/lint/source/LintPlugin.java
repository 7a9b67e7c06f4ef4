package dev.pausa.lint.source;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.util.function.Function;

/**
 * Reports mistakes with coroutines while javac compiles. It starts by itself when the jar is on the class path, or on
 * the processor path if there is one. {@code -Xplugin:"Pausa off=id,id"} leaves checks out, {@code off=all} leaves out
 * all, and with {@code -Xplugin:"Pausa strict"} all that is found fails the build.
 *
 * <p>No fault in here breaks a compilation: the first one is told in a warning, and nothing more is checked.
 */
public final class LintPlugin implements Plugin {
    private final Function<Findings, ClassReader> readers;

    /** For javac, which finds this class by its name. */
    public LintPlugin() {
        this(ClassReader::new);
    }

    LintPlugin(Function<Findings, ClassReader> readers) {
        this.readers = readers;
    }

    @Override
    public String getName() {
        return "Pausa";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        Settings settings = Settings.of(arguments);
        if (settings.isAnyOn() || settings.advice() != null) {
            task.addTaskListener(new Listener(task, settings, readers));
        }
    }
}
