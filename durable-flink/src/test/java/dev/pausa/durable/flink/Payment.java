package dev.pausa.durable.flink;

/** A charge of an account. */
public record Payment(String account, long cents, long millis) {}
