package dev.pausa.frame;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a forgotten chain that the program may still hold, and drive, behind the back of its awaiters: then the
 * chain is left alone, or the closer and the driver would meet in one body. Whoever holds any part of a chain reaches
 * its innermost one, so that is the one to ask about.
 *
 * <p>Who holds it is not known before the next collection: that clears {@link #reference}, unless there is a way to the
 * part that does not begin at the forgotten object. Nothing refers to this object, so that collection finalizes it too,
 * and it looks: at the reference, and whether the part is still the innermost one. If somebody holds it, or has driven
 * the chain on, one collection more is waited for.
 */
final class SharedPart {
    /** The collector clears only references that something refers to. */
    private static final Set<WeakReference<Handle>> REFERENCES = ConcurrentHashMap.newKeySet();

    private final Frame root;
    private final Handle part;
    private final WeakReference<Handle> reference;
    private final Runnable action;

    private SharedPart(Frame root, Handle part, Runnable action) {
        this.root = root;
        this.part = part;
        this.reference = new WeakReference<>(part);
        this.action = action;
        REFERENCES.add(reference);
    }

    /**
     * Does something when nobody holds any part of a chain any more; at once if it has none that anybody could hold, or
     * if that cannot be told.
     *
     * @param root the frame of a forgotten object
     * @param action what to do
     */
    static void whenLetGo(Frame root, Runnable action) {
        Handle part = Lifeline.isPhantom ? null : innermost(root); // else the root is held, and by it the part
        if (part == null) {
            action.run();
        } else {
            new SharedPart(root, part, action);
        }
    }

    /** Returns the innermost part of a chain that is an object of the program's. The chain may be driven meanwhile. */
    private static @Nullable Handle innermost(Frame root) {
        Handle part = null;
        Handle next = root.awaiting;
        while (next != null) {
            part = next instanceof Adapter ? part : next;
            next = next.stage == Handle.FRAMED ? next.frame.awaiting : null;
        }
        return part;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"}) // as HandleFinalizer
    protected void finalize() {
        boolean isHeld = reference.get() != null;
        REFERENCES.remove(reference);
        if (isHeld || innermost(root) != part) {
            whenLetGo(root, action);
        } else {
            action.run();
        }
    }
}
