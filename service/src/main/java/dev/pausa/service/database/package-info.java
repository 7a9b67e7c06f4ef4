/** The database: an embedded one, pools of connections, the schema, and transactions. */
@NullMarked
package dev.pausa.service.database;

import org.jspecify.annotations.NullMarked;
