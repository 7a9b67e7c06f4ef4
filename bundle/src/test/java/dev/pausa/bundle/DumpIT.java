package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.bundle.Launcher.Outcome;
import dev.pausa.bundle.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** {@code ./pausa dump PID} shows what is paused in another process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./pausa is a script for a POSIX shell")
class DumpIT {
    /** Says that it is ready, and stays until it is ended. */
    private static final String PROGRAM = """
            import static dev.pausa.Coroutine.*;
            import dev.pausa.*;

            class Orders {
                static Coroutine<Object> load(int customer) {
                    return coroutine(() -> {
                        Object row = suspend("row");
                        return customer + "" + row;
                    });
                }
                public static void main(String[] arguments) throws Exception {
                    Coroutine<Object> inner = load(42);
                    Coroutine<Object> outer = coroutine("</script><b>&'all'", () -> await(inner));
                    outer.send(null);
                    System.err.println("ready");
                    Thread.currentThread().join();
                }
            }
            """;

    /** The outer one's name as JSON. */
    private static final String ESCAPED = "\"name\":\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026'all'\"";

    @TempDir
    Path scratch;

    private Launcher launcher;
    private Running target;

    @BeforeEach
    void newLauncher() {
        launcher = Launcher.ofThisBuild(scratch);
    }

    @AfterEach
    void endTarget() {
        if (target != null) {
            target.process().destroyForcibly();
        }
    }

    private String start(String program, String options) throws IOException, InterruptedException {
        Path file = Files.writeString(scratch.resolve("Orders.java"), program);
        target = Launcher.ofThisBuild(scratch).with("PAUSA_JAVA_OPTS", options).start(file.toString());
        target.awaitError("ready");
        return String.valueOf(target.process().pid());
    }

    @Test
    void it_shows_the_chains_of_another_process() throws Exception {
        String pid = start(PROGRAM, "-Ddev.pausa.tracking=true");

        Outcome text = launcher.run("dump", pid);
        assertThat(text.err()).isEmpty();
        assertThat(text.status()).isZero();
        assertThat(text.out().replaceAll("(at \\d.*Z|[\\d.]+ s old)", "TIME").replaceAll("#\\d", "#N"))
                .isEqualTo("""
                        Coroutine objects TIME: 2 objects in 1 chain
                        Some variables cannot be shown: their classes were compiled without the names of variables. \
                        Compile with javac -g; java FILE.java, which compiles in memory, never has them

                        #N coroutine "</script><b>&'all'" suspended, TIME
                            at Orders.main(Orders.java:13)
                            awaits #N coroutine "Orders.load" suspended, TIME
                            at Orders.load(Orders.java:7)
                            | variables without names
                        """);

        Outcome json = launcher.run("dump", "--json", pid);
        assertThat(json.err()).isEmpty();
        assertThat(json.out()).startsWith("{\"takenAt\":").contains(ESCAPED).endsWith("}\n");
    }

    /** Says that it is ready when all of its tasks wait, and stays so. */
    private static final String KITCHEN = """
            import static dev.pausa.Coroutine.*;
            import static dev.pausa.async.Async.*;
            import dev.pausa.*;
            import dev.pausa.async.*;

            class Kitchen {
                static final AsyncSemaphore STOVE = new AsyncSemaphore(1);
                static final Channel<String> ORDERS = Channel.bounded(16);

                static Coroutine<String> cook() {
                    return coroutine(() -> {
                        var permit = await(STOVE.acquire());
                        try (permit) {
                            return await(ORDERS.receive());
                        }
                    });
                }
                static Coroutine<Void> work() {
                    return coroutine(() -> await(scope(kitchen -> {
                        kitchen.start("cook", cook());
                        kitchen.start("helper", cook());
                    })));
                }
                public static void main(String[] arguments) throws Exception {
                    Loop loop = Loop.onThread("kitchen");
                    loop.start("chef", work());
                    loop.start(coroutine(() -> {
                        for (int i = 0; i < 10; i++) await(checkpoint());
                        loop.execute(() -> System.err.println("ready"));
                    }));
                    Thread.currentThread().join();
                }
            }
            """;

    @Test
    void it_shows_the_tasks_of_another_process() throws Exception {
        String pid = start(KITCHEN, "-Ddev.pausa.tracking=true");

        Outcome text = launcher.run("dump", pid);
        assertThat(text.err()).isEmpty();
        assertThat(text.out().replaceAll("[\\d.]+ s old", "AGE").replaceAll("#\\d+", "#N"))
                .contains("3 tasks in 1 loop\n", "\n\n" + """
                        loop on thread 'kitchen'
                            task 1 "chef" waiting, AGE, runs #N
                                at Kitchen.work(Orders.java:19)
                                waits for the 2 tasks of its scope: task 2, task 3
                                scope of task 1
                                    task 2 "cook" waiting, AGE, runs #N
                                        at Kitchen.cook(Orders.java:14)
                                        waits for receive from channel (0 of 16)
                                    task 3 "helper" waiting, AGE, runs #N
                                        at Kitchen.cook(Orders.java:12)
                                        waits for permit of semaphore (0 of 1 free), held by task 'cook': task 2

                        #N coroutine "Kitchen.work" suspended""");
        assertThat(launcher.run("dump", "--json", pid).out())
                .contains(
                        "\"loops\":[{\"name\":\"loop on thread 'kitchen'\",\"thread\":null,\"scopes\":[{\"owner\":0,");
        Path page = scratch.resolve("page.html");
        launcher.run("dump", pid, "--html", page.toString());
        assertThat(page).content().contains("\"name\":\"helper\",\"state\":\"WAITING\"", "\"heldUpBy\":[2]");
    }

    /** It is well-formed, a name cannot become a part of it, and it refers to nothing outside. */
    @Test
    void it_writes_a_page() throws Exception {
        String pid = start(PROGRAM, "-Ddev.pausa.tracking=true");
        Path page = scratch.resolve("a page.html");

        assertThat(launcher.run("dump", pid, "--html", page.toString())).isEqualTo(new Outcome(0, "", ""));

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(page.toFile());
        assertThat(document.getElementsByTagName("script").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("b").getLength()).isZero();
        Node data = document.getElementsByTagName("script").item(0);
        assertThat(data.getAttributes().getNamedItem("type").getNodeValue()).isEqualTo("application/json");
        assertThat(data.getTextContent())
                .startsWith("[{\"takenAt\":")
                .contains(ESCAPED, "\"hasUnnamedLocals\":true")
                .endsWith("}]}]}]");
        assertThat(Files.readString(page))
                .doesNotContain("@DATA@", "<b>", "innerHTML", "href", "src=", "url(", "@import", "http://", "https://");
    }

    /** Also where there was a file that others could read. */
    @Test
    void a_page_is_for_its_owner_alone() throws Exception {
        String pid = start(PROGRAM, "-Ddev.pausa.tracking=true");
        Path page = scratch.resolve("page.html");
        Path old = Files.writeString(scratch.resolve("old.html"), "old");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
        Path otherName = Files.createLink(scratch.resolve("other.html"), old);

        for (Path each : List.of(page, old)) {
            assertThat(launcher.run("dump", pid, "--html", each.toString())).isEqualTo(new Outcome(0, "", ""));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
            assertThat(each).content().contains("takenAt");
        }
        assertThat(otherName).hasContent("old");
    }

    @Test
    void a_page_is_not_written_through_a_link() throws Exception {
        String pid = start(PROGRAM, "-Ddev.pausa.tracking=true");
        Path precious = Files.writeString(scratch.resolve("precious.txt"), "precious");
        Path link = Files.createSymbolicLink(scratch.resolve("link.html"), precious);
        Path toNothing = Files.createSymbolicLink(scratch.resolve("broken.html"), scratch.resolve("nothing"));
        Path folder = Files.createDirectory(scratch.resolve("folder.html"));

        for (Path each : List.of(link, toNothing, folder)) {
            assertThat(launcher.run("dump", pid, "--html", each.toString()))
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "pausa: cannot write to " + each + ": java.nio.file.FileAlreadyExistsException: "
                                    + each
                                    + ": it is a symbolic link, a folder or a device, and is left"
                                    + " as it is; name another file\n"));
        }
        assertThat(precious).hasContent("precious");
        assertThat(scratch.resolve("nothing")).doesNotExist();
        assertThat(folder).isDirectory();
    }

    /** As two web applications load it. */
    @Test
    void all_copies_of_the_library_are_shown() throws Exception {
        String pid = start("""
                import java.net.*;
                import java.nio.file.*;

                class Orders {
                    public static void main(String[] arguments) throws Exception {
                        Object first = copy("isOn");
                        Object second = copy("isOff");
                        Object third = copy("isOnToo");
                        System.err.println("ready");
                        Thread.currentThread().join();
                    }
                    static Object copy(String name) throws Exception {
                        Path jar = Path.of(System.getProperty("java.class.path"));
                        ClassLoader loader = new URLClassLoader(
                                new URL[] {jar.toUri().toURL(), PLACE}, ClassLoader.getPlatformClassLoader());
                        return loader.loadClass("Copy").getMethod(name).invoke(null);
                    }
                }
                """.replace("PLACE", "Path.of(\"" + copyProgram() + "\").toUri().toURL()"), "");

        Outcome text = launcher.run("dump", pid);
        assertThat(text.err())
                .isEqualTo("pausa: tracking is off in another copy of Pausa there, MXBean"
                        + " dev.pausa:type=Coroutines,copy=2\n");
        assertThat(text.out())
                .startsWith("MXBean dev.pausa:type=Coroutines\nCoroutine objects at ")
                .contains(
                        "\"isOn\"",
                        "\n\nMXBean dev.pausa:type=Coroutines,copy=3\nCoroutine objects at ",
                        "\"isOnToo\"");
        assertThat(launcher.run("dump", "--json", pid).out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"takenAt\":") && line.endsWith("}"));
        Path page = scratch.resolve("page.html");
        launcher.run("dump", pid, "--html", page.toString());
        assertThat(page).content().contains("\"isOn\"", "]},{\"takenAt\":", "\"isOnToo\"");
    }

    private Path copyProgram() throws IOException {
        Path source = Files.writeString(scratch.resolve("Copy.java"), """
                import dev.pausa.*;
                import dev.pausa.diagnostics.*;

                public class Copy {
                    public static Object isOn() {
                        return made("isOn");
                    }
                    public static Object isOnToo() {
                        return made("isOnToo");
                    }
                    public static Object isOff() {
                        Object made = made("isOff");
                        Diagnostics.setTracking(false);
                        return made;
                    }
                    private static Object made(String name) {
                        Diagnostics.setTracking(true);
                        return Coroutine.coroutine(name, () -> Coroutine.suspend(1));
                    }
                }
                """);
        Path classes = scratch.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", Launcher.jar().toString(), "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        return classes;
    }

    @Test
    void a_page_that_cannot_be_written_is_said() throws Exception {
        String pid = start(PROGRAM, "-Ddev.pausa.tracking=true");

        assertThat(launcher.run("dump", "--html", "/no such/page.html", pid))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "pausa: cannot write to /no such/page.html:"
                                + " java.nio.file.NoSuchFileException: /no such/page.html\n"));
    }

    @Test
    void it_says_how_to_switch_tracking_on() throws Exception {
        String pid = start(PROGRAM, "");

        assertThat(launcher.run("dump", pid))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "pausa: tracking is off in process " + pid
                                + "; start it with -Ddev.pausa.tracking=true, or call"
                                + " Diagnostics.setTracking(true) in it\n"));
    }

    @Test
    void it_says_that_tracking_was_switched_off() throws Exception {
        String pid = start(
                PROGRAM.replace(
                        "outer.send(null);",
                        "dev.pausa.diagnostics.Diagnostics.setTracking(true);"
                                + " dev.pausa.diagnostics.Diagnostics.setTracking(false);"),
                "");

        assertThat(launcher.run("dump", pid))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "pausa: tracking is off in process " + pid
                                + "; start it with -Ddev.pausa.tracking=true, or call"
                                + " Diagnostics.setTracking(true) in it, or set the"
                                + " attribute Tracking of its MXBean dev.pausa:type=Coroutines\n"));
    }

    @Test
    void it_says_that_there_is_no_pausa() throws Exception {
        String pid = start("""
                class Orders {
                    public static void main(String[] arguments) throws Exception {
                        System.err.println("ready");
                        Thread.currentThread().join();
                    }
                }
                """, "");

        assertThat(launcher.run("dump", pid))
                .isEqualTo(new Outcome(
                        1, "", "pausa: there is no Pausa in process " + pid + ", or nothing has used it yet\n"));
    }

    @Test
    void it_says_that_there_is_no_process() throws Exception {
        assertThat(launcher.run("dump", "999999999"))
                .isEqualTo(new Outcome(1, "", "pausa: there is no process 999999999\n"));
    }

    /** It must not be sent a signal that ends it. */
    @Test
    void a_process_that_is_no_jvm_is_left_alone() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Outcome outcome = launcher.run("dump", String.valueOf(other.pid()));

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).isEqualTo("pausa: process " + other.pid() + " is no JVM\n");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void calling_it_wrong_is_said() throws Exception {
        String usage = "usage: ./pausa dump PID [--json] [--html FILE]\n";
        assertThat(launcher.run("dump")).isEqualTo(new Outcome(2, "", "pausa: which process? " + usage));
        assertThat(launcher.run("dump", "x")).isEqualTo(new Outcome(2, "", "pausa: cannot make sense of x; " + usage));
        assertThat(launcher.run("--help").out()).contains("./pausa dump PID");
    }

    /** Nor anything else that a program without tracking has no use for. */
    @Test
    void without_tracking_no_management_is_loaded() throws Exception {
        Path log = scratch.resolve("classes.txt");
        start(PROGRAM, "-Xlog:class+load:file=" + log);

        assertThat(Files.readString(log))
                .contains("dev.pausa.diagnostics.Tracking ")
                .doesNotContain(
                        "dev.pausa.diagnostics.Management",
                        "dev.pausa.diagnostics.LiveObjects",
                        "dev.pausa.diagnostics.Loop",
                        "dev.pausa.cli.",
                        "dev.pausa.diagnostics.jfr.",
                        "dev.pausa.diagnostics.Recorder");
    }
}
