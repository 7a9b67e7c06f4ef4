package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A paused coroutine object was forgotten and is closed now; the location is where it is paused. */
@Name("dev.pausa.Leaked")
@Label("Coroutine Object Leaked")
@Description("A paused coroutine object was forgotten and is closed now; the location is where it is paused.")
@Registered
@StackTrace(false)
final class LeakedEvent extends BodyEvent {}
