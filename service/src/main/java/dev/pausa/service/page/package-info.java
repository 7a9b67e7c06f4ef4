/** The page that shows orders and tasks live. */
@NullMarked
package dev.pausa.service.page;

import org.jspecify.annotations.NullMarked;
