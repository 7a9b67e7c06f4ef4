package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library lends nobody its own rights. A module opens a package to {@code dev.pausa} alone; another one, which does
 * everything that class files can do, reaches nothing in it, and changes no object that it does not hold by right.
 */
class ModuleRightsIT {
    private static final int ATTEMPTS = 19;

    @TempDir
    Path folder;

    @Test
    void what_is_open_to_the_library_is_open_to_nobody_else() throws Exception {
        String jar = System.getProperty("pausa.jar");
        Path app = compile("app", List.of("-p", jar));
        List<String> asIfExported = new ArrayList<>(List.of("-p", jar + File.pathSeparator + app));
        asIfExported.add("--add-exports=dev.pausa/dev.pausa.frame=evil");
        Path evil = compile("evil", asIfExported);

        List<String> lines = run(
                "-p", String.join(File.pathSeparator, jar, app.toString(), evil.toString()), "-m", "evil/evil.Evil");

        assertThat(lines).startsWith("guarding", "mine");
        assertThat(lines).noneMatch(line -> line.startsWith("REACHED"));
        assertThat(lines).filteredOn(line -> line.startsWith("REFUSED")).hasSize(ATTEMPTS);
        assertThat(lines).hasSize(2 + ATTEMPTS);
    }

    private Path compile(String module, List<String> options) throws Exception {
        Path sources = Path.of(resource("/rights/" + module));
        Path classes = Files.createDirectories(folder.resolve(module));
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
        assertThat(status).as("javac on %s", module).isZero();
        return classes;
    }

    private static URI resource(String name) throws Exception {
        return ModuleRightsIT.class.getResource(name).toURI();
    }

    private static List<String> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }
}
