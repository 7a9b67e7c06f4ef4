package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Orders whose checkout did not come to its end; here they are left alone for two seconds, and not for minutes. */
class AftercareTest extends ServiceFixture {
    /** What a process leaves that dies after it has reserved. */
    private static final String RESERVE = """
            WITH reserved AS (
                UPDATE orders SET status = 'RESERVED', idempotency_key = '%s', changed_at = now() + interval '%s'
                WHERE id = %d RETURNING id),
            taken AS (
                UPDATE product p SET stock = stock - l.quantity FROM order_line l, reserved r
                WHERE l.order_id = r.id AND p.id = l.product_id RETURNING p.id)
            SELECT count(*) FROM taken
            """;

    private static final String IDLE =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pausa-service' AND query LIKE '%looked%'";

    private static final String DUE = "SELECT count(*) FROM orders WHERE refund_due AND id = ";

    @Override
    Duration reservation() {
        return Duration.ofSeconds(2);
    }

    /** Each is asked once, and may take its time. */
    @Override
    PartnerAddress partner(PartnerStub stub) {
        return new PartnerAddress("localhost", stub.port(), LIMIT, 1, Duration.ofMillis(10), 16);
    }

    /** Makes an order that was reserved, and whose checkout is not to be found any more. */
    private long left(int product, String key, String since) throws Exception {
        long id = ordered(product, 3);
        assertThat(number(RESERVE.formatted(key, since, id))).isEqualTo(1);
        return id;
    }

    private long stock(int product) {
        return number("SELECT stock FROM product WHERE id = " + product);
    }

    private void eventuallyGivenUp(long id) {
        eventually(
                "order " + id + " is given up",
                () -> number("SELECT count(*) FROM orders WHERE status = 'FAILED' AND NOT refund_due AND id = " + id)
                        == 1);
    }

    @Test
    void an_order_of_a_process_that_died_is_given_up_once_however_many_loops_there_are() throws Exception {
        assertThat(get(checkout(ordered(40, 1), key())).statusCode()).isEqualTo(200); // all classes are there
        long before = stock(41);
        String key = key();
        long id = left(41, key, "-1 hour");
        eventuallyGivenUp(id);
        assertThat(stock(41)).isEqualTo(before);
        assertThat(payment.done()).containsEntry("refund " + key, 1);
        assertThat(shipping.done()).containsEntry("cancel " + key, 1);
    }

    @Test
    void what_is_young_or_has_ended_is_left_alone() throws Exception {
        long young = left(42, key(), "1 hour");
        String key = key();
        long confirmed = ordered(42, 1);
        assertThat(get(checkout(confirmed, key)).statusCode()).isEqualTo(200);
        SharedDatabase.execute(
                database(), "UPDATE orders SET changed_at = now() - interval '2 hours' WHERE id = " + confirmed);
        eventuallyGivenUp(left(42, key(), "-1 hour"));
        assertThat(status(young)).isEqualTo("RESERVED");
        assertThat(status(confirmed)).isEqualTo("CONFIRMED");
        assertThat(payment.done()).doesNotContainKey("refund " + key);
    }

    @Test
    void a_partner_that_was_away_is_told_when_it_is_back() throws Exception {
        shipping.behave(new Behaviour(Duration.ZERO, 1, false)); // it fails at each
        String key = key();
        long id = ordered(43, 2);
        assertThat(get(checkout(id, key)).statusCode()).isEqualTo(502);
        assertThat(number(DUE + id)).isEqualTo(1);
        shipping.behave(Behaviour.USUAL);
        eventuallyGivenUp(id);
        assertThat(shipping.done()).containsKey("cancel " + key);
    }

    @Test
    void an_order_that_cannot_be_given_up_does_not_keep_the_others_from_it() throws Exception {
        long hopeless = left(44, "no\nheader " + key(), "-2 hours");
        long id = left(44, key(), "-1 hour");
        eventuallyGivenUp(id);
        eventually("the other one was tried", () -> number(DUE + hopeless) == 1);
        SharedDatabase.execute(database(), "UPDATE orders SET refund_due = false WHERE id = " + hopeless);
    }

    @Test
    void it_goes_on_after_the_database_was_away() throws Exception {
        long id = left(45, key(), "1 hour");
        eventually("it has looked once", () -> number(IDLE) > 0);
        cutConnections();
        SharedDatabase.execute(database(), "UPDATE orders SET changed_at = now() - interval '1 hour' WHERE id = " + id);
        eventuallyGivenUp(id);
    }
}
