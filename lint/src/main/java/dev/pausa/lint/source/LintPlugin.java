package dev.pausa.lint.source;

import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;
import dev.pausa.lint.Check;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Reports mistakes with coroutines while javac compiles. It starts by itself when the jar is on the class path, or on the
 * processor path if there is one. {@code -Xplugin:"Pausa off=id,id"} leaves checks out, {@code off=all} leaves out all.
 *
 * <p>No fault in here breaks a compilation: the first one is told in a warning, and nothing more is checked.
 */
public final class LintPlugin implements Plugin {
    private static final String OFF = "off=";

    private final BiConsumer<ClassReader, TaskEvent> reading;

    /** For javac, which finds this class by its name. */
    public LintPlugin() {
        this(ClassReader::read);
    }

    LintPlugin(BiConsumer<ClassReader, TaskEvent> reading) {
        this.reading = reading;
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
        Set<Check> enabled = enabled(arguments);
        if (!enabled.isEmpty()) {
            task.addTaskListener(new Listener(task, enabled, reading));
        }
    }

    private static Set<Check> enabled(String... arguments) {
        Set<Check> enabled = EnumSet.allOf(Check.class);
        for (String argument : arguments) {
            if (argument.startsWith(OFF)) {
                List<String> off = Arrays.asList(argument.substring(OFF.length()).split(","));
                enabled.removeIf(check -> off.contains("all") || off.contains(check.id()));
            }
        }
        return enabled;
    }

    /** Called by javac. A class is read when all types in it are known; findings that need all classes come last. */
    private static final class Listener implements TaskListener {
        private final JavacTask task;
        private final Set<Check> enabled;
        private final BiConsumer<ClassReader, TaskEvent> reading;
        private final Set<Tree> entered = new HashSet<>();
        private @Nullable ClassReader reader;
        private boolean isBroken;

        Listener(JavacTask task, Set<Check> enabled, BiConsumer<ClassReader, TaskEvent> reading) {
            this.task = task;
            this.enabled = enabled;
            this.reading = reading;
        }

        @Override
        public void finished(TaskEvent event) {
            if (isBroken) {
                return;
            }
            try {
                handle(event);
            } catch (Throwable fault) { // whatever it is, it is not the compiled program's
                isBroken = true;
                warn(event, fault);
            }
        }

        private void handle(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.ENTER) {
                entered.addAll(event.getCompilationUnit().getTypeDecls());
            } else if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
                if (reader == null) {
                    reader = new ClassReader(task, enabled);
                }
                reading.accept(reader, event);
                reader.declaration(event).ifPresent(entered::remove);
                if (entered.stream().noneMatch(ClassReader::isClass)) {
                    reader.finish();
                }
            }
        }

        private void warn(TaskEvent event, Throwable fault) {
            if (event.getCompilationUnit() == null) {
                return;
            }
            try {
                String text = "the checks of Pausa end here, by a fault of their own that changes nothing else (" + fault
                        + "); please report it";
                Trees.instance(task)
                        .printMessage(
                                Diagnostic.Kind.WARNING,
                                text,
                                event.getCompilationUnit(),
                                event.getCompilationUnit());
            } catch (RuntimeException | Error silent) { // not even a warning can be given
                System.err.println("pausa: the checks end by a fault of their own: " + fault);
            }
        }
    }
}
