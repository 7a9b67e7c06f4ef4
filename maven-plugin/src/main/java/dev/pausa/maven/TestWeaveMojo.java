package dev.pausa.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Weaves the bodies in the project's test classes, as <code>weave</code> does with its classes.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "test-weave",
        defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class TestWeaveMojo extends WeavingMojo {
    /**
     * The folder whose class files are woven.
     *
     * @since 0.1.0
     */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}", required = true)
    private File testClasses;

    /** For Maven. */
    public TestWeaveMojo() {}

    @Override
    File classes() {
        return testClasses;
    }

    @Override
    List<String> classPath() throws DependencyResolutionRequiredException {
        return project.getTestClasspathElements();
    }
}
