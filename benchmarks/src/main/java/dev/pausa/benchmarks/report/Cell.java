package dev.pausa.benchmarks.report;

import java.util.Locale;

/**
 * One measured number, or the reason that there is none.
 *
 * @param value the number, the median of what was measured; NaN if there is none
 * @param spread half of the interquartile range; NaN if it is not known
 * @param missing why there is no number, if there is anything to say
 */
record Cell(double value, double spread, String missing) {
    static Cell of(double value) {
        return new Cell(value, Double.NaN, "");
    }

    static Cell none(String reason) {
        return new Cell(Double.NaN, Double.NaN, reason);
    }

    boolean isThere() {
        return !Double.isNaN(value);
    }

    /** The number with three digits, and its spread where that is one per cent or more. */
    String text() {
        if (!isThere()) {
            return "–";
        }
        return spread >= value / 100 && spread >= 0.005 ? digits(value) + " ± " + digits(spread) : digits(value);
    }

    /** Formats with three digits, or all those before the point. */
    static String digits(double number) {
        double size = Math.abs(number);
        String format = size < 0.005 ? "%.0f" : size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, number);
    }
}
