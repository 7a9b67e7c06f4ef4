package dev.pausa.maven;

import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Place;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals have in common that weave, or ask whether all is woven. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractWeaveMojo extends AbstractMojo {
    /**
     * Whether to do nothing. What is not woven ahead is woven when it is first used.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.skip", defaultValue = "false")
    private boolean skip;

    /**
     * What becomes of classes that have bodies: with <code>add</code> they stay as they were compiled, and what their
     * bodies need is put beside them; with <code>rewrite</code> they are rewritten, too, which makes the program start
     * and run faster, and lets it do without the weaver. Rewriting cannot be undone: after a change from
     * <code>rewrite</code> to <code>add</code>, <code>mvn clean</code> is needed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.mode", defaultValue = "add")
    private String mode;

    /**
     * Whether paused bodies keep all variables that are in scope, for a debugger to show, and not only those that are
     * still needed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.debug", defaultValue = "false")
    private boolean debug;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** The folder of class files. */
    abstract File classes();

    /** What they refer to. */
    abstract List<String> classPath() throws DependencyResolutionRequiredException;

    /** Uses what was made of the class files, and what rewriting left there. */
    abstract void use(Place place, Woven woven, LastWeaving last)
            throws IOException, MojoExecutionException, MojoFailureException;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path folder = classes().toPath();
        if (skip) {
            getLog().info("Skipped, since pausa.skip is set");
        } else if (!Files.isDirectory(folder)) {
            getLog().info("Nothing to weave: there is no folder " + folder);
        } else {
            weave(folder);
        }
    }

    private void weave(Path folder) throws MojoExecutionException, MojoFailureException {
        Mode meant = meant();
        try (ClassPath around = new ClassPath(String.join(File.pathSeparator, classPath()))) {
            LastWeaving last = LastWeaving.read(record());
            refuseOtherwise(folder, last);
            Place place = Place.at(folder);
            Woven woven = new Woven(folder, place.weave(around, meant, debug));
            refuse(woven);
            use(place, woven, last);
        } catch (IOException | DependencyResolutionRequiredException failed) {
            throw new MojoExecutionException("cannot weave " + folder + ": " + failed.getMessage(), failed);
        }
    }

    /** Where it is kept what rewriting left. */
    final Path record() {
        Path build = Path.of(project.getBuild().getDirectory());
        return build.resolve("pausa").resolve(classes().getName() + ".txt");
    }

    /** What rewriting has left in the folder; nothing if it is not rewritten. */
    final LastWeaving now(Path folder) throws IOException, MojoExecutionException {
        return meant() == Mode.REWRITE ? LastWeaving.of(how(), folder) : LastWeaving.NONE;
    }

    private String how() {
        return "rewritten" + (debug ? " for a debugger" : "");
    }

    private void refuseOtherwise(Path folder, LastWeaving last)
            throws IOException, MojoExecutionException, MojoFailureException {
        String wanted = meant() == Mode.REWRITE ? how() : "added to";
        if (last.isThereOtherwise(wanted, folder)) {
            throw new MojoFailureException("classes in " + folder + " are " + last.how() + ", and are to be " + wanted
                    + " now; rewriting cannot be undone: run `mvn clean`, or delete the folder");
        }
    }

    private Mode meant() throws MojoExecutionException {
        for (Mode each : Mode.values()) {
            if (each.name().equals(mode.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new MojoExecutionException(
                "the parameter mode (pausa.mode) is '" + mode + "', which is none; write add or rewrite");
    }

    /** A body that cannot be woven ahead cannot be woven when it is used either. */
    private void refuse(Woven woven) throws MojoFailureException {
        woven.problems().forEach(getLog()::error);
        if (!woven.problems().isEmpty()) {
            throw new MojoFailureException(Woven.number(woven.problems().size(), "body cannot", "bodies cannot")
                    + " be woven in " + woven.folder() + ", where nothing was changed; what is wrong, where, and what"
                    + " to do is said above");
        }
    }
}
