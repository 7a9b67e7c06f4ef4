/** A database and workers, each a process, that can be stopped and killed. */
@NullMarked
package dev.pausa.evidence.cluster;

import org.jspecify.annotations.NullMarked;
