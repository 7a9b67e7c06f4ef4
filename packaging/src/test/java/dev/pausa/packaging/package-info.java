/**
 * The one jar in the homes that a jar finds: each test runs the same application in one of them, and expects the same
 * of it.
 */
package dev.pausa.packaging;
