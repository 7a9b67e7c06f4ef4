package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A coroutine was made and forgotten; nothing of it has run. The location is its body's first line. */
@Name("dev.pausa.NeverAwaited")
@Label("Coroutine Never Awaited")
@Description("A coroutine was made and forgotten; nothing of it has run. The location is its body's first line.")
@Registered
@StackTrace(false)
final class NeverAwaitedEvent extends BodyEvent {}
