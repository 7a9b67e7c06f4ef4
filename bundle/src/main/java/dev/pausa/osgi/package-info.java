/** What the one jar does when it is a bundle of an OSGi framework. Loaded by such a framework alone. */
@NullMarked
package dev.pausa.osgi;

import org.jspecify.annotations.NullMarked;
