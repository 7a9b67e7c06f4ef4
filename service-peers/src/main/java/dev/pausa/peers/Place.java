package dev.pausa.peers;

/**
 * Where a server stands.
 *
 * @param database the URL of its database
 * @param partners the port of {@link Partners}
 * @param port the port where it listens
 */
public record Place(String database, int partners, int port) {}
