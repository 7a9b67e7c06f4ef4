package dev.pausa.durable.admin;

import dev.pausa.durable.store.DriverSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The command line. */
final class Options {
    static final String USAGE = "usage: ./pausa durable list [--state STATE] [OPTION...]\n"
            + "       ./pausa durable show ID [OPTION...]\n"
            + "       ./pausa durable retry ID... [OPTION...]\n"
            + "options: --database JDBC-URL (without it, the files pausa-durable.* of this folder),\n"
            + "         --user NAME, --namespace NAME; the password is in the variable PAUSA_DATABASE_PASSWORD";

    private static final Set<String> COMMANDS = Set.of("list", "show", "retry");

    private String database = "jdbc:h2:file:./pausa-durable;IFEXISTS=TRUE";
    private String user = "sa";
    private String namespace = "default";
    private @Nullable String state;
    private String command = "";
    private final List<String> ids = new ArrayList<>();

    private Options() {}

    static Options of(String[] arguments) {
        Options options = new Options();
        Iterator<String> words = Arrays.asList(arguments).iterator();
        options.command = words.hasNext() ? words.next() : "";
        if (!COMMANDS.contains(options.command)) {
            throw new IllegalArgumentException("there is no command '" + options.command + "'");
        }
        while (words.hasNext()) {
            options.read(words.next(), words);
        }
        boolean needsId = !options.command.equals("list");
        if (needsId == options.ids.isEmpty()) {
            throw new IllegalArgumentException(
                    needsId ? options.command + " needs the id of an instance" : "list takes no ids");
        }
        return options;
    }

    private void read(String word, Iterator<String> rest) {
        switch (word) {
            case "--database" -> database = value(word, rest);
            case "--user" -> user = value(word, rest);
            case "--namespace" -> namespace = value(word, rest);
            case "--state" -> state = value(word, rest);
            default -> {
                if (word.startsWith("--")) {
                    throw new IllegalArgumentException("there is no option " + word);
                }
                ids.add(word);
            }
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    String command() {
        return command;
    }

    String namespace() {
        return namespace;
    }

    @Nullable
    String state() {
        return state;
    }

    List<String> ids() {
        return ids;
    }

    DataSource source() {
        return new DriverSource(database, user, System.getenv().getOrDefault("PAUSA_DATABASE_PASSWORD", ""));
    }
}
