/**
 * The events of the JDK's flight recorder. Loaded when {@link dev.pausa.Diagnostics#setFlightRecording flight recording} is switched on,
 * never otherwise; needs the module {@code jdk.jfr}. Public for the drive loop's sake; not meant for other code.
 */
@NullMarked
package dev.pausa.jfr;

import org.jspecify.annotations.NullMarked;
