/**
 * Asynchronous resources: {@code with} and all forms of its block, {@code AsyncExitStack}, and resources written as
 * asynchronous generators. The rows CM and CL.
 */
package dev.pausa.conformance.resource;
