/**
 * The Maven plugin: the goals {@code pausa:weave} and {@code pausa:test-weave}, which weave ahead of time,
 * {@code pausa:check}, which finds out what is not woven, and {@code pausa:lint}, which looks for mistakes in class
 * files. Each is a shell around the weaver or lint; {@code AbstractWeaveMojo} is what the first three share.
 */
@NullMarked
package dev.pausa.maven;

import org.jspecify.annotations.NullMarked;
