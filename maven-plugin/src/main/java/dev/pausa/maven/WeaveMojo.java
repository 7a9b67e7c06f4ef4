package dev.pausa.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Weaves the bodies in the project's classes, so that nothing is woven when the program runs. It must come after
 * whatever else changes class files. A body that cannot be woven fails the build.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "weave",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class WeaveMojo extends WeavingMojo {
    /**
     * The folder whose class files are woven.
     *
     * @since 0.1.0
     */
    @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
    private File classes;

    /** For Maven. */
    public WeaveMojo() {}

    @Override
    File classes() {
        return classes;
    }

    @Override
    List<String> classPath() throws DependencyResolutionRequiredException {
        return project.getCompileClasspathElements();
    }
}
