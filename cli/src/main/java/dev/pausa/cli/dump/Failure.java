package dev.pausa.cli.dump;

/** Why there is no dump, in words for the person who asked. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    final int status;

    Failure(int status, String message) {
        super(message);
        this.status = status;
    }
}
