package dev.pausa.weaver.runtime;

import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import dev.pausa.frame.Captured;
import dev.pausa.frame.Frame;
import dev.pausa.frame.FrameTable;
import dev.pausa.frame.Kind;
import dev.pausa.frame.PlainFrame;
import dev.pausa.frame.Weaver;
import dev.pausa.trace.FrameNames;
import dev.pausa.trace.TypeNames;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.Refusal;
import dev.pausa.weaver.Weaving;
import dev.pausa.weaver.WovenClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Weaves a body when it is first used: reads the class file of the class that declares it, weaves that one method, and
 * defines the frame class beside the declaring class. Needs no JVM flag and no agent.
 */
public final class RuntimeWeaver implements Weaver {

    /** For the core, which finds this class by its name. */
    public RuntimeWeaver() {}

    @Override
    public Frame weave(Object body, Kind kind) {
        Class<?> bodyClass = body.getClass();
        Optional<SerializedLambda> lambda = BodyFinder.lambda(body);
        if (lambda.isEmpty()) {
            Frame ahead = AheadFrames.ofObject(bodyClass, kind);
            return ahead != null
                    ? ahead
                    : prototype(BodyFinder.ofObject(bodyClass, kind), kind, bodyClass.getName(), "run");
        }
        Frame ahead = AheadFrames.ofLambda(lambda.get(), kind, bodyClass.getClassLoader());
        return ahead != null ? ahead : ofLambda(lambda.get(), bodyClass, kind);
    }

    private static Frame ofLambda(SerializedLambda form, Class<?> bodyClass, Kind kind) {
        String owner = form.getImplClass().replace('/', '.');
        if (form.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            return plain(kind, owner, "<init>"); // a constructor cannot pause
        }
        ClassLoader loader = bodyClass.getClassLoader();
        Reference reference = Reference.of(form, kind, loader);
        if (BodyFinder.isVirtual(form, reference, loader)) {
            boolean isBound = form.getCapturedArgCount() > 0;
            return new ReceiverFrame(reference, bodyClass, isBound, plain(kind, owner, form.getImplMethodName()));
        }
        return prototype(BodyFinder.ofLambda(form, reference, loader), kind, owner, form.getImplMethodName());
    }

    /**
     * Returns the prototype for a body's code: woven, or as it is if it never pauses.
     *
     * @param found the code, or empty if it was not written for a body
     * @param kind what it is the body of
     * @param owner the class whose code it is, for people
     * @param method its method, for people
     */
    static Frame prototype(Optional<BodyFinder.Found> found, Kind kind, String owner, String method) {
        return found.isPresent() ? prototype(found.get()) : plain(kind, owner, method);
    }

    private static Frame prototype(BodyFinder.Found found) {
        try {
            return woven(found);
        } catch (WeaveException refused) {
            throw refused.reason() == Reason.INTERNAL ? fault(found, refused) : refused;
        } catch (RuntimeException | AssertionError e) { // ASM asserts, where assertions are on
            BodySource source = found.source();
            throw fault(found, Refusal.internal(source, source.firstLine(), "the weaver failed: " + e, e));
        }
    }

    /**
     * What the weaver could not weave, or the JVM would not take: a fault of the weaver's, unless the body's loader
     * does not lead to the library, or the class file itself is unsound.
     */
    private static WeaveException fault(BodyFinder.Found found, WeaveException internal) {
        ClassLoader loader = found.home().getClassLoader();
        Optional<Class<?>> missing = LibraryReach.missing(loader);
        if (missing.isPresent()) {
            return Refusal.unreachable(found.source(), loader, missing.get().getName(), internal.getCause());
        }
        Optional<LinkageError> verdict =
                Verdict.against(found.home(), found.source().classFile());
        if (verdict.isEmpty()) {
            return internal;
        }
        String why = verdict.get().toString().lines().findFirst().orElse("");
        return Refusal.damaged(found.source(), why, internal);
    }

    private static Frame woven(BodyFinder.Found found) {
        BodySource source = found.source();
        Weaving.refuseAwaits(source);
        if (!Weaving.canPause(source.method(), source.kind())) {
            return new PlainFrame(source.kind(), Weaving.tableOfPlain(source).format(), source.method().name);
        }
        Frame ahead = AheadFrames.of(found);
        if (ahead != null) {
            return ahead;
        }
        if (AheadFrames.NEVER_WEAVE && JvmBytes.of(found.home()).isEmpty()) {
            throw Refusal.notWovenAhead(source);
        }
        return WatchedFrame.of(define(found, Weaving.weave(source, DebugMode.ON)), found.home());
    }

    private static Frame plain(Kind kind, String owner, String method) {
        String name = TypeNames.shorten(owner) + "." + method;
        return new PlainFrame(kind, new FrameTable(name, owner, method, null, -1, List.of()).format(), method);
    }

    /**
     * Defines the frame class and gets its prototype. A class of that name may be there: if it was woven from the same,
     * since another thread came first or another lambda class has the same code, it is used; else the next name is
     * taken.
     */
    private static Frame define(BodyFinder.Found found, WovenClass woven) {
        BodySource source = found.source();
        String field = Weaving.prototype(source, DebugMode.ON);
        ClassDump.write(source.frameName(), woven.classFile());
        MethodHandles.Lookup home = lookup(found);
        Class<?> frame = defined(home, woven, source.frameName(), source);
        for (int copy = 2; ; copy++) {
            try {
                MethodHandle prototype = home.findStaticGetter(frame, field, frame);
                Captured.admit(frame, found.codes());
                return instantiate(prototype, source);
            } catch (NoSuchFieldException wovenFromSomethingElse) {
                String name = source.frameName() + FrameNames.AGAIN + copy;
                frame = defined(home, renamed(woven, source, name), name, source);
            } catch (IllegalAccessException unsound) { // the class was linked, and so verified, to look for the field
                throw refusedByJvm(source, unsound.getCause() == null ? unsound : unsound.getCause());
            }
        }
    }

    private static MethodHandles.Lookup lookup(BodyFinder.Found found) {
        RuntimeWeaver.class.getModule().addReads(found.home().getModule());
        try {
            return MethodHandles.privateLookupIn(found.home(), MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            BodySource source = found.source();
            throw Refusal.notOpen(found.home(), String.valueOf(source.place(source.firstLine())), e);
        }
    }

    /** Returns the class of a name: this one, or the one that is there. */
    private static Class<?> defined(MethodHandles.Lookup home, WovenClass woven, String name, BodySource source) {
        try {
            Class<?> frame = home.defineClass(woven.classFile());
            if (!woven.isCompiled()) {
                System.getLogger("dev.pausa").log(System.Logger.Level.WARNING, Weaving.notCompiled(source, woven));
            }
            return frame;
        } catch (IllegalAccessException e) {
            throw Refusal.internal(source, source.firstLine(), "its frame class cannot be defined", e);
        } catch (LinkageError taken) {
            Class<?> present =
                    present(name.replace('/', '.'), home.lookupClass().getClassLoader());
            if (present == null) {
                throw refusedByJvm(source, taken);
            }
            return present;
        }
    }

    private static Class<?> present(String name, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(name, false, loader);
            return found.getClassLoader() == loader ? found : null;
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static WovenClass renamed(WovenClass woven, BodySource source, String name) {
        ClassWriter writer = new ClassWriter(0);
        SimpleRemapper remapper = new SimpleRemapper(Opcodes.ASM9, Map.of(source.frameName(), name));
        new ClassReader(woven.classFile()).accept(new ClassRemapper(writer, remapper), 0);
        return new WovenClass(writer.toByteArray(), woven.size());
    }

    /** Finding the prototype initialised no class; this does. */
    private static Frame instantiate(MethodHandle prototype, BodySource source) {
        try {
            return (Frame) prototype.invoke();
        } catch (Throwable e) {
            throw refusedByJvm(source, e);
        }
    }

    private static WeaveException refusedByJvm(BodySource source, Throwable why) {
        return Refusal.internal(source, source.firstLine(), "the JVM refused its frame class: " + why, why);
    }
}
