/** What the Javadoc of {@link dev.pausa.async} shows. */
package dev.pausa.conformance.async;
