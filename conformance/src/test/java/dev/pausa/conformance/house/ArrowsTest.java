package dev.pausa.conformance.house;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.pausa.conformance.house.Layer.MAIN_PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Which part of the library uses which. The rules are in {@link Layer}. Where this fails, the message names each use
 * that is not allowed with its line; a new package goes into a part there.
 */
class ArrowsTest {

    /** One class that uses another one of a part that it should not know. */
    private record Exemption(String from, String to, String reason) {}

    private static final List<Exemption> EXEMPTIONS = List.of(
            new Exemption("Generator$Yielder", "Generator", "yieldFrom takes a generator"),
            new Exemption("Coroutine$Block", "Coroutine", "bind makes one of it"),
            new Exemption("Coroutine$ResultBlock", "Coroutine", "bind makes one of it"),
            new Exemption("frame.GeneratorFrame", "Generator", "it is the yielder that a body gets"),
            new Exemption("frame.IteratorFrame", "Generator", "yieldAll raises into a generator, as into no iterator"),
            new Exemption("weaver.Names", "Coroutine", "an await is told by the class that it is a call of"));

    /** Modules that are no part of the library, but programs that use it; of bundle, tests are where OSGi is. */
    private static final Set<String> PROGRAMS = Set.of(
            "benchmarks",
            "bundle",
            "durable-demo",
            "durable-evidence",
            "examples",
            "maven-plugin",
            "packaging",
            "service",
            "service-peers");

    /** The packages that know each other: what {@link Layer} says of their classes is checked all the same. */
    private static final Set<String> HEART = Set.of(MAIN_PACKAGE, "dev.pausa.frame", "dev.pausa.woven");

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MAIN_PACKAGE);

    private static String fullName(String name) {
        return MAIN_PACKAGE + "." + name;
    }

    @Test
    void each_part_uses_only_what_it_may_and_each_class_is_in_a_part() {
        LayeredArchitecture parts = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(MAIN_PACKAGE + "..");
        for (Layer layer : Layer.values()) {
            parts = parts.layer(layer.name()).definedBy(layer.classes);
        }
        for (Layer layer : Layer.values()) {
            String[] uses = layer.uses.stream().map(Layer::name).toArray(String[]::new);
            var rule = parts.whereLayer(layer.name());
            parts = uses.length == 0 ? rule.mayNotAccessAnyLayer() : rule.mayOnlyAccessLayers(uses);
        }
        for (Exemption each : EXEMPTIONS) {
            parts = parts.ignoreDependency(fullName(each.from), fullName(each.to));
        }
        parts.ensureAllClassesAreContainedInArchitecture().check(LIBRARY);
    }

    @ParameterizedTest
    @FieldSource("EXEMPTIONS")
    void each_exemption_is_needed(Exemption exemption) {
        assertThat(LIBRARY.get(fullName(exemption.from)).getDirectDependenciesFromSelf())
                .extracting(use -> use.getTargetClass().getName())
                .contains(fullName(exemption.to));
    }

    @Test
    void each_protocol_exists() {
        assertThat(Layer.protocolNames())
                .allSatisfy(name ->
                        assertThat(LIBRARY).anyMatch(type -> type.getName().endsWith(name)));
    }

    @Test
    void packages_know_each_other_in_one_direction() {
        slices().assignedFrom(new PackageOrHeart()).should().beFreeOfCycles().check(LIBRARY);
    }

    /** Each package by itself, but for the heart. */
    private static final class PackageOrHeart implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(HEART.contains(name) ? MAIN_PACKAGE : name);
        }

        @Override
        public String getDescription() {
            return "packages, the heart as one";
        }
    }

    /** A module that is not on the class path here would go unchecked. */
    @Test
    void every_class_of_the_library_is_looked_at() throws IOException {
        assertThat(librarySources())
                .as("classes of modules that conformance/pom.xml does not name, or of programs that PROGRAMS does not")
                .isNotEmpty()
                .allMatch(LIBRARY::contain);
    }

    private static List<String> librarySources() throws IOException {
        try (Stream<Path> modules = Stream.concat(Files.list(Path.of("..")), Files.list(Path.of("../adapters")))) {
            return modules.filter(
                            module -> !PROGRAMS.contains(module.getFileName().toString()))
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ArrowsTest::classesIn)
                    .toList();
        }
    }

    /** The names of the classes whose sources are below a folder. */
    private static Stream<String> classesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
                    .map(name ->
                            name.substring(0, name.length() - ".java".length()).replaceAll("[/\\\\]", "."))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
