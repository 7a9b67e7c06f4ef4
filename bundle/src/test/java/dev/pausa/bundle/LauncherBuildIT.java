package dev.pausa.bundle;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.bundle.Launcher.Outcome;
import dev.pausa.bundle.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When {@code ./pausa} builds the jar. The script is copied into a small project whose {@code mvnw}
 * only notes that it was called and writes a file, so nothing of the running build is touched, and
 * {@code java} only prints what it was called with.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./pausa is a script for a POSIX shell")
class LauncherBuildIT {
    private static final String PROGRAM = "Program.java";
    private static final String FIRST_USE = "pausa: building Pausa, for this is its first use";
    private static final String CHANGED = "pausa: building Pausa again, for its sources have changed";
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    private static final FileTime LATER = FileTime.from(Instant.parse("2020-01-02T00:00:00Z"));
    private static final FileTime LATEST = FileTime.from(Instant.parse("2020-01-03T00:00:00Z"));

    private static final String[] MAVEN = {
        "case \" $* \" in *' -v '*) exit 0 ;; esac",
        "cat >/dev/null",
        "here=$(dirname \"$0\")",
        "echo \"$JAVA_HOME\" >>\"$here/builds\"",
        "echo '[INFO] Building Pausa core 1.2.3         [2/4]'",
        "mkdir -p \"$here/bundle/target\"",
        "echo jar >\"$here/bundle/target/pausa-1.2.3.jar\"",
    };

    private static final String[] JAVA = {
        "case $1 in -XshowSettings:*)",
        "  echo '    java.specification.version = 17'",
        "  echo \"    java.home = $(dirname \"$(dirname \"$0\")\")\"",
        "  exit",
        "esac",
        "printf '%s|' \"$@\"",
        "cat",
        "exit 7",
    };

    @TempDir
    Path scratch;

    Path project;
    Path source;
    Path javaHome;
    Launcher launcher;

    @BeforeEach
    void newProject() throws IOException {
        project = scratch.resolve("the project");
        Path script = copy(Launcher.script(), project.resolve("pausa"));
        write("pom.xml", "");
        write("core/pom.xml", "");
        write("bundle/pom.xml", """
        <parent>
          <artifactId>pausa-parent</artifactId>
          <version>1.2.3</version>
        </parent>
        <artifactId>pausa-core</artifactId>
        """);
        source = write("core/src/main/java/Source.java", "");
        Launcher.executable(project.resolve("mvnw"), MAVEN);
        javaHome = scratch.resolve("the jdk");
        Launcher.executable(javaHome.resolve("bin/java"), JAVA);
        Launcher.executable(javaHome.resolve("bin/javac"), "exit 1");
        Files.writeString(scratch.resolve(PROGRAM), "");
        launcher = new Launcher(script, scratch).with("JAVA_HOME", javaHome.toString());
    }

    // ---- When it builds

    @Test
    void theFirstUseBuilds() throws Exception {
        Outcome outcome = launcher.reading("input").run(PROGRAM, "x");

        assertThat(outcome.err()).startsWith(FIRST_USE).contains("\n  Building Pausa core 1.2.3 ");
        assertThat(outcome.out()).as("the program's alone").isEqualTo(ran("x") + "input");
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void theBuildUsesTheJdkThatRunsTheProgram() throws Exception {
        String path = javaHome.resolve("bin") + ":" + System.getenv("PATH");

        launcher.without("JAVA_HOME").with("PATH", path).run(PROGRAM);

        assertThat(builds()).containsExactly(javaHome.toString());
    }

    @Test
    void theNextUseBuildsNothing() throws Exception {
        launcher.run(PROGRAM);

        Outcome outcome = launcher.run(PROGRAM);

        assertThat(outcome.err()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
        runAndAge();
        Files.setLastModifiedTime(source, LATEST);

        Outcome outcome = launcher.run(PROGRAM);

        assertThat(outcome.err()).startsWith(CHANGED);
        assertThat(builds()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle/src/module/java/module-info.java", "bundle/src/build/java/Build.java"})
    void aChangeOfWhatMakesTheJarIsBuilt(String file) throws Exception {
        Path part = write(file, "");
        runAndAge();
        Files.setLastModifiedTime(part, LATEST);

        assertThat(launcher.run(PROGRAM).err()).startsWith(CHANGED);
    }

    @Test
    void aChangedPomIsBuilt() throws Exception {
        runAndAge();
        Files.setLastModifiedTime(project.resolve("pom.xml"), LATEST);

        assertThat(launcher.run(PROGRAM).err()).startsWith(CHANGED);
    }

    @Test
    void aRemovedSourceIsBuilt() throws Exception {
        runAndAge();
        Files.delete(source);

        assertThat(launcher.run(PROGRAM).err()).startsWith(CHANGED);
    }

    @Test
    void aChangeOutsideTheBundledModulesIsNotBuilt() throws Exception {
        runAndAge();
        write("examples/src/main/java/Other.java", "");
        write("core/src/test/java/SourceTest.java", "");

        assertThat(launcher.run(PROGRAM).err()).isEmpty();
    }

    @Test
    void aSourceThatChangesDuringTheBuildIsBuiltTheNextTime() throws Exception {
        runAndAge();
        Files.setLastModifiedTime(source, LATEST);
        // As if the build had begun on the 4th, and the source been saved on the 5th.
        maven("touch -t 202001040000 \"$here/bundle/target/launcher/began\";"
                + "touch -t 202001050000 \"$here/core/src/main/java/Source.java\"");
        launcher.run(PROGRAM);

        assertThat(launcher.run(PROGRAM).err()).startsWith(CHANGED);
    }

    @Test
    void aJarThatIsOnlyHalfWrittenByABuildIsNotUsed() throws Exception {
        launcher.run(PROGRAM);
        write("bundle/target/pausa-1.2.3.jar", "half");

        assertThat(launcher.run(PROGRAM)).isEqualTo(new Outcome(7, ran(), ""));
    }

    // ---- When two build

    @Test
    void theSecondOfTwoFirstUsesWaits() throws Exception {
        Path go = scratch.resolve("go");
        maven("until [ -e '" + go + "' ]; do sleep 0.1; done");

        Running first = launcher.start(PROGRAM);
        first.awaitError("Building Pausa core");
        Running second = launcher.start(PROGRAM);
        second.awaitError("waiting for the build by another ./pausa, process ");
        Files.createFile(go);

        assertThat(first.outcome().status()).isEqualTo(7);
        assertThat(second.outcome().status()).isEqualTo(7);
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aLockLeftByAKilledBuildIsNamed() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path owner = write("bundle/target/launcher/lock/owner", dead.pid() + "\n");

        Outcome outcome = launcher.run(PROGRAM);

        assertThat(outcome.err())
                .isEqualTo("pausa: a build was killed half-way (process %d). Remove %s and try again.\n"
                        .formatted(dead.pid(), owner.getParent()));
        assertThat(outcome.status()).isEqualTo(3);
    }

    // ---- When the build fails

    @Test
    void aFailedBuildShowsItsErrorsAndTheNextUseBuildsAgain() throws Exception {
        maven("echo '[INFO] noise'; echo '[ERROR] Source.java:[1,2] no'; exit 1");

        Outcome outcome = launcher.run(PROGRAM);

        Path log = project.resolve("bundle/target/launcher/build.log");
        assertThat(outcome.err())
                .endsWith("\n[ERROR] Source.java:[1,2] no\n"
                        + "pausa: Pausa could not be built; what Maven said is in %s\n".formatted(log))
                .doesNotContain("noise");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(log).content().contains("[INFO] noise");

        maven("");
        assertThat(launcher.run(PROGRAM).status()).isEqualTo(7);
    }

    @Test
    void anInstalledMavenServesWhenTheWrapperCannotDownloadOne() throws Exception {
        Launcher.executable(project.resolve("mvnw"), "echo 'Failed to fetch' >&2", "exit 1");
        Path bin = scratch.resolve("bin");
        Path installed = Launcher.executable(bin.resolve("mvn"), MAVEN);
        rebase(installed);

        Outcome outcome =
                launcher.with("PATH", bin + ":" + System.getenv("PATH")).run(PROGRAM);

        assertThat(outcome.err()).contains("pausa: Maven could not be downloaded; using " + installed + ", which is");
        assertThat(outcome.status()).isEqualTo(7);
    }

    @Test
    void noMavenAtAllIsSaid() throws Exception {
        Launcher.executable(project.resolve("mvnw"), "echo 'Failed to fetch' >&2", "exit 1");
        List<String> tools = List.of("cat", "dirname", "find", "head", "mkdir", "readlink", "rm", "sed", "tr");

        Outcome outcome = launcher.with(
                        "PATH", Launcher.onlyTools(scratch, tools).toString())
                .run(PROGRAM);

        assertThat(outcome.err())
                .contains("\nFailed to fetch\npausa: Maven could not be downloaded, and no mvn is on PATH.")
                .contains("install Maven 3.6.3 or newer");
        assertThat(outcome.status()).isEqualTo(3);
    }

    /** What the stand-in for java prints. */
    private String ran(String... arguments) {
        Path jar = project.resolve("bundle/target/launcher/pausa.jar");
        String fixed = "-Dfile.encoding=UTF-8|-cp|" + jar + "|" + PROGRAM + "|";
        return fixed + Stream.of(arguments).map(argument -> argument + "|").collect(joining());
    }

    /** Has the program run once, then makes all sources old and the jar somewhat younger. */
    private void runAndAge() throws Exception {
        launcher.run(PROGRAM);
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
        }
        Files.setLastModifiedTime(project.resolve("bundle/target/launcher/pausa.jar"), LATER);
    }

    /** Gives the project a Maven that ends with this command. */
    private void maven(String command) throws IOException {
        String[] lines = Stream.concat(Stream.of(MAVEN), Stream.of(command)).toArray(String[]::new);
        Launcher.executable(project.resolve("mvnw"), lines);
    }

    /** Has a Maven that lies elsewhere work on the project. */
    private void rebase(Path maven) throws IOException {
        String text = Files.readString(maven);
        Files.writeString(maven, text.replace("$(dirname \"$0\")", "'" + project + "'"));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
        assertThat(to.toFile().setExecutable(true)).isTrue();
        return to;
    }
}
