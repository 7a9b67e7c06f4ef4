package dev.pausa.durable;

/**
 * From what an older version of a body has saved to what the present one can load: a function from data to data, that
 * is tested like one. It is pure, it sees the whole chain, and runs no code of the body. What it returns is checked as
 * anything else that is loaded.
 */
@FunctionalInterface
public interface Migration {
    /**
     * Changes a snapshot.
     *
     * @param old what was saved; it must not be changed
     * @return what to load in its place, see {@link Snapshot#edit}
     */
    Snapshot apply(Snapshot old);
}
