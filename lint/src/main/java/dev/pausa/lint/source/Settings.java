package dev.pausa.lint.source;

import dev.pausa.lint.Check;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said to the plugin: {@code off=id,id} and {@code strict}. */
final class Settings {
    private static final String OFF = "off=";

    private final Set<Check> enabled = EnumSet.allOf(Check.class);
    private boolean isStrict;
    private @Nullable String unknown;

    static Settings of(String... arguments) {
        Settings settings = new Settings();
        for (String argument : arguments) {
            if (argument.startsWith(OFF)) {
                Arrays.asList(argument.substring(OFF.length()).split(",")).forEach(settings::switchOff);
            } else if (argument.equals("strict")) {
                settings.isStrict = true;
            } else {
                settings.unknown = argument;
            }
        }
        return settings;
    }

    private void switchOff(String id) {
        if (id.equals("all")) {
            enabled.clear();
        } else if (Arrays.stream(Check.values()).noneMatch(check -> check.id().equals(id))) {
            unknown = id;
        } else {
            enabled.removeIf(check -> check.id().equals(id));
        }
    }

    boolean isOn(Check check) {
        return enabled.contains(check);
    }

    boolean isAnyOn() {
        return !enabled.isEmpty();
    }

    /** Whether a warning fails the build. */
    boolean isStrict() {
        return isStrict;
    }

    /** Returns what is told of something that is no setting; null if all are. */
    @Nullable
    String advice() {
        return unknown == null
                ? null
                : "-Xplugin: Pausa does not know '" + unknown
                        + "'; write -Xplugin:\"Pausa off=ID,ID\", with the ids that"
                        + " its messages show, or off=all, or strict, by which warnings are errors";
    }
}
