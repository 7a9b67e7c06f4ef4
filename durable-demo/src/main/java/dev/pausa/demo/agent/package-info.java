/** A process of the agent: a durable body, its page for approvals, and its database. */
@NullMarked
package dev.pausa.demo.agent;

import org.jspecify.annotations.NullMarked;
