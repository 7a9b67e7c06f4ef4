/** The bridges to {@link java.util.concurrent.Flow}: the Reactive Streams TCK, and tests of what it cannot see. */
package dev.pausa.conformance.flow;
