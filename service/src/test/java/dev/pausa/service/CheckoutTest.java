package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.partners.PartnerStub.Behaviour;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The checkout, with partners that are well, refuse, fail, or never answer. */
class CheckoutTest extends ServiceFixture {
    private long stock(int product) {
        return number("SELECT stock FROM product WHERE id = " + product);
    }

    @Test
    void a_checkout_takes_the_stock_and_is_done_once_for_its_key() throws Exception {
        long before = stock(11);
        long id = ordered(11, 4);
        String key = key();
        assertThat(get(checkout(id, key)).body()).contains("CONFIRMED");
        assertThat(get(checkout(id, key)).body()).contains("CONFIRMED");
        assertThat(get(checkout(id, key())).statusCode()).isEqualTo(409);
        assertThat(stock(11)).isEqualTo(before - 4);
        assertThat(payment.done()).containsEntry("charge " + key, 1);
        assertThat(shipping.done()).containsEntry("book " + key, 1);
    }

    @Test
    void a_checkout_without_a_key_or_with_too_long_a_one_is_refused() throws Exception {
        long id = ordered(11, 1);
        assertThat(get(checkout(id, "k".repeat(65))).statusCode()).isEqualTo(400);
        assertThat(post("/orders/" + id + "/checkout", "").body()).contains("Idempotency-Key");
    }

    @Test
    void stock_is_not_sold_twice() throws Exception {
        long before = stock(12);
        List<CompletableFuture<HttpResponse<String>>> checkouts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            checkouts.add(checkout(ordered(12, (int) (before / 3)), key()));
        }
        int confirmed = 0;
        for (var each : checkouts) {
            confirmed += get(each).statusCode() == 200 ? 1 : 0;
        }
        assertThat(confirmed).isEqualTo(3);
        assertThat(stock(12)).isEqualTo(before - 3 * (before / 3));
    }

    @Test
    void what_a_partner_fails_at_is_tried_again_with_the_same_key() throws Exception {
        payment.behave(new Behaviour(Duration.ZERO, 2, false));
        for (int i = 0; i < 4; i++) {
            assertThat(get(checkout(ordered(13, 1), key())).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_partner_that_never_answers_is_given_up_and_the_stock_comes_back() throws Exception {
        shipping.behave(new Behaviour(Duration.ZERO, 0, true));
        long before = stock(14);
        long id = ordered(14, 5);
        String key = key();
        HttpResponse<String> response = get(checkout(id, key));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
        assertThat(response.body()).contains("shipping did not book in 3 tries");
        assertThat(status(id)).isEqualTo("FAILED");
        assertThat(stock(14)).isEqualTo(before);
        assertThat(number("SELECT refund_due::int FROM orders WHERE id = " + id))
                .isEqualTo(1);
    }

    @Test
    void a_client_that_goes_away_during_a_checkout_has_its_order_given_up_and_refunded() throws Exception {
        shipping.behave(new Behaviour(Duration.ofSeconds(20), 0, false));
        long id = ordered(15, 5);
        String key = key();
        try (var socket = socket("POST /orders/" + id + "/checkout HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: "
                + key + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(socket.isConnected()).isTrue();
            eventually("charged", () -> payment.done().containsKey("charge " + key));
            shipping.behave(Behaviour.USUAL);
        }
        eventually("refunded", () -> payment.done().containsKey("refund " + key));
        eventually("settled", () -> number("SELECT refund_due::int FROM orders WHERE id = " + id) == 0);
        assertThat(status(id)).isEqualTo("FAILED");
    }
}
