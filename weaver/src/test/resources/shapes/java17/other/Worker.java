package other;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Generator;

/** A superclass in another package, whose methods are bodies. */
public abstract class Worker extends Toolbox {
    private int private1 = 1;
    protected String name = "worker";

    protected Object work() throws Exception {
        String before = name + private1++;
        return before + await(tick("work", 1)) + name + private1;
    }

    protected long wide(long argument, Object... rest) throws Exception {
        return argument + await(tick("wide", 2L)) + rest.length + private1;
    }

    protected static String shared() throws Exception {
        return "shared" + await(tick("shared", 1));
    }

    protected Object yields(Generator.Yielder<Object, Object> g) {
        return name + g.yield(private1++) + private1;
    }
}

/** Its methods are reached through subclasses alone. */
abstract class Toolbox {
    public Object tool() throws Exception {
        return "tool" + await(tick("tool", 1)) + this;
    }

    @Override
    public String toString() {
        return "toolbox";
    }
}
