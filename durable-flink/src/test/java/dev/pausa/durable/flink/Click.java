package dev.pausa.durable.flink;

/** Something that a customer does in a shop: puts an item into the cart, or checks out. */
public record Click(String customer, String item, long millis) {
    static final String CHECKOUT = "checkout";

    boolean isCheckout() {
        return item.equals(CHECKOUT);
    }
}
