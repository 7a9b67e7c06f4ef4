/**
 * The events of the JDK's flight recorder. Loaded when
 * {@link dev.pausa.diagnostics.Diagnostics#setFlightRecording flight recording} is switched on, never otherwise; needs
 * the module {@code jdk.jfr}. Public for the package above; not exported.
 */
@NullMarked
package dev.pausa.diagnostics.jfr;

import org.jspecify.annotations.NullMarked;
