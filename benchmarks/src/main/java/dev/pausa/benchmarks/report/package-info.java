/**
 * Runs the workloads and writes what came out: {@link dev.pausa.benchmarks.report.Main} begins, {@link
 * dev.pausa.benchmarks.report.Suite} says what there is.
 */
@NullMarked
package dev.pausa.benchmarks.report;

import org.jspecify.annotations.NullMarked;
