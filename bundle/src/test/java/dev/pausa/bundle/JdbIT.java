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

    private Session debug(String main) throws IOException {
        return new Session(
                new ProcessBuilder(tool("jdb"), "-classpath", folder + File.pathSeparator + Launcher.jar(), main)
                        .redirectErrorStream(true)
                        .start());
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
