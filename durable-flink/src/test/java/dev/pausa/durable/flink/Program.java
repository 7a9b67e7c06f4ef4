package dev.pausa.durable.flink;

import dev.pausa.Coroutine;
import dev.pausa.durable.Snapshots;
import dev.pausa.weaver.Matching;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** A user's program in a folder of its own: not on the class path, so that the user code loader of a job finds it. */
record Program(Path classes) {
    private static final String FLOW = """
            package app;

            import static dev.pausa.Coroutine.*;
            import static dev.pausa.durable.flink.Keyed.*;

            import dev.pausa.Coroutine;
            import dev.pausa.durable.flink.*;

            public class Flow {
                static Coroutine<String> first() {
                    return coroutine(() -> await(next(Event.class)).text());
                }

                static Coroutine<String> second() {
                    return coroutine(() -> await(next(Event.class)).text());
                }

                static Coroutine<Void> flow(String key) {
                    return coroutine(() -> {
            %s        });
                }

                public static CoroutineFunction<String, Event, String> function() {
                    return CoroutineFunction.of("flow", Event.class, String.class, snapshots -> {
                        Loaders.note(Flow.class.getClassLoader(), Coroutine.class.getClassLoader());
                        return snapshots
                            .host("flow", Flow.class)
                            .type("event", Event.class)
                            %s
                            .register("flow", %d, Flow::flow);
                    });
                }
            }
            """;

    /** Compiles a program with this body. */
    static Program of(Path folder, String body, int version, String registrations) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes" + Math.abs((body + version).hashCode())));
        Path source = Files.createDirectories(classes.resolve("app")).resolve("Flow.java");
        Files.writeString(source, FLOW.formatted(body, registrations, version));
        List<String> arguments = new ArrayList<>(List.of("-g", "-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), source.toString()));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (status != 0) {
            throw new AssertionError("does not compile: " + body);
        }
        return new Program(classes);
    }

    URL url() throws Exception {
        return classes.toUri().toURL();
    }

    /** Returns the program's function, as the client makes it. */
    @SuppressWarnings("unchecked")
    CoroutineFunction<String, Event, String> function() throws Exception {
        ClassLoader client = new URLClassLoader(new URL[] {url()}, Program.class.getClassLoader());
        return (CoroutineFunction<String, Event, String>)
                Class.forName("app.Flow", true, client).getMethod("function").invoke(null);
    }

    /** Returns the folders and jars of the library, as they are in a jar of a job with all that it needs. */
    static List<URL> library() {
        List<URL> urls = new ArrayList<>();
        for (Class<?> each : List.of(Coroutine.class, Matching.class, Snapshots.class, CoroutineFunction.class)) {
            urls.add(each.getProtectionDomain().getCodeSource().getLocation());
        }
        return urls;
    }
}
