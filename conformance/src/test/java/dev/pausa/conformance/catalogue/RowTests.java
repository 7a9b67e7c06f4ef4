package dev.pausa.conformance.catalogue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tests of this module that are named after a row: {@code co_031_…} shows CO-031. */
final class RowTests {

    private static final Pattern NAME = Pattern.compile("([a-z]{2})_(\\d{3})_\\w+");
    private static final Comparator<Method> ORDER = Comparator.comparing(
                    (Method test) -> test.getDeclaringClass().getName())
            .thenComparing(Method::getName);

    private RowTests() {}

    /** Returns the tests of each row that has any, by its id. */
    static Map<String, Set<Method>> byRow() throws IOException, URISyntaxException, ClassNotFoundException {
        Map<String, Set<Method>> tests = new TreeMap<>();
        Path root = Path.of(RowTests.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                addTests(tests, classOf(root.relativize(file)));
            }
        }
        return tests;
    }

    private static Class<?> classOf(Path file) throws ClassNotFoundException {
        String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        String className = name.substring(0, name.length() - ".class".length());
        return Class.forName(className, false, RowTests.class.getClassLoader());
    }

    private static void addTests(Map<String, Set<Method>> tests, Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            Matcher name = NAME.matcher(method.getName());
            if (name.matches() && AnnotationSupport.isAnnotated(method, Testable.class)) {
                String id = name.group(1).toUpperCase(Locale.ROOT) + "-" + name.group(2);
                tests.computeIfAbsent(id, unused -> new TreeSet<>(ORDER)).add(method);
            }
        }
    }
}
