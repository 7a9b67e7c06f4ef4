/** What javac infers for users' code, and the examples of {@code docs/typing.md}. */
package dev.pausa.conformance.typing;
