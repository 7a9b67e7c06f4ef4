/** What holds for the library itself, whatever it does: which part may use which, how wide a line may be. */
package dev.pausa.conformance.house;
