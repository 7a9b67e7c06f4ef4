package dev.pausa.maven;

import dev.pausa.weaver.ahead.Place;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Fails the build if a body in the project's classes is not woven, or was changed since by something that runs later.
 * Changes nothing.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class CheckMojo extends AbstractWeaveMojo {
    /**
     * The folder whose class files are looked at.
     *
     * @since 0.1.0
     */
    @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
    private File classes;

    /** For Maven. */
    public CheckMojo() {}

    @Override
    File classes() {
        return classes;
    }

    @Override
    List<String> classPath() throws DependencyResolutionRequiredException {
        return project.getCompileClasspathElements();
    }

    @Override
    void use(Place place, Woven woven, LastWeaving last) throws IOException, MojoFailureException {
        List<String> wrong = new ArrayList<>();
        woven.changes().forEach(name -> wrong.add(name + " is not what weaving makes of it"));
        last.changed(woven.folder())
                .forEach(file -> wrong.add(file + " was changed or deleted after it was rewritten"));
        wrong.forEach(getLog()::error);
        if (!wrong.isEmpty()) {
            throw new MojoFailureException(Woven.number(wrong.size(), "class file", "class files") + " in "
                    + woven.folder() + " are not as they were woven: let the goal weave run, with the same parameters,"
                    + " after everything else that changes class files");
        }
        getLog().info(woven.bodies() + ", all woven");
    }
}
