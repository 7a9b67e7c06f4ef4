package dev.pausa.cli.lint;

import dev.pausa.lint.Check.Severity;
import dev.pausa.lint.bytecode.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was found, as text and as JSON. */
record Report(List<Finding> findings) {

    long errors() {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR)
                .count();
    }

    long warnings() {
        return findings.size() - errors();
    }

    /** A line for each finding, and their numbers; nothing if there are none. */
    String text() {
        if (findings.isEmpty()) {
            return "";
        }
        String lines = findings.stream().map(each -> each.text() + "\n").collect(Collectors.joining());
        return lines + number(errors(), "error") + ", " + number(warnings(), "warning") + "\n";
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** One line. */
    String json() {
        return "{\"errors\":" + errors() + ",\"warnings\":" + warnings() + ",\"findings\":"
                + findings.stream().map(Report::json).collect(Collectors.joining(",", "[", "]")) + "}\n";
    }

    private static String json(Finding finding) {
        return "{\"id\":" + quoted(finding.check().id())
                + ",\"severity\":" + quoted(finding.severity().name().toLowerCase(Locale.ROOT))
                + ",\"file\":" + quoted(finding.file())
                + ",\"line\":" + (finding.line() > 0 ? finding.line() : "null")
                + ",\"class\":" + quoted(finding.className())
                + ",\"message\":" + quoted(finding.message()) + "}";
    }

    /** Names in class files may be any text (JVMS 4.2). */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
