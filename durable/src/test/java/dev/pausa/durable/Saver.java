package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.Handle;
import java.lang.reflect.Modifier;

/** Saves and loads any coroutine objects, also generators and steps; through text, as another process would get it. */
public final class Saver {
    private static final String KEY = "root";

    private final Registry registry;

    private Saver(Registry registry) {
        this.registry = registry;
    }

    /** Returns one that knows these classes, as hosts and as types. */
    public static Saver of(Iterable<Class<?>> classes) {
        Builder builder = new Builder();
        for (Class<?> each : classes) {
            if (each.getNestHost() == each) {
                builder.host("host " + each.getName(), each);
            }
            boolean isType = !each.isInterface() && !Modifier.isAbstract(each.getModifiers());
            if (isType && Refused.why(each) == null) {
                builder.type(each.getName(), each);
            }
        }
        builder.roots.put(KEY, new Registry.Root(KEY, 1, argument -> Coroutine.coroutine(() -> null)));
        return new Saver(new Registry(builder));
    }

    /** Saves without letting go. */
    public String save(Handle root) {
        return encoded(root).snapshot().toJson();
    }

    /** Saves and discards. */
    public String take(Handle root) {
        Encoder encoder = encoded(root);
        encoder.handles().forEach(Assembly::discard);
        return encoder.snapshot().toJson();
    }

    private Encoder encoded(Handle root) {
        Encoder encoder = new Encoder(registry, registry.roots.get(KEY));
        encoder.encode(root);
        return encoder;
    }

    public Handle load(String json) {
        return new Decoder(registry, new Checked(registry, Snapshot.parse(json))).decode();
    }

    /** Returns the generator of a step. */
    public static Handle generatorOf(AsyncStep<?> step) {
        return ((Assembly.OfStep) Assembly.of(step)).generator();
    }
}
