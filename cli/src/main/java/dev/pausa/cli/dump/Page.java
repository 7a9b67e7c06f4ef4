package dev.pausa.cli.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Makes the page that draws a dump. The page holds the dump as JSON, in which nothing can end the element that it stands in. */
final class Page {
    private Page() {}

    private static final String PLACE = "@DATA@";

    /** Returns the whole page; it needs no other file. */
    static String of(String json) {
        try (InputStream template = Objects.requireNonNull(Page.class.getResourceAsStream("page.html"))) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace(PLACE, json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
