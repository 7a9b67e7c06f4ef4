/** Steps per second and wake times, beside peers. */
@NullMarked
package dev.pausa.evidence.speed;

import org.jspecify.annotations.NullMarked;
