package dev.pausa.conformance.typing;

import dev.pausa.Coroutine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Members of a class, as a user would write them. A line that does not compile says so in a comment at its end.
 *
 * @param name what it shows
 * @param code the members
 */
record Snippet(String name, String code) {
    private static final String HEADER = "import static dev.pausa.Coroutine.*; import static dev.pausa.Generator.*;"
            + " import static dev.pausa.AsyncGenerator.*; import static dev.pausa.AsyncResource.*; import dev.pausa.*;"
            + " import java.io.*; import java.util.*; import java.util.concurrent.*; import java.util.function.*;"
            + " class Snippet {\n";

    /** Splits a text at lines such as {@code --- name (from 21)}. */
    static List<Snippet> parse(String text) {
        List<Snippet> snippets = new ArrayList<>();
        for (String part : text.split("(?m)^--- ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                snippets.add(new Snippet(part.substring(0, end), part.substring(end + 1)));
            }
        }
        return snippets;
    }

    /** Returns the first release of Java that knows the syntax. */
    int release() {
        Matcher from = Pattern.compile("\\(from (\\d+)\\)").matcher(name);
        return from.find() ? Integer.parseInt(from.group(1)) : 17;
    }

    /** Returns what stands behind a mark at the end of lines, by the number of the line. */
    TreeMap<Long, String> marked(String mark) {
        TreeMap<Long, String> marked = new TreeMap<>();
        List<String> lines = code.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int at = lines.get(i).indexOf(mark);
            if (at >= 0) {
                marked.put(i + 1L, lines.get(i).substring(at + mark.length()));
            }
        }
        return marked;
    }

    /** Compiles it, and returns the code of the first error of each line that has one. */
    TreeMap<Long, String> errors(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Path source = Files.writeString(directory.resolve("Snippet.java"), HEADER + code + "}\n");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
            String core = Coroutine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            int release = Math.min(release(), Runtime.version().feature());
            List<String> options = List.of(
                    "--release", "" + release, "-proc:none", "-cp", core, "-d", directory.toString(), "-nowarn");
            compiler.getTask(null, files, said, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        TreeMap<Long, String> errors = new TreeMap<>();
        for (Diagnostic<?> each : said.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                errors.putIfAbsent(each.getLineNumber() - 1, each.getCode().replace("compiler.err.", ""));
            }
        }
        return errors;
    }
}
