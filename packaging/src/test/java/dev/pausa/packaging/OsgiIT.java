package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.App;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;

/** The one jar as a bundle of Apache Felix, beside an application that imports {@code dev.pausa} and nothing else. */
class OsgiIT {
    @TempDir
    Path folder;

    private Framework framework;

    @BeforeEach
    void startFramework() throws Exception {
        String storage = folder.resolve("storage").toString();
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        storage,
                        "felix.bootdelegation.implicit", // otherwise bundles see this test's class path
                        "false"));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void runs_in_a_bundle_that_imports_the_api_alone() throws Exception {
        install(Build.pausa()).start();
        assertThat(run(application())).isEqualTo(App.EXPECTED);
    }

    /** As after a restart of the framework in another order. */
    @Test
    void runs_in_a_bundle_that_was_started_before_pausa() throws Exception {
        Bundle application = application();
        Bundle pausa = install(Build.pausa());
        application.start();
        pausa.start();
        assertThat(run(application)).isEqualTo(App.EXPECTED);
    }

    @Test
    void runs_in_a_bundle_whose_classes_were_rewritten_ahead_of_time() throws Exception {
        install(Build.pausa()).start();
        Path jar = applicationJar();
        Build.rewrite(jar);
        assertThat(run(install(jar))).isEqualTo(App.EXPECTED);
    }

    /**
     * A bundle whose packages are imported is resolved, which makes its classes usable, and starts by nobody's doing.
     */
    @Test
    void tells_to_start_the_bundle_if_nobody_has() throws Exception {
        install(Build.pausa());
        Bundle application = application();
        assertThatThrownBy(() -> run(application))
                .cause()
                .hasMessageStartingWith("cannot weave the body at app.App.reachesPrivateMembers(App.java:")
                .hasMessageEndingWith("): its class loader "
                        + application.adapt(BundleWiring.class).getClassLoader()
                        + " leads to dev.pausa, but not to this"
                        + " library's dev.pausa.woven.Woven, which woven code needs; in an OSGi framework, start the"
                        + " bundle dev.pausa before bodies are used, since it imports the package into each"
                        + " bundle that has some; let any other loader"
                        + " delegate dev.pausa and all packages below it to the loader that has them");
    }

    private Bundle application() throws Exception {
        return install(applicationJar());
    }

    private Path applicationJar() throws Exception {
        return Build.jar(
                folder.resolve("app.jar"),
                Build.manifest(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        "app",
                        "Import-Package",
                        "dev.pausa;version=\"[0.1,1)\""),
                Build.classes());
    }

    private Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private static Object run(Bundle application) throws Exception {
        application.start();
        Class<?> app = application.loadClass("app.App");
        assertThat(app).isNotSameAs(App.class);
        return app.getMethod("run").invoke(null);
    }
}
