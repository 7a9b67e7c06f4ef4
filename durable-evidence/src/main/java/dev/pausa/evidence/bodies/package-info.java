/** What the workers run, and what that leaves behind. */
@NullMarked
package dev.pausa.evidence.bodies;

import org.jspecify.annotations.NullMarked;
