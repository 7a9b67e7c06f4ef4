package dev.pausa.conformance.differential;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;

/**
 * The iterator of a foreign awaitable, which reacts to each call as its script says; a call past the end ends the
 * await.
 */
final class ForeignIterator implements AwaitIterator<Object> {
    private final World world;
    private final String name;
    private final Node spec;
    private int nexts;
    private int sends;
    private int raises;
    private int closes;

    ForeignIterator(World world, String name, Node spec) {
        this.world = world;
        this.name = name;
        this.spec = spec;
    }

    @Override
    public Object next() {
        log("next", null);
        return react(world, reaction("next", nexts++, "stop"), null);
    }

    @Override
    public Object send(Object value) {
        if (!spec.has("send")) {
            return AwaitIterator.super.send(value);
        }
        log("send", value);
        return react(world, reaction("send", sends++, "stop"), value);
    }

    @Override
    public Object raise(Throwable exception) {
        if (!spec.has("throw")) {
            return AwaitIterator.super.raise(exception);
        }
        log("throw", exception);
        return react(world, reaction("throw", raises++, "rethrow"), exception);
    }

    @Override
    public void close() {
        if (!spec.has("close")) {
            AwaitIterator.super.close();
            return;
        }
        log("close", null);
        react(world, reaction("close", closes++, "nothing"), null);
    }

    private void log(String method, Object argument) {
        world.trace().add(name + "." + method + (argument == null ? "" : " " + world.show(argument)));
    }

    private Node reaction(String method, int index, String afterwards) {
        return spec.all(method).stream()
                .flatMap(script -> script.parts().stream())
                .skip(index)
                .findFirst()
                .orElseGet(() -> Node.of(afterwards.equals("stop") ? "stop" : afterwards));
    }

    /** Does what a reaction says; {@code argument} is what was sent or raised in. */
    static Object react(World world, Node reaction, Object argument) {
        return switch (reaction.head()) {
            case "after" -> {
                world.drive(reaction.part(0));
                yield react(world, reaction.part(1), argument);
            }
            case "yield" -> World.value(reaction.part(0));
            case "stop" -> throw new StopIteration(reaction.parts().isEmpty() ? null : World.value(reaction.part(0)));
            case "raise" ->
                throw Raised.anyway(world.makeException(reaction.part(0).head(), World.value(reaction.part(1))));
            case "echo" -> argument;
            case "rethrow" -> throw Raised.anyway((Throwable) argument);
            default -> null;
        };
    }
}
