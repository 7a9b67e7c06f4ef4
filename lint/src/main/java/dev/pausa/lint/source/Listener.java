package dev.pausa.lint.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import java.util.function.Function;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Called by javac. A class is read when all types in it are known; findings that need all classes come last. */
final class Listener implements TaskListener {
    private final JavacTask task;
    private final Settings settings;
    private final Function<Findings, ClassReader> readers;
    private final Trees trees;
    private final Sources sources;
    private @Nullable ClassReader reader;
    private boolean isOver;

    Listener(JavacTask task, Settings settings, Function<Findings, ClassReader> readers) {
        this.task = task;
        this.settings = settings;
        this.readers = readers;
        this.trees = Trees.instance(task);
        this.sources = new Sources(trees);
    }

    @Override
    public void finished(TaskEvent event) {
        CompilationUnitTree file = event.getCompilationUnit();
        if (isOver || file == null) {
            return;
        }
        try {
            handle(event, file);
        } catch (Throwable fault) { // whatever it is, it is not the compiled program's
            isOver = true;
            warn(
                    file,
                    "the checks of Pausa end here, by a fault of their own that changes nothing else (" + fault
                            + "); please report it");
        }
    }

    private void handle(TaskEvent event, CompilationUnitTree file) {
        if (event.getKind() == TaskEvent.Kind.ENTER) {
            sources.add(file);
        } else if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
            if (reader == null) {
                begin(file);
            }
            if (reader != null) {
                read(reader, event, file);
            }
        }
    }

    /** Where the library cannot be seen, there is nothing to find. */
    private void begin(CompilationUnitTree file) {
        String advice = settings.advice();
        if (advice != null) {
            warn(file, advice);
        }
        Library library = Library.seenBy(task);
        if (library == null || !settings.isAnyOn()) {
            isOver = true;
        } else {
            reader = readers.apply(new Findings(trees, library, sources, settings));
        }
    }

    private void read(ClassReader reader, TaskEvent event, CompilationUnitTree file) {
        Tree type = sources.take(event);
        if (type != null) {
            reader.read(file, type);
            if (sources.areAllRead()) {
                reader.finish();
            }
        }
    }

    private void warn(CompilationUnitTree file, String text) {
        try {
            trees.printMessage(Diagnostic.Kind.WARNING, text, file, file);
        } catch (RuntimeException | Error silent) { // not even a warning can be given
            System.err.println("pausa: " + text);
        }
    }
}
