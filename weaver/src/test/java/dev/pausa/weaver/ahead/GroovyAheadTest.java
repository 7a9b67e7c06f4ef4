package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Compilation;
import groovy.lang.GroovyObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies in Groovy, which puts the code of a lambda into a class of its own. */
class GroovyAheadTest {
    @TempDir
    Path directory;

    private static final String SOURCE = """
            package p
            import static dev.pausa.Coroutine.*
            import dev.pausa.*
            import groovy.transform.CompileStatic

            @CompileStatic
            class G {
                private int secret = 40
                Coroutine<Object> lambda(int n) {
                    Coroutine.ResultBody<Object> body = () -> {
                        Object got = suspend(n)
                        return n + (int) got
                    }
                    return coroutine(body)
                }
                Coroutine<Object> object() {
                    return coroutine(new Coroutine.ResultBody<Object>() {
                        @Override Object run() { return (int) suspend(0) + 1 }
                    })
                }
                Object named() { return (int) suspend(0) + secret }
                Coroutine<Object> reference() {
                    Coroutine.ResultBody<Object> body = this::named
                    return coroutine(body)
                }
                static Object drive(Coroutine<Object> c) {
                    c.send(null)
                    return ((Step.Returned) c.step(2)).value()
                }
                static Object run() {
                    G g = new G()
                    return [drive(g.lambda(3)), drive(g.object()), drive(g.reference())].toString()
                }
            }
            """;

    @Rule("W31")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void bodies_in_groovy_are_woven(Mode mode) throws Throwable {
        Project project = new Project(directory.resolve("project"));
        compile(project.classes);
        project.weave(mode);
        assertThat(project.runNeverWeaving("G", Path.of(Compilation.home(GroovyObject.class))))
                .isEqualTo("[5, 3, 42]");
    }

    private void compile(Path classes) throws Exception {
        Path source = Files.writeString(directory.resolve("G.groovy"), SOURCE);
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setTargetBytecode(CompilerConfiguration.JDK17);
        configuration.setTargetDirectory(classes.toFile());
        CompilationUnit unit = new CompilationUnit(configuration);
        unit.addSource(new File(source.toString()));
        unit.compile();
    }
}
