package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.FileTables;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** One version of a program with a durable body. */
record Version(Path classes, Class<?> type) {
    /** The first version. */
    static final String FLOW = flow("""
            int total = 1;
            String paid = await(ask("charge"));
            String sent = await(ask("send"));
            return id + total + paid + sent;
            """);

    /** The text of a version with this body. */
    static String flow(String body) {
        return flow(body, "");
    }

    static String flow(String body, String members) {
        return """
                package app;

                import static dev.pausa.Coroutine.*;

                import dev.pausa.Coroutine;
                import dev.pausa.durable.DurableBody;

                public class Flow {
                    public static final java.util.List<String> LEFT = new java.util.ArrayList<>();

                    public static DurableBody<String, String> body() {
                        return Flow::flow;
                    }

                    static Coroutine<String> ask(String name) {
                        return coroutine(() -> (String) suspend(name));
                    }
                %s
                    static Coroutine<String> flow(String id) {
                        return coroutine(() -> {
                %s        });
                    }
                }
                """.formatted(members, body);
    }

    static Version of(Path folder, String text, String... options) {
        try {
            Path classes = Files.createDirectories(folder.resolve("classes" + Math.abs(text.hashCode())));
            Path source = Files.writeString(
                    Files.createDirectories(classes.resolve("app")).resolve("Flow.java"), text);
            List<String> arguments = new ArrayList<>(List.of(options.length == 0 ? new String[] {"-g"} : options));
            arguments.addAll(List.of("-d", classes.toString(), "-proc:none", "-cp", classPath(), source.toString()));
            int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
            if (status != 0) {
                throw new AssertionError("does not compile: " + text);
            }
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {classes.toUri().toURL()}, Version.class.getClassLoader());
            return new Version(classes, Class.forName("app.Flow", true, loader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String classPath() {
        return home(Coroutine.class) + File.pathSeparator + home(Snapshots.class);
    }

    private static String home(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    Snapshots snapshots(int number) {
        return snapshots(type, number);
    }

    static Snapshots snapshots(Class<?> type, int number) {
        return builder(type, number).build();
    }

    static Snapshots.Builder builder(Class<?> type, int number) {
        try {
            DurableBody<?, ?> body = (DurableBody<?, ?>) type.getMethod("body").invoke(null);
            return Snapshots.builder().host("flow", type).register("flow", number, body);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What durable-check sees of it. */
    SortedMap<String, List<BodyTable>> tables() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                files.put(name.substring(0, name.length() - 6), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FileTables.of(files);
    }
}
