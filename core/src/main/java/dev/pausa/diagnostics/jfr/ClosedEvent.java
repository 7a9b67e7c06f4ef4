package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A coroutine object has ended: it returned, threw or was closed; the location is its body's first line. */
@Name("dev.pausa.Closed")
@Label("Coroutine Object Closed")
@Description("A coroutine object has ended: it returned, threw or was closed; the location is its body's first line.")
@Registered
@StackTrace(false)
final class ClosedEvent extends BodyEvent {}
