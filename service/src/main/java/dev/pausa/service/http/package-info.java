/** What the service does with HTTP: bodies, failures, and protection against too much and too slow. */
@NullMarked
package dev.pausa.service.http;

import org.jspecify.annotations.NullMarked;
