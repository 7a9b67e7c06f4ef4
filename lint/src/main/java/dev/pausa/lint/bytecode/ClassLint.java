package dev.pausa.lint.bytecode;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Finds mistakes with coroutines in class files: the checks that the plugin of javac makes on source code, for what
 * another compiler has made. What they look for is listed in {@link dev.pausa.lint.Check}.
 *
 * <p>All classes are read before any is judged, since a method of one may be the body of another. Classes that are not
 * given are known if they are the library's or the JDK's. What depends on others is not reported. Of classes that were
 * woven ahead of time, the code that people wrote is looked at.
 */
public final class ClassLint {
    private ClassLint() {}

    /**
     * Checks class files.
     *
     * @param places folders, jars and class files
     * @param switches which checks are made
     * @return what was found, in the order of files and lines
     * @throws UnreadableException if a place does not exist, or a file there is damaged or of a Java that is too new
     */
    public static List<Finding> check(Collection<Path> places, Switches switches) throws UnreadableException {
        Program program = new Program();
        for (Path place : places) {
            ClassPlace.read(place, program);
        }
        program.unweave();
        Bodies bodies = new Bodies(program);
        Findings findings = new Findings(switches);
        new Pauses(program, bodies, findings).look();
        Dropped dropped = new Dropped(program, bodies, findings);
        UnbegunResults unbegun = new UnbegunResults(program, bodies, findings);
        BlockingCalls blocking = new BlockingCalls(program, bodies, findings);
        HeldLocks locks = new HeldLocks(program, bodies, findings);
        Handlers handlers = new Handlers(program, bodies, findings);
        LargeBodies large = new LargeBodies(program, bodies, findings);
        for (Code code : program.codes()) {
            dropped.lookAt(code);
            unbegun.lookAt(code);
            blocking.lookAt(code);
            locks.lookAt(code);
            handlers.lookAt(code);
            large.lookAt(code);
        }
        new UnsavableValues(program, bodies, findings).look();
        return findings.sorted();
    }
}
