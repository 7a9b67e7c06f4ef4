package dev.pausa.conformance.differential;

/** An iterator that can be closed too. */
final class ClosingItems extends Items implements AutoCloseable {
    private final Node reaction;

    ClosingItems(World world, Node spec) {
        super(world, spec);
        reaction = spec.all("close").get(0).part(0);
    }

    @Override
    public void close() {
        world.trace().add("items.close");
        ForeignIterator.react(world, reaction, null);
    }
}
