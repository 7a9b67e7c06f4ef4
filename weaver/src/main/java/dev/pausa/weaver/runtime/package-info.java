/**
 * Weaving at the first use of a body: finds its code, weaves it, and defines the frame class beside the class that
 * declares it. The stages themselves are in the package above, and know nothing of loaded classes.
 */
package dev.pausa.weaver.runtime;
