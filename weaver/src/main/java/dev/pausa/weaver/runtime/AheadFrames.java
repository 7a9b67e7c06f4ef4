package dev.pausa.weaver.runtime;

import dev.pausa.frame.Captured;
import dev.pausa.frame.Captured.Code;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Index;
import dev.pausa.frame.Index.Form;
import dev.pausa.frame.Kind;
import dev.pausa.frame.PlainFrame;
import dev.pausa.weaver.Fingerprint;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Optional;

/**
 * Finds frames that were woven ahead of time, without reading a class file's content but for its hash: first by what a
 * lambda or a class says of itself; then by the code that was found for a body. What is not there is woven. Where an
 * agent gives the JVM's own bytes, frames that lie beside an unchanged host are not used: the file says less.
 */
final class AheadFrames {
    private AheadFrames() {}

    /** Says what happens to a body that was not woven ahead, and whose code no agent gives: it is woven, or refused. */
    static final boolean NEVER_WEAVE = "never".equals(System.getProperty("dev.pausa.weaving"));

    /** Whether an index is that of a host; a class, since a lambda would be linked at each start of a program. */
    private static final class Check implements Index.Check {
        private static final ClassValue<Boolean> IS_OF = new ClassValue<>() {
            @Override
            protected Boolean computeValue(Class<?> host) {
                return isOf(host, Index.beside(host));
            }
        };

        @Override
        public boolean isOf(Index index, Class<?> host) {
            return IS_OF.get(host);
        }

        private static boolean isOf(Class<?> host, Index index) {
            return index.isOfRewritten(host) || !JvmBytes.ARE_THERE && index.isOf(hash(host), DebugMode.ON);
        }

        /** The hash of the class file where it most likely lies; empty if it cannot be read. */
        private static String hash(Class<?> host) {
            ClassPlaces places = ClassPlaces.of(host);
            String internalName = host.getName().replace('.', '/');
            try {
                for (int place = 0; place < ClassPlaces.COUNT; place++) {
                    Optional<ClassPlaces.Found> found = places.find(place, internalName);
                    if (found.isPresent()) {
                        return Fingerprint.of(found.get().bytes());
                    }
                }
            } catch (IOException unreadable) {
                return "";
            }
            return "";
        }
    }

    private static final Check CHECK = new Check();

    /** Returns the index of a class that it was woven from; null if there is none. */
    private static Index of(Class<?> host) {
        Index index = Index.beside(host);
        return index != null && CHECK.isOf(index, host) ? index : null;
    }

    /** Returns the prototype for bodies that are objects of a class; null if there is none. */
    static Frame ofObject(Class<?> bodyClass, Kind kind) {
        return Index.ofObject(bodyClass, kind, CHECK);
    }

    /** Returns the prototype for a lambda, or a reference that names exactly one method; null if there is none. */
    static Frame ofLambda(SerializedLambda form, Kind kind, ClassLoader loader) {
        Class<?> host = BodyFinder.load(form.getImplClass(), loader);
        Index index = of(host);
        if (index == null) {
            return null;
        }
        String descriptor = form.getImplMethodSignature();
        boolean drops = form.getFunctionalInterfaceMethodSignature().endsWith(")V") && !descriptor.endsWith(")V");
        String entry = Index.entry(kind, drops ? Form.DROPPED : Form.CAPTURED, form.getImplMethodName(), descriptor);
        String arguments = descriptor.substring(0, descriptor.indexOf(')') + 1);
        return admitted(index.find(entry), List.of(new Code(host, form.getImplMethodName(), arguments)));
    }

    /** Returns the prototype for a body's code; null if there is none. */
    static Frame of(BodyFinder.Found found) {
        Index index = found.entry() == null ? null : of(found.home());
        if (index == null) {
            return null;
        }
        Frame frame = index.find(found.entry());
        return admitted(frame != null ? frame : index.find(Index.overridable(found.entry())), found.codes());
    }

    /** Returns whether a class was rewritten. */
    static boolean isRewritten(Class<?> host) {
        Index index = Index.beside(host);
        return index != null && index.isOfRewritten(host);
    }

    /** Returns whether frames of a body keep all variables, whoever has woven them. */
    static boolean areForDebugger(BodyFinder.Found found) {
        Index index = found.entry() == null ? null : of(found.home());
        boolean isAhead = index != null && (index.has(found.entry()) || index.has(Index.overridable(found.entry())));
        return isAhead ? index.keepsAll() : DebugMode.ON;
    }

    private static Frame admitted(Frame frame, List<Code> codes) {
        if (frame != null && !(frame instanceof PlainFrame)) {
            Captured.admit(frame.getClass(), codes);
        }
        return frame;
    }
}
