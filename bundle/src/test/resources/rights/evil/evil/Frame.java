package evil;

import dev.pausa.frame.Handle;
import dev.pausa.woven.Woven;
import dev.pausa.woven.WovenCoroutine;

/** Looks like a woven class, and acts on the objects of others. */
class Frame extends WovenCoroutine {
    static final Frame PROTOTYPE = new Frame();

    Object takeFrom(Object handle) {
        return take(handle(handle));
    }

    Object attachTo(Object handle) {
        attach(handle(handle));
        return "attached";
    }

    Object end(Object handle) {
        returned(null, handle(handle), null);
        return "ended";
    }

    /** A cast would name the machine's class, which is not exported. */
    private static Handle handle(Object coroutine) {
        return Woven.awaited(coroutine);
    }

    @Override
    public Object begin(Handle self, int depth) {
        return "begun";
    }

    @Override
    protected Object resume(Object value, Throwable raised) {
        return "resumed";
    }

    @Override
    protected dev.pausa.frame.Frame prototype() {
        return PROTOTYPE;
    }

    @Override
    protected String describe() {
        return "Evil\tEvil\trun\t\t-1";
    }
}
