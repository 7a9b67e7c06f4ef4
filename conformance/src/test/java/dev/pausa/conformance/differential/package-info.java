/**
 * The differential test: random programs of coroutines, generators and asynchronous generators run as real code under
 * CPython and as real woven bodies here, and what they show is compared event by event.
 *
 * <pre>
 *   Generator ──▶ program (Node, Grammar) ──▶ PythonRenderer ──▶ PythonSide ──▶ trace ──┐
 *                           │                                    (runner.py)            ├─▶ Difference ──▶ Minimiser
 *                           └───────────────▶ JavaRenderer ────▶ JavaSide ────▶ trace ──┘   (KnownDifference)
 *                                                                (World, Drive)
 * </pre>
 *
 * <p>The normal build runs {@code DifferentialTest}: the recorded regressions, a few hundred programs of a fixed seed,
 * and as many of a new seed, which it prints. It needs {@code python3} 3.11 or newer on the path and is skipped
 * without. Other numbers, another seed or another interpreter, from the root of the repository:
 *
 * <pre>
 *   mvn -pl conformance -am verify -Dtest=DifferentialTest -Dsurefire.failIfNoSpecifiedTests=false \
 *       -Ddifferential.count=2000 -Ddifferential.seed=42 -Ddifferential.python=python3.13
 * </pre>
 *
 * <p>{@code DifferentialRun} does the same without JUnit, for long runs; its arguments are a count, a seed and a
 * directory. It ends with status 1 if it found a difference:
 *
 * <pre>
 *   mvn -pl bundle,conformance -am package -DskipTests
 *   java -ea -cp conformance/target/test-classes:bundle/target/pausa-0.1.0-SNAPSHOT.jar \
 *       dev.pausa.conformance.differential.DifferentialRun 20000 42
 * </pre>
 *
 * <p>A difference that is found is minimised and written to {@code conformance/target/differential}. Once it is
 * understood, the file goes to {@code src/test/resources/differential/regressions}, and is run on every build from then
 * on. A difference that is on purpose becomes a constant of {@code KnownDifference}, which has all of them.
 */
package dev.pausa.conformance.differential;
