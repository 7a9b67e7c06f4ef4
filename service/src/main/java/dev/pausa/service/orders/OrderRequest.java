package dev.pausa.service.orders;

import java.util.List;

/**
 * An order as a client wants it.
 *
 * @param customerId who orders
 * @param note a text of the customer's; may be empty
 * @param lines what is ordered; each product once
 */
record OrderRequest(int customerId, String note, List<Line> lines) {
    List<Integer> products() {
        return lines.stream().map(Line::productId).toList();
    }

    List<Integer> quantities() {
        return lines.stream().map(Line::quantity).toList();
    }
}
