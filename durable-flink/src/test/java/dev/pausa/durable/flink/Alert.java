package dev.pausa.durable.flink;

/** A large charge soon after a small one. */
public record Alert(String account, long cents, long millis) {}
