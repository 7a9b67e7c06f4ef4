package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.runtime.RuntimeWeaver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Processes that have the core and these tests rewritten ahead of time, and neither the weaver nor ASM; in which no
 * class can be defined by a lookup, and no lambda be asked for its code.
 */
public final class ClosedJvm {
    private static final Path REFUSING_JDK = Path.of("../packaging/src/build/java/RefusingJdk.java");

    private static final String RESULT = "result: ";

    private final List<String> options;

    /**
     * Makes what such processes need.
     *
     * @param folder where it is put
     */
    public ClosedJvm(Path folder) throws IOException {
        Path patch = folder.resolve("patch");
        start(List.of("-cp", System.getProperty("java.class.path"), REFUSING_JDK.toString(), patch.toString()));
        List<String> classPath = new ArrayList<>();
        classPath.add(rewritten(Coroutine.class, folder.resolve("core")));
        classPath.add(rewritten(ClosedJvm.class, folder.resolve("tests")));
        others().forEach(classPath::add);
        options =
                List.of("-ea", "--patch-module=java.base=" + patch, "-cp", String.join(File.pathSeparator, classPath));
    }

    private static String rewritten(Class<?> type, Path to) throws IOException {
        Path home = Path.of(Compilation.home(type));
        if (Files.isDirectory(home)) {
            WovenAhead.copy(home, to);
        } else {
            Files.copy(home, to);
        }
        WovenAhead.weave(to, Mode.REWRITE, false);
        return to.toString();
    }

    /** What the tests have on their class path besides, without the weaver and ASM. */
    private static Stream<String> others() {
        Class<?>[] in = {
            Coroutine.class,
            ClosedJvm.class,
            RuntimeWeaver.class,
            ClassReader.class,
            ClassRemapper.class,
            ClassNode.class,
            Analyzer.class,
            CheckClassAdapter.class
        };
        List<String> out = Stream.of(in).map(Compilation::home).toList();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !out.contains(new File(each).getPath()));
    }

    /** Has such a program say something. */
    public static void say(String result) {
        System.out.println(RESULT + result);
    }

    /** Runs a program of these tests; returns what it says. */
    public List<String> run(Class<?> program, Object... arguments) {
        List<String> all = new ArrayList<>(options);
        all.add(program.getName());
        Stream.of(arguments).map(String::valueOf).forEach(all::add);
        return start(all).stream()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .toList();
    }

    private static List<String> start(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.onExit().join().exitValue();
            assertThat(status).as("%s: %s", command, said).isZero();
            return said.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
