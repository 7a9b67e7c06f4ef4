package dev.pausa.cli.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Makes the page that draws dumps. The page holds them as JSON, in which nothing can end the element that it stands in.
 */
final class Page {
    private Page() {}

    private static final String PLACE = "@DATA@";

    /**
     * Returns the whole page; it needs no other file.
     *
     * @param dumps a dump of each copy of the library, as JSON
     */
    static String of(List<String> dumps) {
        try (InputStream template = Objects.requireNonNull(Page.class.getResourceAsStream("page.html"))) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(PLACE, '[' + String.join(",", dumps) + ']');
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
