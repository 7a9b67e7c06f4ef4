package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A debugger sees a body as the code that was written: breakpoints by line, the stack, the variables after a resume.
 */
class JdbIT {
    @TempDir
    Path folder;

    private static final String ORDERS = """
            import static dev.pausa.Coroutine.*;

            import dev.pausa.*;

            public class Orders {
                static Coroutine<String> load(int id) {
                    return coroutine(() -> {
                        String name = "order " + id;
                        long total = 7L;
                        Object answer = suspend(name);
                        int count = name.length();
                        return name + answer + total + count;
                    });
                }

                public static void main(String[] args) {
                    Coroutine<String> load = load(5);
                    load.send(null);
                    System.out.println(load.step("!"));
                }
            }
            """;

    @Test
    @Timeout(120)
    void stops_in_the_body_after_a_resume_and_shows_its_variables() throws Exception {
        compile("Orders", ORDERS);
        try (Session session = debug("Orders")) {
            session.say("stop at Orders$load$coroutine1:11", "It will be set after the class is loaded.");
            assertThat(session.say("run", "main[1] "))
                    .contains("Breakpoint hit", "Orders$load$coroutine1.load(), line=11")
                    .contains("int count = name.length();");
            assertThat(session.say("where", "Orders.main (Orders.java:19)"))
                    .contains("[1] Orders$load$coroutine1.load (Orders.java:11)")
                    .contains("dev.pausa.Coroutine.step");
            assertThat(session.say("locals", "answer = \"!\""))
                    .contains("id = 5", "name = \"order 5\"", "total = 7", "answer = \"!\"");
            assertThat(session.say("next", "total + count;")).contains("line=12");
            assertThat(session.say("cont", "The application exited")).contains("Returned[value=order 5!77]");
        }
    }

    private static final String COUNTER = """
            import dev.pausa.*;

            public class Counter {
                static Generator<Integer, String, Long> count(int end) {
                    return Generator.generatorReturning(g -> {
                        long total = 7L;
                        for (int i = 1; i < end; i++) {
                            String answer = g.yield(i);
                            total += answer.length();
                        }
                        return total;
                    });
                }

                public static void main(String[] args) {
                    Generator<Integer, String, Long> count = count(3);
                    count.next();
                    count.send("abc");
                    count.close();
                }
            }
            """;

    @Test
    @Timeout(120)
    void shows_the_variables_of_a_generator_and_its_yielder() throws Exception {
        compile("Counter", COUNTER);
        try (Session session = debug("Counter")) {
            session.say("stop at Counter$count$generator1:9", "It will be set after the class is loaded.");
            assertThat(session.say("run", "main[1] "))
                    .contains("Breakpoint hit", "Counter$count$generator1.count(), line=9");
            assertThat(session.say("where", "Counter.main (Counter.java:18)"))
                    .contains("[1] Counter$count$generator1.count (Counter.java:9)")
                    .contains("dev.pausa.Generator.send");
            assertThat(session.say("locals", "answer = \"abc\""))
                    .contains("end = 3", "g = instance of Counter$count$generator1", "total = 7", "i = 1");
            assertThat(session.say("cont", "The application exited")).doesNotContain("Exception");
        }
    }

    private static final String GREETER = """
            import static dev.pausa.Coroutine.*;

            import dev.pausa.*;

            public class Greeter {
                static Coroutine<String> greet() {
                    return coroutine(() -> {
                        suspend(1);
                        return "good morning";
                    });
                }

                static final Coroutine.ResultBody<String> KEPT = () -> {
                    suspend(1);
                    return "good morning";
                };

                static Object say(Coroutine<String> made) {
                    made.send(null);
                    return made.step(null);
                }

                public static void main(String[] args) {
                    say(coroutine(KEPT));
                    Coroutine<String> paused = greet();
                    paused.send(null);
                    System.out.println(paused.state());
                    System.out.println(say(greet()) + ", kept " + say(coroutine(KEPT)) + say(coroutine(KEPT)));
                    System.out.println("paused " + paused.step(null));
                }
            }
            """;

    private String redefined(String... options) throws Exception {
        compile("Greeter", GREETER.replace("morning", "evening"));
        Path newer = Files.createDirectory(folder.resolve("newer")).resolve("Greeter.class");
        Files.move(folder.resolve("Greeter.class"), newer);
        compile("Greeter", GREETER);
        try (Session session = debug("Greeter", options)) {
            session.say("stop at Greeter:27", "It will be set after the class is loaded.");
            session.say("run", "main[1] ");
            Files.copy(newer, folder.resolve("Greeter.class"), StandardCopyOption.REPLACE_EXISTING);
            session.say("redefine Greeter " + newer, "main[1] ");
            return session.say("cont", "The application exited");
        }
    }

    private static final String EVENING = "Returned[value=good evening]";
    private static final String MORNING = "Returned[value=good morning]";

    @Test
    @Timeout(120)
    void follows_a_class_that_is_redefined_where_the_agent_is() throws Exception {
        assertThat(redefined("-javaagent:" + Launcher.jar()))
                .contains(EVENING + ", kept " + EVENING + EVENING, "paused " + MORNING)
                .doesNotContain("-javaagent");
    }

    @Test
    @Timeout(120)
    void says_once_that_a_redefined_class_is_not_followed_without_the_agent() throws Exception {
        assertThat(redefined())
                .contains(EVENING + ", kept " + MORNING + MORNING, "paused " + MORNING)
                .containsOnlyOnce("if a debugger has redefined Greeter, its coroutines and generators still run");
    }

    private Session debug(String main, String... options) throws IOException {
        ProcessBuilder jdb =
                new ProcessBuilder(tool("jdb"), "-classpath", folder + File.pathSeparator + Launcher.jar(), main);
        jdb.environment().put("JDK_JAVA_OPTIONS", String.join(" ", options)); // for the program, not for jdb
        return new Session(jdb.redirectErrorStream(true).start());
    }

    /** Talks to jdb: says a command, then reads until the answer ends. */
    private record Session(Process jdb) implements AutoCloseable {
        String say(String command, String end) throws IOException {
            Writer in = jdb.outputWriter();
            in.write(command + "\n");
            in.flush();
            StringBuilder answer = new StringBuilder();
            InputStream out = jdb.getInputStream();
            for (int b = out.read(); b >= 0; b = out.read()) {
                answer.append((char) b);
                if (answer.length() >= end.length() && answer.indexOf(end, answer.length() - end.length()) >= 0) {
                    break;
                }
            }
            return answer.toString();
        }

        @Override
        public void close() {
            jdb.destroyForcibly();
        }
    }

    private void compile(String name, String text) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), text);
        Process javac = new ProcessBuilder(
                        tool("javac"), "-g", "-cp", Launcher.jar().toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = javac.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(javac.waitFor()).as(String.join("\n", lines)).isZero();
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
