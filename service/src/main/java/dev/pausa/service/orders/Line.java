package dev.pausa.service.orders;

/**
 * How many of a product.
 *
 * @param productId the product
 * @param quantity how many; at least 1
 */
record Line(int productId, int quantity) {}
