/** What the agent asks over HTTP: a model that is played, and tools. */
@NullMarked
package dev.pausa.demo.office;

import org.jspecify.annotations.NullMarked;
