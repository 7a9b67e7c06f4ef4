/**
 * What {@code -javaagent:pausa.jar} starts: it gives the weaver the JVM's own bytes of a class instead of those of a
 * file, and says when a class was redefined. It uses the JDK alone, and says all in types of the JDK, since several
 * copies of the library may use one agent, each from a class loader of its own.
 */
package dev.pausa.weaver.agent;
