package dev.pausa.maven;

import dev.pausa.lint.Check.Severity;
import dev.pausa.lint.bytecode.ClassLint;
import dev.pausa.lint.bytecode.Finding;
import dev.pausa.lint.bytecode.Switches;
import dev.pausa.lint.bytecode.UnreadableException;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Looks for mistakes with coroutines in the project's class files. What javac compiles is checked as it is compiled,
 * without this goal, which is for what other compilers have made: Kotlin's, Groovy's, Eclipse's. An error fails the
 * build.
 *
 * @since 0.1.0
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class LintMojo extends AbstractMojo {
    /**
     * Whether to do nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.lint.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Whether a warning fails the build, too.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.lint.strict", defaultValue = "false")
    private boolean strict;

    /**
     * The ids of checks that are left out, such as <code>blocking-call</code>.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.lint.off")
    private List<String> off = List.of();

    /**
     * Checks that are left out in some classes, each as <code>CLASS=ID,ID</code>, where <code>*</code> in the name of
     * the class stands for anything.
     *
     * @since 0.1.0
     */
    @Parameter(property = "pausa.lint.offIn")
    private List<String> offIn = List.of();

    /**
     * The folders, jars and class files that are looked at, all at once; if it is empty, the project's classes. Those
     * that do not exist are left out.
     *
     * @since 0.1.0
     */
    @Parameter
    private List<File> places = List.of();

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    private File classes;

    /** For Maven. */
    public LintMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped, since pausa.lint.skip is set");
            return;
        }
        List<Finding> findings = findings();
        findings.forEach(this::tell);
        List<Finding> bad = findings.stream().filter(this::isBad).toList();
        if (!bad.isEmpty()) {
            throw new MojoFailureException(Woven.number(bad.size(), "mistake", "mistakes")
                    + " with coroutines, told above with what to write instead; docs/lint.md explains each check");
        }
    }

    private List<Finding> findings() throws MojoExecutionException {
        try {
            Switches switches = new Switches();
            off.forEach(switches::off);
            offIn.forEach(switches::offIn);
            List<File> wanted = places.isEmpty() ? List.of(classes) : places;
            return ClassLint.check(
                    wanted.stream().filter(File::exists).map(File::toPath).toList(), switches);
        } catch (UnreadableException | IllegalArgumentException problem) {
            throw new MojoExecutionException(problem.getMessage(), problem);
        }
    }

    private boolean isBad(Finding finding) {
        return strict || finding.severity() == Severity.ERROR;
    }

    private void tell(Finding finding) {
        if (isBad(finding)) {
            getLog().error(finding.text());
        } else {
            getLog().warn(finding.text());
        }
    }
}
