/** The partners that a checkout talks to: how they are called, and stubs that stand for them. */
@NullMarked
package dev.pausa.service.partners;

import org.jspecify.annotations.NullMarked;
