/**
 * The catalogue itself: its rows are read from {@code catalogue.tsv}, each has a test that is named after it in one of
 * the other packages, or a reason why not, and {@code docs/conformance.md} is written from both.
 */
package dev.pausa.conformance.catalogue;
