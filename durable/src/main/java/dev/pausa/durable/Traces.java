package dev.pausa.durable;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stack traces as data. */
final class Traces {
    private Traces() {}

    private static final int LONGEST = 1024;

    static List<Object> encode(StackTraceElement[] trace) {
        List<Object> data = new ArrayList<>();
        for (StackTraceElement each : trace) {
            if (data.size() < LONGEST) {
                data.add(Scalars.list(
                        each.getClassName(), each.getMethodName(), each.getFileName(), each.getLineNumber()));
            }
        }
        return data;
    }

    static StackTraceElement[] decode(List<?> data) {
        List<StackTraceElement> trace = new ArrayList<>();
        for (Object each : data) {
            if (!(each instanceof List<?> parts
                    && parts.size() == 4
                    && parts.get(0) instanceof String type
                    && parts.get(1) instanceof String method
                    && parts.get(3) instanceof Integer line)) {
                throw SnapshotException.malformed("a stack trace is none");
            }
            trace.add(new StackTraceElement(type, method, file(parts.get(2)), line));
        }
        return trace.toArray(new StackTraceElement[0]);
    }

    private static @Nullable String file(@Nullable Object data) {
        return data instanceof String file ? file : null;
    }
}
