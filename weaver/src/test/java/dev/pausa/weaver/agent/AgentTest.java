package dev.pausa.weaver.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.ahead.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the agent, a body runs the code that the JVM has of its class, whatever lies on disk; in JVMs of their own. */
class AgentTest {
    @TempDir
    Path folder;

    /** A body and a method with the same constant, which tests change in different ways. */
    private static final String JOB = """
            import static dev.pausa.Coroutine.*;
            import dev.pausa.*;

            public class Job implements java.util.concurrent.Callable<String> {
                static final Coroutine.ResultBody<String> KEPT = () -> {
                    suspend(1);
                    return "original";
                };

                static String finish(Coroutine<String> begun) {
                    return ((Step.Returned<String>) begun.step(null)).value();
                }

                static String run(Coroutine<String> made) {
                    made.send(null);
                    return finish(made);
                }

                static Coroutine<String> paused() {
                    Coroutine<String> made = early();
                    made.send(null);
                    return made;
                }

                static Coroutine<String> early() {
                    return coroutine(() -> {
                        String text = "original";
                        suspend(1);
                        return text + end();
                    });
                }

                private static String end() {
                    return "";
                }

                static Coroutine<String> late() {
                    return coroutine(() -> {
                        String text = "original";
                        suspend(1);
                        return text + end();
                    });
                }

                static Coroutine<String> constant() {
                    return coroutine(() -> {
                        suspend(1);
                        return "original";
                    });
                }

                static String method() {
                    return "original";
                }

                public String call() {
                    return method() + " " + run(early());
                }
            }
            """;

    /** An agent that changes the class while it is loaded: with or without the right to do so again. */
    private static String changing(String name, boolean again) {
        return """
                import java.lang.instrument.*;
                import java.security.ProtectionDomain;

                public class %s implements ClassFileTransformer {
                    public static void premain(String options, Instrumentation instrumentation) {
                        instrumentation.addTransformer(new %s(), %s);
                    }

                    public byte[] transform(ClassLoader l, String name, Class<?> c, ProtectionDomain p, byte[] file) {
                        return "Job".equals(name) ? changed(file) : null;
                    }

                    static byte[] changed(byte[] file) {
                        java.nio.charset.Charset latin = java.nio.charset.StandardCharsets.ISO_8859_1;
                        return new String(file, latin).replace("original", "modified").getBytes(latin);
                    }
                }
                """.formatted(name, name, again);
    }

    private static final String CALLING = """
            public class Main {
                public static void main(String[] arguments) {
                    System.out.println(new Job().call());
                }
            }
            """;

    @Test
    @Rule({"W21", "W22"})
    void a_body_runs_what_another_agent_made_of_its_class_in_either_order() throws Exception {
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile("Changing", changing("Changing", false))
                .compile("Main", CALLING);
        assertThat(jvm.withAgent().withAgent("Changing").run("Main")).isEqualTo("modified modified\n");
        AgentJvm other = new AgentJvm(folder).withAgent("Changing").withAgent();
        assertThat(other.run("Main")).isEqualTo("modified modified\n");
    }

    /** The JVM calls agents that can transform loaded classes again in the order of the command line. */
    @Test
    @Rule("W21")
    void an_agent_that_can_retransform_is_seen_if_it_is_named_before() throws Exception {
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile("Changing", changing("Changing", true))
                .compile("Main", CALLING);
        assertThat(jvm.withAgent("Changing").withAgent().run("Main")).isEqualTo("modified modified\n");
    }

    @Test
    void without_the_agent_the_body_runs_what_lies_on_disk() throws Exception {
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile("Changing", changing("Changing", false))
                .compile("Main", CALLING)
                .withAgent("Changing");
        assertThat(jvm.run("Main")).isEqualTo("modified original\n");
    }

    private static final String RECOMPILED = """
            import java.nio.file.*;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    Job job = new Job();
                    Files.copy(Path.of(arguments[0]), Path.of(arguments[1]), StandardCopyOption.REPLACE_EXISTING);
                    System.out.println(job.call());
                }
            }
            """;

    @Test
    @Rule("W22")
    void a_body_runs_the_loaded_class_though_its_file_was_replaced() throws Exception {
        Path newer = folder.resolve("newer");
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile(newer, "Job", JOB.replace("original", "modified"))
                .compile("Main", RECOMPILED)
                .withAgent();
        String job = jvm.classes().resolve("Job.class").toString();
        assertThat(jvm.run("Main", newer.resolve("Job.class").toString(), job)).isEqualTo("original original\n");
    }

    private static final String IN_MEMORY = """
            import java.nio.file.*;

            public class Main {
                static final class Loader extends ClassLoader {
                    final Path folder;

                    Loader(Path folder) {
                        super(Main.class.getClassLoader());
                        this.folder = folder;
                    }

                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        try {
                            byte[] file = Files.readAllBytes(folder.resolve(name + ".class"));
                            return defineClass(name, file, 0, file.length);
                        } catch (java.io.IOException e) {
                            throw new ClassNotFoundException(name, e);
                        }
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    Class<?> outer = new Loader(Path.of(arguments[0])).loadClass("Outer");
                    Object made = outer.getDeclaredConstructor().newInstance();
                    System.out.println(((java.util.concurrent.Callable<?>) made).call());
                }
            }
            """;

    private static final String OUTER = """
            import static dev.pausa.Coroutine.*;

            public class Outer implements java.util.concurrent.Callable<Object> {
                static class Inner {
                    private static String secret = "the secret of ";
                }

                public Object call() {
                    var made = coroutine(() -> {
                        suspend(1);
                        return Inner.secret + "a class in memory";
                    });
                    made.send(null);
                    return made.step(null);
                }
            }
            """;

    @Test
    @Rule({"W22", "W23"})
    void a_class_without_a_file_is_woven_and_uses_private_members_of_others() throws Exception {
        AgentJvm jvm = new AgentJvm(folder).compile("Main", IN_MEMORY).withAgent();
        Path elsewhere = folder.resolve("elsewhere");
        jvm.compile(elsewhere, "Outer", OUTER);
        assertThat(jvm.run("Main", elsewhere.toString()))
                .isEqualTo("Returned[value=the secret of a class in memory]\n");
    }

    private static final String REDEFINING = """
            import dev.pausa.*;
            import java.lang.instrument.*;
            import java.nio.file.*;

            public class Main {
                static Instrumentation instrumentation;

                public static void premain(String options, Instrumentation instrumentation) {
                    Main.instrumentation = instrumentation;
                }

                public static void main(String[] arguments) throws Exception {
                    for (int i = 0; i < 100; i++) { // more than the first ones, after which a prototype is settled
                        Job.run(Job.early());
                        Job.run(Coroutine.coroutine(Job.KEPT));
                    }
                    var paused = Job.paused();
                    System.out.println(Job.run(Job.early()) + " " + Job.run(Coroutine.coroutine(Job.KEPT)));
                    byte[] newer = Files.readAllBytes(Path.of(arguments[0]));
                    instrumentation.redefineClasses(new ClassDefinition(Job.class, newer));
                    System.out.println(Job.method() + ": " + Job.run(Job.early()) + " " + Job.run(Job.late()) + " "
                            + Job.run(Coroutine.coroutine(Job.KEPT)) + ", paused " + Job.finish(paused));
                }
            }
            """;

    @Test
    @Rule("W24")
    void bodies_follow_when_their_class_is_redefined_and_paused_ones_finish_on_the_old_code() throws Exception {
        Path newer = folder.resolve("newer");
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile(newer, "Job", JOB.replace("original", "modified"))
                .compile("Main", REDEFINING)
                .withAgent()
                .withAgent("Main");
        assertThat(jvm.run("Main", newer.resolve("Job.class").toString()))
                .isEqualTo("original original\nmodified: modified modified modified, paused original\n");
    }

    private static final String RACING = """
            import dev.pausa.*;
            import java.lang.instrument.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.atomic.*;

            public class Main {
                static Instrumentation instrumentation;
                /** Odd while the class is being redefined. */
                static final AtomicInteger version = new AtomicInteger();
                static final AtomicInteger compared = new AtomicInteger();
                static volatile String wrong = "nothing";
                static volatile boolean isOver;

                public static void premain(String options, Instrumentation instrumentation) {
                    Main.instrumentation = instrumentation;
                }

                static void use() {
                    while (!isOver) {
                        int before = version.get();
                        String got = Job.run(Job.early()) + " " + Job.run(Coroutine.coroutine(Job.KEPT));
                        if (before % 2 == 0 && version.get() == before) {
                            String word = before % 4 == 0 ? "original" : "modified";
                            compared.incrementAndGet();
                            if (!got.equals(word + " " + word)) {
                                wrong = got + " instead of " + word;
                            }
                        }
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    byte[][] files = {
                        Files.readAllBytes(Path.of(arguments[0])), Files.readAllBytes(Path.of(arguments[1]))
                    };
                    List<Thread> threads = List.of(new Thread(Main::use), new Thread(Main::use), new Thread(Main::use));
                    threads.forEach(Thread::start);
                    for (int i = 1; i <= 40; i++) {
                        int enough = compared.get() + 50;
                        while (compared.get() < enough && wrong.equals("nothing")) {
                            Thread.onSpinWait();
                        }
                        version.incrementAndGet();
                        instrumentation.redefineClasses(new ClassDefinition(Job.class, files[i % 2]));
                        version.incrementAndGet();
                    }
                    isOver = true;
                    for (Thread thread : threads) {
                        thread.join();
                    }
                    System.out.println(wrong + " was wrong; a class for each version: "
                            + isThere("Job$early$coroutine1")
                            + isThere("Job$early$coroutine1_2")
                            + isThere("Job$early$coroutine1_3"));
                }

                static boolean isThere(String name) {
                    try {
                        Class.forName(name);
                        return true;
                    } catch (ClassNotFoundException absent) {
                        return false;
                    }
                }
            }
            """;

    @Test
    @Rule("W24")
    void threads_that_use_a_class_while_it_is_redefined_get_its_code_as_soon_as_that_is_done() throws Exception {
        Path newer = folder.resolve("newer");
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile(newer, "Job", JOB.replace("original", "modified"))
                .compile("Main", RACING)
                .withAgent()
                .withAgent("Main");
        String original = jvm.classes().resolve("Job.class").toString();
        assertThat(jvm.run("Main", original, newer.resolve("Job.class").toString()))
                .isEqualTo("nothing was wrong; a class for each version: truetruefalse\n");
    }

    @Test
    @Rule("W22")
    void weaving_may_be_forbidden_but_for_what_the_agent_gives() throws Exception {
        AgentJvm jvm = new AgentJvm(folder)
                .compile("Job", JOB)
                .compile("Main", CALLING)
                .with("-Ddev.pausa.weaving=never");
        assertThat(jvm.run("Main")).contains("dev.pausa.WeaveException");
        assertThat(jvm.withAgent().run("Main")).isEqualTo("original original\n");
    }
}
