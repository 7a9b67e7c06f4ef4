package dev.pausa.bundle;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the one jar, and in which form. */
class JarContentsIT {
    private static final int JAVA_17 = 61;
    private static final String SERVICES = "META-INF/services/";

    @Test
    void is_a_module_that_exports_its_public_packages_and_opens_none() {
        ModuleDescriptor module = module();
        assertThat(module.name()).isEqualTo("dev.pausa");
        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.isOpen()).isFalse();
        assertThat(module.opens()).isEmpty();
        assertThat(module.exports())
                .filteredOn(Exports::isQualified)
                .as("the doors of the test loop, of snapshots, and of the JDK's starter of agents, and no other")
                .extracting(Exports::toString)
                .containsExactlyInAnyOrder(
                        "dev.pausa.async.order to [dev.pausa.testing]",
                        "dev.pausa.frame to [dev.pausa.durable]",
                        "dev.pausa.weaver to [dev.pausa.durable]",
                        "dev.pausa.weaver.runtime to [dev.pausa.durable]",
                        "dev.pausa.weaver.agent to [java.instrument]");
        assertThat(module.exports().stream().filter(each -> !each.isQualified()).map(Exports::source))
                .contains("dev.pausa")
                .noneMatch(name -> name.startsWith("dev.pausa.weaver"));
        assertThat(module.rawVersion()).isPresent();
    }

    /** An application without them runs in a runtime image that has only java.base. */
    @Test
    void needs_no_module_at_run_time_but_java_base() {
        assertThat(module().requires().stream()
                        .filter(needed -> !needed.modifiers().contains(Requires.Modifier.STATIC))
                        .map(Requires::name))
                .containsExactly("java.base");
    }

    @Test
    void the_descriptor_lists_all_packages() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            assertThat(module().packages())
                    .isEqualTo(zip.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.contains("/") && !name.endsWith("/") && !name.startsWith("META-INF/"))
                            .map(name ->
                                    name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                            .collect(toSet()));
        }
    }

    @Test
    void the_jar_brings_nothing_that_could_clash() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .filteredOn(name -> !name.endsWith("/"))
                    .allMatch(name -> name.startsWith("dev/pausa/")
                            || name.startsWith("META-INF/")
                            || name.equals("module-info.class"));
        }
    }

    @Test
    void is_a_bundle_that_exports_what_the_module_exports() throws IOException {
        try (JarFile jar = new JarFile(Launcher.jar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("dev.pausa");
            assertThat(manifest.getValue("Export-Package").split(","))
                    .filteredOn(export -> !export.endsWith(";mandatory:=woven"))
                    .allMatch(export -> export.matches("[a-z.]+;version=\"[0-9.]+\""))
                    .extracting(export -> export.substring(0, export.indexOf(';')))
                    .containsExactlyInAnyOrderElementsOf(module().exports().stream()
                            .filter(export -> !export.isQualified())
                            .map(Exports::source)
                            .toList());
            assertThat(manifest.getValue("Automatic-Module-Name")).isNull();
        }
    }

    @Test
    void brings_its_licence_and_that_of_the_copy_of_asm() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            assertThat(text(zip, "META-INF/LICENSE")).contains("Apache License", "Version 2.0");
            assertThat(text(zip, "META-INF/NOTICE")).contains("dev.pausa.weaver.asm", "META-INF/licenses/ASM.txt");
            assertThat(text(zip, "META-INF/licenses/ASM.txt"))
                    .contains("ASM", "France Telecom", "Redistributions in binary form must reproduce");
        }
    }

    /** The one way in which a tool that keeps only what is referred to can know of what the core finds by name. */
    @Test
    void names_as_services_what_is_found_by_name() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            List<String> services = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList();
            assertThat(services).contains(SERVICES + "dev.pausa.frame.Weaver");
            for (String service : services) {
                String[] lines = text(zip, service).split("\n");
                assertThat(classes(zip)).contains(lines[lines.length - 1]);
            }
        }
    }

    /**
     * Older class files have no stack map frames: the JVM archives none of them and verifies them by the slow, old way.
     */
    @Test
    void all_classes_are_of_the_class_file_version_of_java_17() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList()) {
                try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                    in.readInt();
                    in.readUnsignedShort();
                    assertThat(in.readUnsignedShort()).as(entry.getName()).isEqualTo(JAVA_17);
                }
            }
        }
    }

    /** The build has given ASM's classes new stack map frames. A class is verified before it is initialised. */
    @Test
    void the_jvm_verifies_all_classes_of_asm() throws Exception {
        URL jar = Launcher.jar().toUri().toURL();
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            List<String> asm = classes(zip).stream()
                    .filter(name -> name.startsWith("dev.pausa.weaver.asm."))
                    .toList();
            assertThat(asm).hasSizeGreaterThan(100).contains("dev.pausa.weaver.asm.ClassReader");
            for (String name : asm) {
                assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
            }
        }
    }

    /** So that two builds of the same sources make the same jar, byte for byte. */
    @Test
    void nothing_in_the_jar_tells_when_or_by_whom_it_was_built() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
            assertThat(text(zip, JarFile.MANIFEST_NAME))
                    .doesNotContain("Built-By", "Build-Time", System.getProperty("user.dir"));
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        assertThat(zip.getEntry(name)).as(name).isNotNull();
        return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ModuleDescriptor module() {
        return ModuleFinder.of(Launcher.jar()).find("dev.pausa").orElseThrow().descriptor();
    }

    /** The binary names of the classes, all of which are in packages. */
    private static List<String> classes(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class") && name.contains("/"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .toList();
    }
}
