package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A coroutine object was made; the location is its body's first line. */
@Name("dev.pausa.Created")
@Label("Coroutine Object Created")
@Description("A coroutine object was made; the location is its body's first line.")
@Registered
@StackTrace(true)
final class CreatedEvent extends BodyEvent {}
