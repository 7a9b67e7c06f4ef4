package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The Javadoc jar, which is the manual. */
class ManualIT {

    /**
     * The one package that is exported for woven code alone. The javadoc of JDK 25 documents it all the same, since
     * the module exports it; that of JDK 17 leaves it out, as it is told.
     */
    private static final String PORCH = "dev.pausa.woven";

    /** The build names the packages to leave out, since javadoc documents each source file that it is given. */
    @Test
    void documents_what_the_module_exports_to_people() throws IOException {
        List<String> exported =
                ModuleFinder.of(Launcher.jar()).find("dev.pausa").orElseThrow().descriptor().exports().stream()
                        .filter(export -> !export.isQualified())
                        .map(Exports::source)
                        .toList();
        assertThat(exported).contains(PORCH);
        assertThat(documented())
                .filteredOn(name -> !name.equals(PORCH))
                .as("the packages in the Javadoc; excludePackageNames in bundle/pom.xml says which are"
                        + " left out; after a change there: mvnw clean")
                .containsExactlyInAnyOrderElementsOf(
                        exported.stream().filter(name -> !name.equals(PORCH)).toList());
    }

    private static List<String> documented() throws IOException {
        Path jar = Launcher.jar();
        Path manual = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "-javadoc.jar"));
        try (ZipFile zip = new ZipFile(manual.toFile())) {
            String list =
                    new String(zip.getInputStream(zip.getEntry("element-list")).readAllBytes(), StandardCharsets.UTF_8);
            return list.lines().filter(line -> !line.startsWith("module:")).toList();
        }
    }
}
