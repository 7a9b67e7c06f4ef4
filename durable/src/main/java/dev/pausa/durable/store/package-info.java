/**
 * The rows of the engine, and its transactions: what stands in the database, and what is done to it at once. It knows
 * neither bodies nor chains. For the engine alone; what is public here is no part of the library's names.
 */
@NullMarked
package dev.pausa.durable.store;

import org.jspecify.annotations.NullMarked;
