/** What holds for the library itself, whatever it does: which part may use which. */
package dev.pausa.conformance.house;
