package dev.pausa.weaver.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.WovenAhead;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jacoco.agent.AgentJar;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What JaCoCo's report says of bodies: exactly what was run, with the agent beside JaCoCo's in either order, and where
 * JaCoCo instrumented the class files before they were woven.
 */
class JacocoTest {
    @TempDir
    Path folder;

    private static final String SHOP = """
            import static dev.pausa.Coroutine.*;
            import dev.pausa.*;
            import java.util.*;

            final class Shop {
                private Shop() {}

                static Coroutine<Integer> order(boolean isLarge) {
                    return coroutine(() -> {
                        int count = (Integer) suspend("count");
                        if (isLarge) { // 1 of 2 branches
                            count += 1;
                            suspend("large");
                        } else {
                            count += 2; // missed
                            suspend("small"); // missed
                        }
                        try {
                            count *= (Integer) suspend("factor");
                        } finally {
                            count++;
                        }
                        return count;
                    });
                }

                static Iterable<Integer> numbers(int end) {
                    return Generator.iterable(g -> {
                        for (int i = 0; i < end; i++) {
                            g.yield(i);
                        }
                    });
                }

                static Coroutine<String> outer(List<String> log) {
                    return coroutine(() -> {
                        int count = await(order(true));
                        Coroutine<Void> inner = coroutine(() -> {
                            suspend("inner");
                            note(log, count);
                        });
                        await(inner);
                        switch (count) { // 1 of 3 branches
                            case 1:
                                log.add("one"); // missed
                                break; // missed
                            case 31:
                                log.add("thirty-one");
                                break;
                            default:
                                throw new AssertionError(); // missed
                        }
                        await(coroutine(Shop::referred));
                        await(coroutine(new Task(log)));
                        return log.toString();
                    });
                }

                private static void note(List<String> log, int count) {
                    log.add("count " + count);
                }

                static void referred() throws Exception {
                    suspend("referred");
                }

                static final class Task implements Coroutine.Body {
                    private final List<String> log;

                    Task(List<String> log) {
                        this.log = log;
                    }

                    @Override
                    public void run() throws Exception {
                        suspend("task");
                        log.add("task");
                    }
                }

                static Coroutine<String> failing() {
                    return coroutine(() -> {
                        String text = "nothing";
                        try {
                            suspend("fails"); // missed
                            text = "something"; // missed
                        } catch (IllegalStateException e) {
                            text = e.getMessage();
                        } // missed
                        return text;
                    });
                }

                static Coroutine<String> never() {
                    return coroutine(() -> { // missed
                        suspend("never"); // missed
                        return "never"; // missed
                    });
                }

                private static String raised(Coroutine<String> failing) {
                    try {
                        failing.raise(new IllegalStateException("failure")); // missed
                        return "paused"; // missed
                    } catch (StopIteration end) {
                        return (String) end.value();
                    }
                }

                public static void main(String[] arguments) {
                    Coroutine<String> outer = outer(new ArrayList<>());
                    List<Object> answers = List.of(9, 0, 3, 0, 0, 0);
                    outer.send(null);
                    for (int i = 0; i < 5; i++) {
                        outer.send(answers.get(i));
                    }
                    System.out.println(outer.step(null));
                    for (int i : numbers(2)) {
                        System.out.println(i);
                    }
                    Coroutine<String> failing = failing();
                    failing.send(null);
                    System.out.println(raised(failing));
                }
            }
            """;

    private static final String SAID = """
            Returned[value=[count 31, thirty-one, task]]
            0
            1
            failure
            """;

    private AgentJvm jvm;
    private Path jacoco;
    private Path recorded;

    @BeforeEach
    void compile() throws IOException {
        jvm = new AgentJvm(folder).compile("Shop", SHOP);
        jacoco = folder.resolve("jacocoagent.jar");
        AgentJar.extractTo(jacoco.toFile());
        recorded = folder.resolve("recorded.exec");
    }

    private String jacocoAgent() {
        return "-javaagent:" + jacoco + "=destfile=" + recorded;
    }

    private Report report(Path classes) throws IOException {
        return Report.of(recorded, classes, "Shop.java", SHOP);
    }

    @Test
    @Rule({"W21", "W26"})
    void it_is_exact_with_our_agent_before_JaCoCos() throws Exception {
        assertThat(jvm.withAgent().with(jacocoAgent()).run("Shop")).isEqualTo(SAID);
        assertThat(report(jvm.classes()).differences()).isEmpty();
    }

    @Test
    @Rule({"W21", "W26"})
    void it_is_exact_with_our_agent_behind_JaCoCos() throws Exception {
        assertThat(jvm.with(jacocoAgent()).withAgent().run("Shop")).isEqualTo(SAID);
        assertThat(report(jvm.classes()).differences()).isEmpty();
    }

    @Test
    @Rule("W26")
    void it_is_exact_where_classes_were_instrumented_and_then_rewritten() throws Exception {
        assertThat(differencesOfOffline(Mode.REWRITE)).isEmpty();
    }

    @Test
    @Rule("W26")
    void it_is_exact_where_classes_were_instrumented_and_then_added_to() throws Exception {
        assertThat(differencesOfOffline(Mode.ADD)).isEmpty();
    }

    private static final Pattern FRAME = Pattern.compile(".*\\$(coroutine|block|generator|asyncgenerator).*");

    /** JaCoCo instruments the class files, these are woven and run, the originals are put back, and frames left out. */
    private List<String> differencesOfOffline(Mode mode) throws Exception {
        Path originals = folder.resolve("originals");
        Files.createDirectory(originals);
        Instrumenter instrumenter = new Instrumenter(new OfflineInstrumentationAccessGenerator());
        for (Path file : files(jvm.classes())) {
            String name = file.getFileName().toString();
            Files.copy(file, originals.resolve(name));
            Files.write(file, instrumenter.instrument(Files.readAllBytes(file), name));
        }
        assertThat(WovenAhead.weave(jvm.classes(), mode, false).problems()).isEmpty();
        jvm.withJar(jacoco).with("-Djacoco-agent.destfile=" + recorded, "-Ddev.pausa.weaving=never");
        assertThat(jvm.run("Shop")).isEqualTo(SAID);
        for (Path file : files(originals)) {
            Files.move(file, jvm.classes().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : files(jvm.classes())) {
            if (FRAME.matcher(file.getFileName().toString()).matches()) {
                Files.delete(file);
            }
        }
        return report(jvm.classes()).differences();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    @Rule("W26")
    void without_an_agent_and_without_weaving_ahead_it_knows_nothing_of_bodies() throws Exception {
        assertThat(jvm.with(jacocoAgent()).run("Shop")).isEqualTo(SAID);
        assertThat(report(jvm.classes()).differences())
                .anyMatch(line -> line.contains("int count = (Integer) suspend"))
                .anyMatch(line -> line.contains("g.yield(i);"));
    }

    /** The known hole: the lines are right, as those of the frame classes count; but the original code counts too. */
    @Test
    @Rule("W26")
    void adding_alone_cures_the_lines_and_not_the_instructions() throws Exception {
        assertThat(WovenAhead.weave(jvm.classes(), Mode.ADD, false).problems()).isEmpty();
        assertThat(jvm.with(jacocoAgent()).run("Shop")).isEqualTo(SAID);
        Report report = report(jvm.classes());
        assertThat(report.missedLines()).isNotEmpty().allMatch(line -> line.endsWith("// missed"));
        assertThat(report.differences()).anyMatch(line -> line.contains("int count = (Integer) suspend"));
    }
}
