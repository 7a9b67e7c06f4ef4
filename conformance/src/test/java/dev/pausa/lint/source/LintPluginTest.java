package dev.pausa.lint.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin around the checks: settings, classes of several files and compilations, and faults of its own. */
class LintPluginTest {
    private static final String IMPORTS = "import static dev.pausa.Coroutine.*; ";

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name + ".java"), text);
    }

    private List<String> findings(Path... files) {
        return Compilation.of(directory, List.of(files)).findings();
    }

    @Test
    void a_reference_in_another_file_makes_a_method_a_body() throws IOException {
        Path act = file("Act", IMPORTS + "class Act { static Object act() throws Exception { return suspend(1); } }");
        Path use = file("Use", IMPORTS + "class Use { dev.pausa.Coroutine<Object> c = coroutine(Act::act); }");
        assertThat(findings(act, use)).isEmpty();
        assertThat(findings(use, act)).isEmpty();
    }

    /** As when one file was changed and the others are class files. */
    @Test
    void a_method_that_may_be_a_body_of_another_compilation_breaks_none() throws IOException {
        Path act = file("Act", IMPORTS + "class Act { static Object act() throws Exception { return suspend(1); } }");
        assertThat(Compilation.of(directory, List.of(act)).isSuccessful()).isTrue();
        assertThat(findings(act)).singleElement().asString().startsWith("1:96 warning [pausa:outside-body] suspend");
    }

    @Test
    void an_ordinary_call_in_another_file_shows_that_a_method_is_none() throws IOException {
        Path act = file("Act", IMPORTS + "class Act { static Object act() throws Exception { return suspend(1); } }");
        Path use = file("Use", "class Use { Object o = Act.act(); Use() throws Exception {} }");
        assertThat(findings(act, use)).singleElement().asString().startsWith("1:96 error [pausa:outside-body]");
    }

    @Test
    void all_checks_can_be_switched_off() throws IOException {
        Path wrong =
                file("Wrong", IMPORTS + "class Wrong { private Object o = suspend(1); Wrong() throws Exception {} }");
        Compilation off = Compilation.of(directory, List.of(wrong), "off=all");
        assertThat(off.all()).isEmpty();
        assertThat(off.isSuccessful()).isTrue();
    }

    @Test
    void strict_makes_errors_of_warnings() throws IOException {
        Path wrong = file("Wrong", IMPORTS + "class Wrong { void act() { coroutine(() -> {}); } }");
        Compilation plain = Compilation.of(directory, List.of(wrong));
        Compilation strict = Compilation.of(directory, List.of(wrong), "strict");
        assertThat(plain.isSuccessful()).isTrue();
        assertThat(strict.isSuccessful()).isFalse();
        assertThat(strict.findings())
                .singleElement()
                .isEqualTo(plain.findings().get(0).replace("warning", "error"));
    }

    @Test
    void a_setting_that_does_not_exist_is_told_once() throws IOException {
        Path right = file("Right", "class Right {} class Second {}");
        for (String setting : List.of("on=all", "off=outside", "of")) {
            Compilation compilation = Compilation.of(directory, List.of(right), setting);
            assertThat(compilation.isSuccessful()).isTrue();
            assertThat(compilation.messages())
                    .containsExactly("-Xplugin: Pausa does not know '" + setting.replace("off=", "")
                            + "'; write -Xplugin:\"Pausa off=ID,ID\", with the ids that its messages show, or"
                            + " off=all, or strict, by which warnings are errors");
        }
    }

    @Test
    void a_fault_of_its_own_is_told_once_and_breaks_nothing() throws IOException {
        Path wrong = file(
                "Wrong",
                IMPORTS + "class Wrong { private Object o = suspend(1); Wrong() throws Exception {} } class Second {}");
        LintPlugin faulty = new LintPlugin(findings -> new ClassReader(findings) {
            @Override
            void read(CompilationUnitTree file, com.sun.source.tree.Tree type) {
                throw new StackOverflowError("planted");
            }
        });
        Compilation compilation =
                Compilation.with(faulty, directory, System.getProperty("java.class.path"), List.of(wrong));
        assertThat(compilation.isSuccessful()).isTrue();
        assertThat(compilation.messages())
                .containsExactly("the checks of Pausa end here, by a fault of their own that changes nothing else"
                        + " (java.lang.StackOverflowError: planted); please report it");
    }

    @Test
    void where_the_library_cannot_be_seen_nothing_is_read() throws IOException {
        Path other =
                file("Other", "class Other { static Object suspend(Object o) { return o; } Object o = suspend(1); }");
        LintPlugin faulty = new LintPlugin(findings -> {
            throw new IllegalStateException("a reader was made");
        });
        Compilation compilation = Compilation.with(faulty, directory, directory.toString(), List.of(other));
        assertThat(compilation.all()).isEmpty();
        assertThat(compilation.isSuccessful()).isTrue();
    }

    @Test
    void files_without_a_class_are_read() throws IOException {
        Path info = file("package-info", "package sample;");
        Path empty = file("Empty", ";");
        Path wrong =
                file("Wrong", IMPORTS + "class Wrong { private Object act() throws Exception { return suspend(1); } }");
        assertThat(findings(info, empty, wrong)).hasSize(1);
    }
}
