/** What is done to workers, and what must have become of the instances. */
@NullMarked
package dev.pausa.evidence.checks;

import org.jspecify.annotations.NullMarked;
