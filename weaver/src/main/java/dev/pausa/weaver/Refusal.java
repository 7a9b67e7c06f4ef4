package dev.pausa.weaver;

import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import dev.pausa.frame.Kind;
import dev.pausa.trace.TypeNames;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The errors of the weaver: each says what is wrong, where, and what to do. */
public final class Refusal {
    private Refusal() {}

    static WeaveException heldMonitor(BodySource source, int line) {
        return at(
                source,
                line,
                Reason.HELD_MONITOR,
                "it pauses inside a synchronized block or method, and a monitor belongs to a thread, which"
                        + " may be another"
                        + " one when the body goes on; leave the block before the pause, or use a lock that belongs to"
                        + " no thread",
                null);
    }

    static WeaveException awaitInGenerator(BodySource source, int line) {
        return at(
                source,
                line,
                Reason.AWAIT_IN_GENERATOR,
                "it is a generator's body, which can only yield, and it calls await or suspend; make it an"
                        + " asyncGenerator(...), whose body may await between its yields",
                null);
    }

    static WeaveException awaitInLambda(BodySource source, int line, AbstractInsnNode call, String interfaceName) {
        String name = ((MethodInsnNode) call).name;
        return at(
                source,
                line,
                Reason.AWAIT_IN_LAMBDA,
                "a lambda inside it calls " + name + ", and the lambda is no body itself: it is a "
                        + interfaceName.replace('$', '.')
                        + ", which runs as an ordinary method, where nothing can pause; call "
                        + name
                        + " outside of the lambda, or make the lambda's code a coroutine or generator of its own",
                null);
    }

    public static WeaveException noCode(BodySource source) {
        return at(
                source,
                -1,
                Reason.NO_CODE,
                "the method is native or abstract, so there is no bytecode to weave; give a lambda that calls it",
                null);
    }

    static WeaveException tooLarge(BodySource source, int size, Throwable cause) {
        return at(
                source,
                source.firstLine(),
                Reason.TOO_LARGE,
                "woven it has " + size
                        + " bytes of code, and a class file allows 65535 for one method; move parts of it into "
                        + ownBodies(source.kind()),
                cause);
    }

    static String ownBodies(Kind kind) {
        return kind == Kind.GENERATOR
                ? "generators of their own and give those to yieldFrom"
                : "coroutines of their own and await those";
    }

    public static WeaveException unreadable(String className, Throwable cause) {
        return new WeaveException(
                Reason.CLASS_FILE_UNREADABLE,
                className,
                null,
                "cannot weave the body in " + className + ": its class file cannot be read (" + cause + "); compile the"
                        + " class for Java 8 or newer, with an unmodified compiler",
                cause);
    }

    public static WeaveException changed(String className, String place, String where, String difference) {
        return new WeaveException(
                Reason.CLASS_FILE_CHANGED,
                className,
                null,
                "cannot weave the body in " + className + ", used at " + place + ": its class file, " + where
                        + ", is not the one that the class was loaded from: " + difference + "; if it was compiled anew"
                        + " meanwhile, start the program again; if an agent or a class loader changes the"
                        + " class as it is"
                        + " loaded, let the loader give the changed bytes as the resource "
                        + className.replace('.', '/') + ".class",
                null);
    }

    public static WeaveException hidden(String name, String place) {
        int address = name.lastIndexOf("0x"); // which the JVM appends to the name that the class was defined with
        String className = address > 0 ? name.substring(0, address - 1) : name;
        return new WeaveException(
                Reason.CLASS_FILE_NOT_FOUND,
                className,
                null,
                "cannot weave the body in " + className + ", used at " + place
                        + ": it is written in a hidden class, to which no"
                        + " name leads, so its class file cannot be found and no frame class can refer to"
                        + " it; define the class"
                        + " with Lookup.defineClass or through a class loader that gives its bytes as a"
                        + " resource, or move the"
                        + " body to a class that was compiled",
                null);
    }

    public static WeaveException damaged(BodySource source, String verdict, WeaveException internal) {
        return at(
                source,
                source.firstLine(),
                Reason.CLASS_FILE_UNREADABLE,
                "the class file of " + source.className() + " is damaged, and the JVM would refuse it (" + verdict
                        + "), though the class was loaded from it or from another one; compile or copy it anew",
                internal);
    }

    public static WeaveException notFound(String className, ClassLoader loader, String place) {
        return new WeaveException(
                Reason.CLASS_FILE_NOT_FOUND,
                className,
                null,
                "cannot weave the body in " + className + ", used at " + place + ": its class loader " + loader
                        + " does not give the class file as the resource " + className.replace('.', '/') + ".class;"
                        + " a class generated at run time must make its bytes available there, or the body must be"
                        + " written in a class that was compiled",
                null);
    }

    public static WeaveException unreachable(BodySource source, ClassLoader loader, String missing, Throwable cause) {
        String library = WeaveException.class.getPackageName();
        return at(
                source,
                source.firstLine(),
                Reason.LIBRARY_UNREACHABLE,
                "its class loader " + loader + " leads to " + library + ", but not to this library's " + missing
                        + ", which woven code needs; in an OSGi framework, start the bundle " + library
                        + " before bodies are used, since it imports the package into each bundle that has"
                        + " some; let any"
                        + " other loader delegate " + library
                        + " and all packages below it to the loader that has them",
                cause);
    }

    public static WeaveException notOpen(Class<?> declaring, String place, Throwable cause) {
        String module = declaring.getModule().isNamed() ? declaring.getModule().getName() : "(unnamed)";
        String own =
                Refusal.class.getModule().isNamed() ? Refusal.class.getModule().getName() : "ALL-UNNAMED";
        String pack = declaring.getPackageName();
        String name = TypeNames.declaring(declaring.getName());
        return new WeaveException(
                Reason.MODULE_NOT_OPEN,
                name,
                null,
                "cannot weave the body in " + name + ", used at " + place + ": module " + module
                        + " does not open the package " + pack + "; write `opens " + pack + " to " + own
                        + ";` in its module-info.java, or start java with --add-opens " + module + "/" + pack + "="
                        + own,
                cause);
    }

    public static WeaveException notGenuine(Class<?> bodyClass, String place, Throwable cause) {
        String name = TypeNames.declaring(bodyClass.getName());
        return new WeaveException(
                Reason.NOT_GENUINE,
                name,
                null,
                "cannot weave the body " + bodyClass.getName() + ", used at " + place
                        + ": it claims to be a lambda, and is none that the JDK has made for the class it names: "
                        + cause.getMessage() + "; write the body as a lambda, a method reference or a class with a run"
                        + " method, without a writeReplace of its own",
                cause);
    }

    public static WeaveException notWovenAhead(BodySource source) {
        return at(
                source,
                source.firstLine(),
                Reason.NOT_WOVEN_AHEAD,
                "it was not woven ahead of time, or from another class file than the one that is there, and the system"
                        + " property dev.pausa.weaving is \"never\"; weave its class ahead with `./pausa weave`, again"
                        + " after each compilation, or leave the property out",
                null);
    }

    public static WeaveException internal(BodySource source, int line, String what) {
        return internal(source, line, what, null);
    }

    public static WeaveException internal(BodySource source, int line, String what, Throwable cause) {
        return at(
                source,
                line,
                Reason.INTERNAL,
                what + "; this is a fault of Pausa's: please report it with the class file of " + source.className(),
                cause);
    }

    private static WeaveException at(BodySource source, int line, Reason reason, String what, Throwable cause) {
        StackTraceElement place = source.place(line);
        return new WeaveException(
                reason, source.className(), place, "cannot weave the body at " + place + ": " + what, cause);
    }
}
