package dev.pausa.durable.flink;

/** Something that happens to a key. */
public record Event(String key, String text, long millis) implements java.io.Serializable {}
