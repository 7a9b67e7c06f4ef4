package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import dev.pausa.frame.FrameTable;
import dev.pausa.frame.Kind;
import dev.pausa.frame.PlainFrame;
import dev.pausa.frame.TypeNames;
import dev.pausa.frame.Weaver;
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
 * Weaves a body when it is first used: reads the class file of the class that declares it, weaves that one method, and defines the
 * frame class beside the declaring class. Needs no JVM flag and no agent.
 */
public final class RuntimeWeaver implements Weaver {

    /** For the core, which finds this class by its name. */
    public RuntimeWeaver() {}

    @Override
    public Frame weave(Object body, Kind kind) {
        Class<?> bodyClass = body.getClass();
        Optional<SerializedLambda> lambda = BodyFinder.lambda(body);
        if (lambda.isEmpty()) {
            return prototype(BodyFinder.ofObject(bodyClass, kind), kind, bodyClass.getName(), "run");
        }
        SerializedLambda form = lambda.get();
        String owner = form.getImplClass().replace('/', '.');
        if (form.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            return plain(kind, owner, "<init>"); // a constructor cannot pause
        }
        ClassLoader loader = bodyClass.getClassLoader();
        if (BodyFinder.isVirtual(form, loader)) {
            boolean isBound = form.getCapturedArgCount() > 0;
            return new ReceiverFrame(
                    BodyFinder.wanted(form), kind, bodyClass, isBound, plain(kind, owner, form.getImplMethodName()));
        }
        return prototype(BodyFinder.ofLambda(form, kind, loader), kind, owner, form.getImplMethodName());
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
        BodySource source = found.source();
        Weaving.refuseAwaits(source);
        if (!Weaving.canPause(source.method(), source.kind())) {
            return new PlainFrame(
                    source.kind(),
                    FrameEmitter.table(source, new Plan(List.of(), List.of(), List.of()))
                            .format(),
                    source.method().name);
        }
        return instantiate(define(found, Weaving.weave(source)), source);
    }

    private static Frame plain(Kind kind, String owner, String method) {
        String name = TypeNames.shorten(owner) + "." + method;
        return new PlainFrame(kind, new FrameTable(name, owner, method, null, -1, List.of()).format(), method);
    }

    private static Class<?> define(BodyFinder.Found found, byte[] frameClass) {
        BodySource source = found.source();
        ClassDump.write(source.frameName(), frameClass);
        MethodHandles.Lookup home;
        try {
            home = MethodHandles.privateLookupIn(found.home(), MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            throw Refusal.notOpen(found.home(), String.valueOf(source.place(source.firstLine())), e);
        }
        String name = source.frameName();
        for (int copy = 2; ; copy++) {
            try {
                return home.defineClass(
                        name.equals(source.frameName()) ? frameClass : renamed(frameClass, source, name));
            } catch (IllegalAccessException e) {
                throw Refusal.internal(source, source.firstLine(), "its frame class cannot be defined", e);
            } catch (LinkageError taken) {
                Class<?> present = defined(found.home(), name)
                        .orElseThrow(() -> Refusal.internal(
                                source, source.firstLine(), "the JVM refused its frame class: " + taken, taken));
                if (isFrameClass(present, source)) {
                    return present;
                }
                name = source.frameName() + "_" + copy;
            }
        }
    }

    private static boolean isFrameClass(Class<?> present, BodySource source) {
        String superclass =
                present.getSuperclass() == null ? "" : present.getSuperclass().getName();
        return superclass.replace('.', '/').equals(Names.frameClass(source.kind()));
    }

    /** Bodies of several lambda classes may share one method, and several threads may come first: they share its frame class. */
    private static Optional<Class<?>> defined(Class<?> home, String frameName) {
        try {
            return Optional.of(Class.forName(frameName.replace('/', '.'), false, home.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static byte[] renamed(byte[] frameClass, BodySource source, String name) {
        ClassWriter writer = new ClassWriter(0);
        SimpleRemapper remapper = new SimpleRemapper(Opcodes.ASM9, Map.of(source.frameName(), name));
        new ClassReader(frameClass).accept(new ClassRemapper(writer, remapper), 0);
        return writer.toByteArray();
    }

    private static Frame instantiate(Class<?> frameClass, BodySource source) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(frameClass, MethodHandles.lookup());
            return (Frame) lookup.findStaticGetter(frameClass, FrameEmitter.PROTOTYPE, frameClass)
                    .invoke();
        } catch (Throwable e) {
            throw Refusal.internal(source, source.firstLine(), "the JVM refused its frame class: " + e, e);
        }
    }
}
