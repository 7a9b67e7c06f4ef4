package dev.pausa.peers.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class WantedTest {
    private static final String OK = "HTTP/1.1 200 OK";
    private static final String PRODUCT = "{\"id\":7,\"name\":\"product 7\",\"priceCents\":359,\"stock\":1000}";

    private static String page(int products) {
        return "[" + String.join(",", Collections.nCopies(products, PRODUCT)) + "]";
    }

    @Test
    void a_page_has_all_its_products() {
        assertThatCode(() -> Wanted.PAGE.check(OK, page(20))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Wanted.PAGE.check(OK, page(19))).hasMessageContaining("PAGE was answered with");
        assertThatThrownBy(() -> Wanted.PAGE.check("HTTP/1.1 500 Internal Server Error", page(20)))
                .hasMessageContaining("500");
    }
}
