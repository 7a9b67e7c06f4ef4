/** {@code ./pausa durable}: shows the instances of a database, and has parked ones tried again. */
@NullMarked
package dev.pausa.durable.admin;

import org.jspecify.annotations.NullMarked;
