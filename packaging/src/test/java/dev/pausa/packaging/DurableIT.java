package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snapshots with the one jar, whose own bodies are rewritten: a program is saved at each of its pauses, also inside of
 * the library's bodies, and goes on in another process, where its classes were woven in another way.
 */
class DurableIT {
    private static final String SAGA = """
            package app;

            import static dev.pausa.AsyncResource.with;
            import static dev.pausa.Coroutine.*;

            import dev.pausa.*;
            import dev.pausa.durable.*;
            import java.io.Serializable;
            import java.nio.file.*;

            public class Saga {
                interface Call extends Serializable {
                    Object run() throws Exception;
                }

                static Coroutine<Object> step(String name, Call call) {
                    return coroutine(() -> {
                        suspend(name);
                        return call.run();
                    });
                }

                static class Door implements AsyncResource<String> {
                    @Override
                    public Awaitable<String> enter() {
                        return coroutine(() -> suspend("enter") + "ed");
                    }

                    @Override
                    public Awaitable<Boolean> exit(Throwable thrown) {
                        return coroutine(() -> {
                            suspend("exit");
                            return false;
                        });
                    }
                }

                static Coroutine<String> saga(String id) {
                    return coroutine(() -> {
                        StringBuilder all = new StringBuilder(id);
                        Coroutine<Object> last = coroutine(() -> "last of " + id + suspend("last"));
                        await(with(new Door(), door -> {
                            all.append(door).append(await(step("charge", () -> " paid " + id)));
                            await(with(new Door(), inner -> all.append(inner).append(suspend("inside"))));
                        }));
                        AsyncGenerator<String, Void> letters = AsyncGenerator.asyncGenerator(g -> {
                            g.yield("a" + suspend("between"));
                            g.yield("b");
                        });
                        await(letters.forEach(letter -> all.append(letter).append(suspend("each"))));
                        return all + " " + await(last);
                    });
                }

                public static void main(String[] arguments) throws Exception {
                    Snapshots snapshots = Snapshots.builder()
                            .host("saga", Saga.class)
                            .type("door", Door.class)
                            .register("saga", 1, Saga::saga)
                            .build();
                    Path folder = Path.of(arguments[1]);
                    if (arguments[0].equals("save")) {
                        save(snapshots, folder);
                    } else {
                        for (int pause = 1; Files.exists(folder.resolve(pause + ".json")); pause++) {
                            String json = Files.readString(folder.resolve(pause + ".json"));
                            System.out.println(pause + ": " + rest(snapshots.load(Snapshot.parse(json)), pause));
                        }
                    }
                }

                private static void save(Snapshots snapshots, Path folder) throws Exception {
                    Coroutine<String> saga = snapshots.begin("saga", "7");
                    int pause = 1;
                    for (Step<?> at = saga.step(null); at instanceof Step.Yielded<?>; at = saga.step(pause++)) {
                        Files.writeString(folder.resolve(pause + ".json"), snapshots.save("saga", saga).toJson());
                    }
                }

                private static String rest(Coroutine<String> saga, int pause) {
                    StringBuilder seen = new StringBuilder();
                    int answer = pause;
                    Step<?> at = saga.step(answer++);
                    for (; at instanceof Step.Yielded<?> asked; at = saga.step(answer++)) {
                        seen.append(asked.value()).append(", ");
                    }
                    return seen.append(((Step.Returned<?>) at).value()).toString();
                }
            }
            """;

    private static final List<String> ASKED =
            List.of("enter", "charge", "enter", "inside", "exit", "exit", "between", "each", "each", "last");

    private static final String RESULT = "71ed paid 73ed4a78b9 last of 710";

    @TempDir
    Path folder;

    @Test
    void a_program_is_saved_and_goes_on_however_it_was_woven() throws Exception {
        Path source = folder.resolve("Saga.java");
        Files.writeString(source, SAGA);
        Path classes = folder.resolve("classes");
        Build.run("javac", "-g", "-cp", library(), "-d", classes.toString(), source.toString());
        Map<String, Path> ways = new TreeMap<>();
        for (String way : List.of("as-compiled", "--add", "--rewrite")) {
            Path jar = Build.jar(folder.resolve("saga" + way + ".jar"), Build.manifest(), classes);
            if (way.startsWith("--")) {
                Build.run("java", "-cp", Build.pausa().toString(), "dev.pausa.cli.weave.Main", way, jar.toString());
            }
            ways.put(way, jar);
            run(jar, "save", Files.createDirectories(saved(way)));
        }
        for (String way : ways.keySet()) {
            assertThat(texts(saved(way))).as(way).hasSize(ASKED.size()).isEqualTo(texts(saved("as-compiled")));
            assertThat(run(ways.get(way), "load", saved("as-compiled"))).as(way).isEqualTo(wanted());
        }
    }

    private Path saved(String way) {
        return folder.resolve("saved" + way);
    }

    private static String wanted() {
        return Stream.iterate(1, pause -> pause <= ASKED.size(), pause -> pause + 1)
                .map(pause -> pause + ": "
                        + ASKED.stream().skip(pause).map(each -> each + ", ").collect(Collectors.joining()) + RESULT)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String run(Path jar, String what, Path folder) throws Exception {
        return Build.run("java", "-cp", jar + File.pathSeparator + library(), "app.Saga", what, folder.toString());
    }

    private static String library() {
        return Stream.of(
                        "pausa.jar",
                        "durable.jar",
                        "jackson.databind.jar",
                        "jackson.core.jar",
                        "jackson.annotations.jar")
                .map(Build::file)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Map<String, String> texts(Path saved) throws Exception {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(saved)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
