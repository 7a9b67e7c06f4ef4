package dev.pausa.conformance.differential;

import java.util.Iterator;

/** An iterator that reacts to each call as its script says, and ends after the last one. */
class Items implements Iterator<Object> {
    final World world;
    private final Iterator<Node> reactions;
    private Object next;

    Items(World world, Node spec) {
        this.world = world;
        this.reactions = spec.parts().stream().filter(part -> !part.is("close")).iterator();
    }

    /** Does what Python's {@code __next__} does: there it is one call. */
    @Override
    public boolean hasNext() {
        world.trace().add("items.next");
        if (!reactions.hasNext()) {
            return false;
        }
        next = ForeignIterator.react(world, reactions.next(), null);
        return true;
    }

    @Override
    public Object next() {
        return next;
    }
}
