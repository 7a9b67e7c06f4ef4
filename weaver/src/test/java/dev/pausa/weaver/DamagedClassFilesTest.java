package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shapes whose classes were loaded from sound files, which are damaged when the weaver reads them: a body that is woven
 * does as before, and else the error says what is wrong.
 *
 * <p>A file that the JVM itself would take is another program, not a damaged one: its bodies are woven and not run.
 *
 * <p>{@code -Ddamage.count=3000 -Ddamage.seed=1} makes 3000 mutants, those of the seeds from 1 on.
 */
class DamagedClassFilesTest {
    private static final long SEED = Long.getLong("damage.seed", 20_000);
    private static final int COUNT = Integer.getInteger("damage.count", 300);

    @TempDir
    static Path directory;

    /** What may come of a mutant. */
    private enum Outcome {
        DOES_AS_BEFORE,
        ANOTHER_PROGRAM,
        REFUSED
    }

    @Test
    @Timeout(value = 3600, threadMode = ThreadMode.SEPARATE_THREAD) // a body that never ends is found here
    void damagedFilesAreRefusedOrDoNoHarm() throws IOException {
        System.out.println("damaged class files: " + COUNT + " mutants, -Ddamage.seed=" + SEED);
        Compilation sound = compileShapes("sound", false);
        Compilation reference = compileShapes("reference", true);
        List<Method> shapes = new ArrayList<>();
        for (String name : sound.classNames()) {
            shapes.addAll(ShapesTest.shapesOf(sound, name));
        }
        List<String> failures = new ArrayList<>();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            Random random = new Random(seed);
            Method shape = shapes.get(random.nextInt(shapes.size()));
            Trial trial = new Trial(sound.classes(), shape, reference, random);
            try {
                outcomes.merge(trial.outcome(), 1, Integer::sum);
            } catch (Throwable failed) {
                failures.add("-Ddamage.count=1 -Ddamage.seed=" + seed + ": " + trial + ": " + shown(failed));
            }
        }
        System.out.println("damaged class files: " + outcomes);
        assertThat(failures).isEmpty();
        assertThat(COUNT < 100 || outcomes.keySet().containsAll(List.of(Outcome.values())))
                .as("%s", outcomes)
                .isTrue();
    }

    private static String shown(Throwable failed) {
        StackTraceElement[] trace = failed.getStackTrace();
        return failed
                + (trace.length == 0 ? "" : " at " + trace[0])
                + (failed.getCause() == null ? "" : " from " + shown(failed.getCause()));
    }

    private static Compilation compileShapes(String name, boolean asReference) throws IOException {
        Path shapes = Path.of(Compilation.home(DamagedClassFilesTest.class), "shapes", "java17");
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shapes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String text = Files.readString(file);
                Path copy =
                        directory.resolve(name).resolve(shapes.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                sources.add(Files.writeString(copy, asReference ? Reference.toReference(text) : text));
            }
        }
        return Compilation.of(
                ToolProvider.getSystemJavaCompiler(), List.of("-g"), sources, directory.resolve(name + "-classes"));
    }

    /** One mutant of a shape's class. */
    private static final class Trial {
        private final Path classes;
        private final Method shape;
        private final Compilation reference;
        private final String file;
        private final Mutant mutant;

        Trial(Path classes, Method shape, Compilation reference, Random random) throws IOException {
            this.classes = classes;
            this.shape = shape;
            this.reference = reference;
            this.file = shape.getDeclaringClass().getName().replace('.', '/') + ".class";
            this.mutant = Mutant.of(Files.readAllBytes(classes.resolve(file)), random);
        }

        @Override
        public String toString() {
            return shape.getDeclaringClass().getName() + "." + shape.getName() + ", " + mutant.accident();
        }

        Outcome outcome() throws Throwable {
            boolean isTaken = isTakenByJvm();
            ClassLoader loader = new ServingLoader(classes, getClass().getClassLoader()) {
                @Override
                public byte[] resource(String name, byte[] original) {
                    return name.equals(file) ? mutant.bytes() : original;
                }
            };
            try {
                Class<?> type = Class.forName(shape.getDeclaringClass().getName(), true, loader);
                new Run(Run.Mode.FINISH, 0, Run.Leaf.AWAITABLE); // makes it the current one
                Compilation.call(loader, type.getName(), shape.getName());
                if (isTaken) {
                    return Outcome.ANOTHER_PROGRAM;
                }
                play(type);
                return Outcome.DOES_AS_BEFORE;
            } catch (ExceptionInInitializerError inInitializer) { // where shapes make coroutines, too
                return refused(inInitializer.getCause());
            } catch (WeaveException refused) {
                return refused(refused);
            }
        }

        private static Outcome refused(Throwable thrown) throws Throwable {
            if (!(thrown instanceof WeaveException refused)) {
                throw thrown;
            }
            assertThat(refused.reason()).as("%s", refused).isNotEqualTo(Reason.INTERNAL);
            return Outcome.REFUSED;
        }

        private void play(Class<?> type) throws Throwable {
            String name = type.getName();
            Method expected = Class.forName(name, true, Compilation.load(reference.classes()))
                    .getDeclaredMethod(shape.getName());
            try {
                new Player(type.getDeclaredMethod(shape.getName()), expected).playAll();
            } catch (AssertionError failed) { // a body that this one begins may be refused
                throw failed.getCause() instanceof WeaveException refused ? refused : failed;
            }
        }

        /** Whether the JVM would load and verify the mutant as the class. */
        private boolean isTakenByJvm() {
            String name = shape.getDeclaringClass().getName();
            ClassLoader loader = new ServingLoader(classes, getClass().getClassLoader()) {
                @Override
                public byte[] resource(String resource, byte[] original) {
                    return original;
                }

                @Override
                protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                    boolean isMutant = wanted.equals(name) && findLoadedClass(name) == null;
                    return isMutant
                            ? defineClass(name, mutant.bytes(), 0, mutant.bytes().length)
                            : super.loadClass(wanted, resolve);
                }
            };
            try {
                loader.loadClass(name).getDeclaredMethods(); // links it, and so verifies it
                return true;
            } catch (NoClassDefFoundError namesAnotherClass) { // which is well-formed, though no such class is there
                return true;
            } catch (LinkageError | ClassNotFoundException | SecurityException refused) {
                return false;
            }
        }
    }
}
