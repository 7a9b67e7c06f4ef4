package dev.pausa.lint.source;

import dev.pausa.lint.Check;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said to the plugin.
 *
 * @param enabled the checks that are made
 * @param problem what is wrong with what is said; null if nothing is
 */
record Settings(Set<Check> enabled, @Nullable String problem) {
    private static final String OFF = "off=";

    static Settings of(String... arguments) {
        Set<Check> enabled = EnumSet.allOf(Check.class);
        String problem = null;
        for (String argument : arguments) {
            if (!argument.startsWith(OFF)) {
                problem = argument;
                continue;
            }
            for (String id : argument.substring(OFF.length()).split(",")) {
                if (!id.equals("all")
                        && enabled.stream().noneMatch(check -> check.id().equals(id))) {
                    problem = id;
                }
                enabled.removeIf(check -> id.equals("all") || check.id().equals(id));
            }
        }
        return new Settings(enabled, problem);
    }

    /** Returns what is told of the problem. */
    String advice() {
        return "-Xplugin: Pausa does not know '" + problem + "'; write -Xplugin:\"Pausa off=ID,ID\", with the ids that"
                + " its messages show, or off=all";
    }
}
