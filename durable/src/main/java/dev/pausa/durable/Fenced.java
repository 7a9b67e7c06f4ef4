package dev.pausa.durable;

/** The instance was saved, or claimed, by somebody else: what this turn has done since its last save is void. */
final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fenced(String id) {
        super(id + " is worked on by somebody else now", null, false, false);
    }
}
