package dev.pausa.service.orders;

import dev.pausa.service.http.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a client wants to order, and says what is wrong with it. */
final class OrderParser {
    static final int MOST_LINES = 100;
    static final int MOST_QUANTITY = 1000;
    static final int LONGEST_NOTE = 500;

    private static final Set<String> FIELDS = Set.of("customerId", "note", "lines");
    private static final Set<String> LINE_FIELDS = Set.of("productId", "quantity");

    private OrderParser() {}

    static OrderRequest parse(JsonObject json) {
        refuseOthers(json, FIELDS, "");
        int customer = number(json.getValue("customerId"), "customerId", Integer.MAX_VALUE);
        return new OrderRequest(customer, note(json.getValue("note", "")), lines(json.getValue("lines")));
    }

    static String note(@Nullable Object value) {
        if (value instanceof String text && text.length() <= LONGEST_NOTE && text.indexOf('\0') < 0) {
            return text;
        }
        throw wrong("note", "a text of at most " + LONGEST_NOTE + " characters", value);
    }

    private static List<Line> lines(@Nullable Object value) {
        if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_LINES) {
            throw wrong("lines", "an array of 1 to " + MOST_LINES + " lines", value);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            lines.add(line(array.getValue(i), "lines[" + i + "]"));
        }
        if (lines.stream()
                        .map(Line::productId)
                        .collect(HashSet::new, Set::add, Set::addAll)
                        .size()
                < lines.size()) {
            throw wrong("lines", "an array that names each product once", value);
        }
        return lines;
    }

    private static Line line(@Nullable Object value, String where) {
        if (!(value instanceof JsonObject json)) {
            throw wrong(where, "an object with productId and quantity", value);
        }
        refuseOthers(json, LINE_FIELDS, where + ".");
        return new Line(
                number(json.getValue("productId"), where + ".productId", Integer.MAX_VALUE),
                number(json.getValue("quantity"), where + ".quantity", MOST_QUANTITY));
    }

    static int number(@Nullable Object value, String where, int most) {
        if (value instanceof Integer number && number >= 1 && number <= most) {
            return number;
        }
        throw wrong(where, "a whole number from 1 to " + most, value);
    }

    private static void refuseOthers(JsonObject json, Set<String> fields, String where) {
        for (String field : json.fieldNames()) {
            if (!fields.contains(field)) {
                throw new Problem(400, "unknown field " + where + field + "; known are " + String.join(", ", fields));
            }
        }
    }

    private static Problem wrong(String where, String expected, @Nullable Object value) {
        String found = String.valueOf(value);
        String shown = found.length() > 100 ? found.substring(0, 100) + "…" : found;
        return new Problem(400, where + " must be " + expected + ", but is " + shown);
    }
}
