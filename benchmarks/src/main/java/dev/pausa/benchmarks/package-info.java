/**
 * What coroutines cost, beside their peers. Each workload is a class, each peer a method of it that does the same work
 * and checks the same result; {@code ./benchmarks/run} runs them and writes the tables.
 *
 * <p>The peers:
 *
 * <table>
 * <caption>Methods of the workloads</caption>
 * <tr><th>method</th><th>peer</th></tr>
 * <tr><td>{@code pausa}</td><td>the library, woven at run time, from the one jar; and once more with the classes of
 *     this module rewritten ahead of time</td></tr>
 * <tr><td>{@code handReturned}</td><td>a state machine written by hand; a yielded value is what {@code resume} returns,
 *     and the state says what it is. The ideal</td></tr>
 * <tr><td>{@code hand}</td><td>the same, but a value travels through a field of the frame, as compilers like to do
 *     it</td></tr>
 * <tr><td>{@code kotlin}, {@code kotlin…}</td><td>Kotlin's {@code suspend} functions without any library above them,
 *     and {@code iterator}</td></tr>
 * <tr><td>{@code continuation}</td><td>{@code jdk.internal.vm.Continuation}, which virtual threads are made
 *     of</td></tr>
 * <tr><td>{@code virtualThread}, {@code platformThread}</td><td>a thread that hands values over and waits</td></tr>
 * </table>
 *
 * The bodies of all peers are in the packages below this one and in the Kotlin sources; those for Pausa are in
 * {@link dev.pausa.benchmarks.Bodies}. CPython and Node.js do the same work in {@code peers/}.
 */
@NullMarked
package dev.pausa.benchmarks;

import org.jspecify.annotations.NullMarked;
