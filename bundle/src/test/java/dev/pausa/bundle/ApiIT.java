package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every signature that the module exports stands in {@code docs/api.txt}, so that a change of the API is a change of
 * that file. Written anew with {@code -Dapi.write=true}.
 */
class ApiIT {
    private static final Path FILE =
            Path.of(System.getProperty("pausa.launcher")).resolveSibling("docs/api.txt");

    @Test
    void the_exported_signatures_are_those_of_the_file() throws Exception {
        String present = dump(Path.of(System.getProperty("pausa.jar")));
        if (Boolean.getBoolean("api.write")) {
            Files.writeString(FILE, present);
        }
        assertThat(present).isEqualTo(Files.readString(FILE));
    }

    private static String dump(Path jar) throws Exception {
        ModuleReference module = ModuleFinder.of(jar).find("dev.pausa").orElseThrow();
        List<String> packages = module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .sorted()
                .toList();
        StringBuilder text = new StringBuilder("module dev.pausa\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            for (String each : packages) {
                text.append("\npackage ").append(each).append('\n');
                for (String name : classesOf(jar, each)) {
                    Class<?> type = Class.forName(name, false, loader);
                    if (isVisible(type)) {
                        text.append('\n').append(header(type)).append('\n');
                        members(type)
                                .forEach(member ->
                                        text.append("    ").append(member).append('\n'));
                    }
                }
            }
        }
        return text.toString();
    }

    private static TreeSet<String> classesOf(Path jar, String packageName) throws IOException {
        String folder = packageName.replace('.', '/') + '/';
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .filter(name -> name.indexOf('/', folder.length()) < 0 && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> t = type; t != null; t = t.getDeclaringClass()) {
            if (!Modifier.isPublic(t.getModifiers()) && !Modifier.isProtected(t.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isSynthetic();
    }

    private static String header(Class<?> type) {
        int kept = type.isInterface() || type.isEnum() || type.isRecord()
                ? Modifier.PUBLIC | Modifier.PROTECTED
                : Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL;
        String kind = type.isEnum() ? "enum" : type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
        StringBuilder text = new StringBuilder(Modifier.toString(type.getModifiers() & kept));
        text.append(type.isSealed() ? " sealed " : " ").append(kind).append(' ').append(type.getName());
        text.append(variables(type.getTypeParameters()));
        if (kind.equals("class") && type.getSuperclass() != Object.class) {
            text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        String interfaces = list(type.getGenericInterfaces());
        if (!interfaces.isEmpty()) {
            text.append(type.isInterface() ? " extends " : " implements ").append(interfaces);
        }
        return text.toString();
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable + bounds(variable))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String bounds(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getBounds())
                .map(Type::getTypeName)
                .filter(name -> !name.equals("java.lang.Object"))
                .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? "" : " extends " + bounds;
    }

    private static String list(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        members.addAll(signatures(type, Arrays.stream(type.getDeclaredFields()), Field::toGenericString));
        members.addAll(signatures(type, Arrays.stream(type.getDeclaredConstructors()), Constructor::toGenericString));
        members.addAll(signatures(
                type,
                Arrays.stream(type.getDeclaredMethods()).filter(method -> !method.isBridge()),
                Method::toGenericString));
        return members;
    }

    private static <M extends Member> List<String> signatures(
            Class<?> type, Stream<M> members, java.util.function.Function<M, String> text) {
        boolean isClosed = Modifier.isFinal(type.getModifiers()) || type.isSealed();
        int visible = isClosed ? Modifier.PUBLIC : Modifier.PUBLIC | Modifier.PROTECTED;
        return members.filter(member -> (member.getModifiers() & visible) != 0 && !member.isSynthetic())
                .map(text)
                .sorted()
                .toList();
    }
}
