/**
 * An order service in straight-line code, on the event loops of Vert.x and on PostgreSQL. {@code docs/service.md} tells
 * what it does, and how.
 */
@NullMarked
package dev.pausa.service;

import org.jspecify.annotations.NullMarked;
