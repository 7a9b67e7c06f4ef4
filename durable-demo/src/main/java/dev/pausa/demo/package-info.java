/**
 * The story of an agent that asks a model, tools and a person, and is killed: this package plays it, {@code agent} is
 * the program that is killed, {@code office} what it asks.
 */
@NullMarked
package dev.pausa.demo;

import org.jspecify.annotations.NullMarked;
