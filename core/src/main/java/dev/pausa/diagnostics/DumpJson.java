package dev.pausa.diagnostics;

import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a {@link CoroutineDump} as JSON. */
final class DumpJson {
    private final StringBuilder text = new StringBuilder();
    private final TaskObjects run;

    DumpJson(CoroutineDump dump) {
        run = new TaskObjects(dump);
        text.append("{\"takenAt\":");
        string(dump.takenAt().toString());
        text.append(",\"loops\":");
        array(dump.loops(), this::write);
        text.append(",\"chains\":");
        array(dump.chains(), this::write);
        text.append('}');
    }

    private <T> void array(List<T> elements, Consumer<T> writer) {
        text.append('[');
        String separator = "";
        for (T element : elements) {
            text.append(separator);
            writer.accept(element);
            separator = ",";
        }
        text.append(']');
    }

    private void write(LoopDump loop) {
        text.append("{\"name\":");
        string(loop.name());
        text.append(",\"thread\":");
        string(loop.thread());
        text.append(",\"scopes\":");
        array(loop.scopes(), this::write);
        text.append('}');
    }

    private void write(LoopDump.Scope scope) {
        text.append("{\"owner\":").append(scope.owner());
        text.append(",\"kind\":");
        string(scope.kind());
        text.append(",\"cancelled\":");
        string(scope.cancelled());
        text.append(",\"tasks\":");
        array(scope.tasks(), this::write);
        text.append('}');
    }

    private void write(LoopDump.Task task) {
        text.append("{\"id\":").append(task.id());
        text.append(",\"name\":");
        string(task.name());
        text.append(",\"state\":");
        string(task.state());
        text.append(",\"ageMillis\":").append(millis(run.ageOf(task)));
        text.append(",\"place\":");
        write(run.placeOf(task));
        text.append(",\"waitsFor\":");
        string(task.waitsFor());
        text.append(",\"heldUpBy\":");
        array(task.heldUpBy(), text::append);
        text.append(",\"coroutines\":");
        array(task.coroutines(), text::append);
        text.append('}');
    }

    private static String millis(@Nullable Duration age) {
        return age == null ? "null" : String.valueOf(age.toMillis());
    }

    private void write(Chain chain) {
        text.append("{\"objects\":");
        array(chain.objects(), this::write);
        text.append('}');
    }

    private void write(Entry entry) {
        text.append("{\"id\":").append(entry.id());
        text.append(",\"kind\":");
        string(entry.kind());
        text.append(",\"name\":");
        string(entry.name());
        text.append(",\"state\":");
        string(entry.state().name());
        text.append(",\"threads\":");
        array(entry.threads(), this::string);
        text.append(",\"place\":");
        write(entry.place());
        text.append(",\"ageMillis\":").append(millis(entry.age()));
        text.append(",\"awaits\":").append(entry.awaits());
        text.append(",\"origin\":");
        array(entry.origin(), this::write);
        text.append(",\"locals\":");
        array(entry.locals(), this::write);
        text.append(",\"hasUnnamedLocals\":").append(entry.hasUnnamedLocals()).append('}');
    }

    private void write(@Nullable StackTraceElement place) {
        if (place == null) {
            text.append("null");
            return;
        }
        text.append("{\"class\":");
        string(place.getClassName());
        text.append(",\"method\":");
        string(place.getMethodName());
        text.append(",\"file\":");
        string(place.getFileName());
        text.append(",\"line\":").append(place.getLineNumber()).append('}');
    }

    private void write(Variable local) {
        text.append("{\"name\":");
        string(local.name());
        text.append(",\"type\":");
        string(local.type());
        text.append(",\"value\":");
        string(local.value());
        text.append('}');
    }

    private void string(@Nullable String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        text.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            default -> {
                if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&') {
                    text.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
                } else {
                    text.append(c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
