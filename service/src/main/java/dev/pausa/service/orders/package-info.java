/** Orders: what clients do with them, what the database has of them, and who is told of their changes. */
@NullMarked
package dev.pausa.service.orders;

import org.jspecify.annotations.NullMarked;
