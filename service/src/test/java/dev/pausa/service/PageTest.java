package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        return PartnerAddress.local(stub.port());
    }

    @Test
    void the_page_shows_orders_and_the_tasks_that_work_at_them() throws Exception {
        assertThat(get("/").body()).contains("Orders and tasks");
        shipping.behave(new Behaviour(Duration.ZERO, 0, true));
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orders.add(ordered(100 + i, 1 + i));
        }
        for (long id : orders.subList(0, 3)) {
            var unused = checkout(id, key());
        }
        String dom = browse("--dump-dom");
        for (long id : orders) {
            assertThat(dom).contains("<td>" + id + "</td>");
        }
        assertThat(dom).contains(">live<", "/checkout", "waits for");
        browse("--screenshot=" + screenshot(), "--window-size=1280,760");
    }

    /** Returns where the screenshot goes; {@code -Dservice.screenshot=FILE} keeps it. */
    private Path screenshot() {
        String wanted = System.getProperty("service.screenshot");
        return wanted == null ? folder.resolve("page.png") : Path.of(wanted);
    }

    private String browse(String... options) throws Exception {
        Path out = Files.createTempFile(folder, "chromium", ".out");
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--timeout=1500")); // for the page has events and never ends to load
        command.addAll(List.of(options));
        command.add("http://localhost:" + service.port() + "/");
        Process chromium = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(chromium.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
        } finally {
            chromium.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
