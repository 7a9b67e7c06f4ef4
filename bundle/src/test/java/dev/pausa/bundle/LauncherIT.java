package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.bundle.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pausa FILE.java} finds a JDK and runs a program with the jar of this build. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./pausa is a script for a POSIX shell")
class LauncherIT {
    @TempDir
    Path scratch;

    Launcher launcher;

    @BeforeEach
    void newLauncher() {
        launcher = Launcher.ofThisBuild(scratch);
    }

    // ---- Running a program

    @Test
    void theArgumentsInputAndExitStatusAreTheProgramsOwn() throws Exception {
        Path program = Launcher.echo(scratch.resolve("Echo.java"));

        Outcome outcome = launcher.reading("some input").run(program.toString(), "a b", "*", "", "-h");

        assertThat(outcome).isEqualTo(new Outcome(7, "a b|*||-h\nsome input\n", ""));
    }

    @Test
    void theProgramIsFoundFromTheCurrentDirectory() throws Exception {
        Path directory =
                Launcher.echo(scratch.resolve("two words/sub/Echo.java")).getParent();

        Outcome outcome = launcher.in(directory.getParent()).run("sub/Echo.java", "x");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("x\n");
    }

    @Test
    void aSymbolicLinkToTheScriptWorks() throws Exception {
        Path program = Launcher.echo(scratch.resolve("Echo.java"));
        Path link = Files.createSymbolicLink(scratch.resolve("linked pausa"), Launcher.script());

        Outcome outcome = new Launcher(link, scratch)
                .with("PAUSA_JAR", Launcher.jar().toString())
                .run(program.toString());
        Files.delete(link);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void theJarIsOnTheClassPath() throws Exception {
        Path program = print("System.getProperty(\"java.class.path\")");

        Outcome outcome = launcher.run(program.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, Launcher.jar() + "\n", ""));
    }

    @Test
    void aFileWhoseNameBeginsWithAnAtSignIsAProgramToo() throws Exception {
        Launcher.echo(scratch.resolve("@Echo.java"));

        assertThat(launcher.in(scratch).run("@Echo.java").status()).isEqualTo(7);
    }

    @Test
    void sourcesAreUtf8InEveryLocale() throws Exception {
        Path program = print("(int) \"é\".charAt(0)");

        Outcome outcome = launcher.with("LC_ALL", "C").run(program.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, "233\n", ""));
    }

    @Test
    void javaOptionsReachTheProgram() throws Exception {
        Path program = print("System.getProperty(\"first\") + System.getProperty(\"second\")");
        Files.createFile(scratch.resolve("-Dsecond=file"));

        Outcome outcome =
                launcher.with("PAUSA_JAVA_OPTS", "-Dfirst=1 -Dsecond=*").run(program.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, "1*\n", ""));
    }

    private Path print(String expression) throws IOException {
        return Files.writeString(
                scratch.resolve("Print.java"),
                "class Print { public static void main(String[] a) { System.out.println(%s); } }"
                        .formatted(expression));
    }

    // ---- Calling it wrong

    @Test
    void helpSaysHowToCallIt() throws Exception {
        Outcome outcome = launcher.run("--help");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: ./pausa FILE.java")
                .contains("JAVA_HOME", "PAUSA_JAR", "PAUSA_JAVA_OPTS");
        assertThat(launcher.run("-h")).isEqualTo(outcome);
    }

    @Test
    void noArgumentIsAnErrorThatSaysHowToCallIt() throws Exception {
        Outcome outcome = launcher.run();

        assertThat(outcome).isEqualTo(new Outcome(2, "", launcher.run("--help").out()));
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        assertThat(launcher.run("no such/File.java"))
                .isEqualTo(new Outcome(2, "", "pausa: there is no file no such/File.java\n"));
    }

    @Test
    void aFolderIsRefused() throws Exception {
        assertThat(launcher.run("/")).isEqualTo(new Outcome(2, "", "pausa: / is not a file\n"));
    }

    @Test
    void aFileThatIsNoJavaSourceIsRefused() throws Exception {
        Path file = Files.writeString(scratch.resolve("notes.txt"), "");

        assertThat(launcher.run(file.toString()).err())
                .endsWith("is not a Java source file: its name must end in .java\n");
    }

    @Test
    void anUnknownOptionIsRefused() throws Exception {
        assertThat(launcher.run("--verbose", "File.java"))
                .isEqualTo(new Outcome(2, "", "pausa: unknown option --verbose; see ./pausa --help\n"));
    }

    @Test
    void aMissingJarIsNamed() throws Exception {
        Path program = Launcher.echo(scratch.resolve("Echo.java"));

        assertThat(launcher.with("PAUSA_JAR", "/no such.jar").run(program.toString()))
                .isEqualTo(new Outcome(3, "", "pausa: PAUSA_JAR is /no such.jar, and there is no such file\n"));
    }

    // ---- Finding a JDK

    @Test
    void theJavaOnPathServesWhenJavaHomeIsNotSet() throws Exception {
        Path program = Launcher.echo(scratch.resolve("Echo.java"));
        Path tools = toolsWithoutJava();
        String javaBin = Path.of(System.getProperty("java.home"), "bin").toString();

        Outcome outcome = launcher.without("JAVA_HOME")
                .with("PATH", javaBin + ":" + tools)
                .run(program.toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void noJavaAtAllIsSaid() throws Exception {
        Outcome outcome = runEcho(
                launcher.without("JAVA_HOME").with("PATH", toolsWithoutJava().toString()));

        assertRefused(outcome, "no java found: JAVA_HOME is not set and PATH has none.");
    }

    @Test
    void aJavaHomeWithoutJavaIsSaid() throws Exception {
        Outcome outcome = runEcho(launcher.with("JAVA_HOME", scratch.toString()));

        assertRefused(outcome, "JAVA_HOME is %s, but there is no bin/java in it.".formatted(scratch));
    }

    @Test
    void aJavaThatDoesNotStartIsSaid() throws Exception {
        Path home = fakeJavaHome("echo 'Unable to locate a Java Runtime.' >&2", "exit 1");

        Outcome outcome = runEcho(launcher.with("JAVA_HOME", home.toString()));

        assertRefused(outcome, "JAVA_HOME is %s, but it does not start.".formatted(home));
        assertThat(outcome.err()).endsWith("\nUnable to locate a Java Runtime.\n");
    }

    @Test
    void aJavaThatDoesNotTellItsVersionIsSaid() throws Exception {
        Path home = fakeJavaHome("exit 0");

        Outcome outcome = runEcho(launcher.with("JAVA_HOME", home.toString()));

        assertRefused(outcome, "JAVA_HOME is %s, but it does not tell its version.".formatted(home));
    }

    @Test
    void java8IsTooOld() throws Exception {
        Path home = fakeJavaHome("echo '    java.specification.version = 1.8' >&2");

        Outcome outcome = runEcho(launcher.with("JAVA_HOME", home.toString()));

        assertRefused(outcome, "JAVA_HOME is %s, which is Java 8.".formatted(home));
    }

    @Test
    void java16OnPathIsTooOld() throws Exception {
        Path home = fakeJavaHome("echo '    java.specification.version = 16' >&2");
        String path = home.resolve("bin") + ":" + System.getenv("PATH");

        Outcome outcome = runEcho(launcher.without("JAVA_HOME").with("PATH", path));

        assertRefused(outcome, "PATH has %s/bin/java, which is Java 16.".formatted(home));
    }

    @Test
    void aJreWithoutCompilerIsNotEnough() throws Exception {
        Path home = fakeJavaHome(
                "case $1 in",
                "  --list-modules) echo java.base@21 ;;",
                "  *) echo '    java.specification.version = 21' >&2",
                "     echo '    java.home = /no such folder' >&2 ;;",
                "esac");

        Outcome outcome = runEcho(launcher.with("JAVA_HOME", home.toString()));

        assertRefused(
                outcome, "JAVA_HOME is %s, which is Java 21 without the compiler (a JRE, not a JDK).".formatted(home));
    }

    private Outcome runEcho(Launcher launcher) throws Exception {
        return launcher.run(Launcher.echo(scratch.resolve("Echo.java")).toString());
    }

    /** What was found comes first, then what is needed and how to name it. */
    private static void assertRefused(Outcome outcome, String found) {
        assertThat(outcome.err())
                .startsWith("pausa: " + found + "\n  Pausa needs a JDK 17 or newer.")
                .contains("export JAVA_HOME=");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(3);
    }

    private Path fakeJavaHome(String... lines) throws IOException {
        Path home = scratch.resolve("fake java");
        Launcher.executable(home.resolve("bin/java"), lines);
        return home;
    }

    private Path toolsWithoutJava() throws IOException {
        return Launcher.onlyTools(scratch, List.of("dirname", "grep", "head", "readlink", "sed", "tr"));
    }
}
