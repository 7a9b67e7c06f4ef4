package dev.pausa.service;

import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, with orders at a partner that takes its time. */
@Tag("slow")
class PageTest extends ServiceFixture {
    @TempDir
    Path folder;

    /** A partner may take as long as the test. */
    @Override
    PartnerAddress partner(PartnerStub stub) {
        return new PartnerAddress("localhost", stub.port(), LIMIT, 1, Duration.ofMillis(10), 16);
    }

    @Test
    void the_page_shows_orders_as_they_change_and_the_tasks_that_work_at_them() throws Exception {
        shipping.behave(new Behaviour(Duration.ZERO, 0, true));
        try (Browser browser = new Browser(folder, "http://localhost:" + service.port() + "/")) {
            shows(browser, "live");
            List<Long> orders = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                orders.add(ordered(100 + i, 1 + i));
            }
            var checkouts =
                    orders.subList(0, 3).stream().map(id -> checkout(id, key())).toList();
            for (long id : orders) {
                shows(browser, String.valueOf(id));
            }
            shows(browser, "RESERVED");
            shows(browser, "POST /orders/" + orders.get(0) + "/checkout");
            shows(browser, "waits for shipping");
            Files.write(screenshot(), browser.screenshot());
            shipping.behave(Behaviour.USUAL);
            checkouts.forEach(each -> each.cancel(true));
            shows(browser, "FAILED");
        }
    }

    private static void shows(Browser browser, String text) {
        eventually("the page shows " + text, () -> {
            try {
                return browser.text().contains(text);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Returns where the screenshot goes; {@code -Dservice.screenshot=FILE} keeps it. */
    private Path screenshot() {
        String wanted = System.getProperty("service.screenshot");
        return wanted == null ? folder.resolve("page.png") : Path.of(wanted);
    }
}
