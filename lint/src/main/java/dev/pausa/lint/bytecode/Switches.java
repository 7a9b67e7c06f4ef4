package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which checks are made, and where: what class files have no {@code @SuppressWarnings} for. */
public final class Switches {
    private record Off(Pattern classes, Set<Check> checks) {}

    private final List<Off> all = new ArrayList<>();

    /** Makes one with all checks on. */
    public Switches() {}

    /**
     * Switches checks off.
     *
     * @param ids their ids, with commas between them, or {@code all}
     * @throws IllegalArgumentException if there is no such check; the message names all
     */
    public void off(String ids) {
        all.add(new Off(Pattern.compile(".*"), checks(ids)));
    }

    /**
     * Switches checks off in some classes.
     *
     * @param text {@code CLASS=ID,ID}: the name of a class, which stands for those nested in it, too; {@code *} in it
     *     stands for any characters
     * @throws IllegalArgumentException if it has another form, or there is no such check
     */
    public void offIn(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("'" + text + "' has not the form CLASS=ID,ID; write for instance"
                    + " 'com.example.*=blocking-call'");
        }
        String classes = Stream.of(text.substring(0, equals).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        all.add(new Off(Pattern.compile(classes + "(\\$.*)?"), checks(text.substring(equals + 1))));
    }

    boolean areOn(Finding finding) {
        return all.stream()
                .noneMatch(off -> off.checks.contains(finding.check())
                        && off.classes.matcher(finding.className()).matches());
    }

    private static Set<Check> checks(String ids) {
        Set<Check> checks = EnumSet.noneOf(Check.class);
        for (String id : ids.split(",")) {
            if (id.equals("all")) {
                checks.addAll(EnumSet.allOf(Check.class));
            } else {
                checks.add(check(id));
            }
        }
        return checks;
    }

    private static Check check(String id) {
        Optional<Check> found = Arrays.stream(Check.values())
                .filter(check -> check.id().equals(id))
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("there is no check '" + id + "'; there are "
                + Arrays.stream(Check.values()).map(Check::id).collect(Collectors.joining(", ")) + ", and all"));
    }
}
