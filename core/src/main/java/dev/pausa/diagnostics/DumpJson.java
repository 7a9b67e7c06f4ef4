package dev.pausa.diagnostics;

import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a {@link CoroutineDump} as JSON. */
final class DumpJson {
    private final StringBuilder text = new StringBuilder();

    DumpJson(CoroutineDump dump) {
        text.append("{\"takenAt\":");
        string(dump.takenAt().toString());
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
        text.append(",\"ageMillis\":");
        text.append(entry.age() == null ? "null" : String.valueOf(entry.age().toMillis()));
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
