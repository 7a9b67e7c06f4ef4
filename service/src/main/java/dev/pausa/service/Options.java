package dev.pausa.service;

import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param host the address to listen on
 * @param port the port
 * @param database the URL of a database; null for an embedded one
 * @param loops how many event loops
 * @param isTracking whether the page shows tasks
 */
record Options(String host, int port, @Nullable String database, int loops, boolean isTracking) {
    static final String USAGE = """
            Usage: ./pausa serve [--port N] [--host ADDRESS] [--database URL] [--loops N] [--no-tasks]

            Starts the order service of docs/service.md, on http://localhost:8080 if nothing else is said, with a
            PostgreSQL of its own, whose data are gone at the end. Ctrl-C ends it when what runs has finished.

              --port N         listen on this port; 0 for one that is free
              --host ADDRESS   listen on this address; localhost if nothing is said. There is no login; but tasks
                               are shown on this machine alone
              --database URL   use this database, as postgresql://USER:PASSWORD@HOST:PORT/DATABASE
              --loops N        run on so many event loops; as many as there are processors if nothing is said
              --no-tasks       do not keep track of the tasks: the page does not show them, and there is no /tasks
            """;

    static Options parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Options options =
                new Options("localhost", 8080, null, Runtime.getRuntime().availableProcessors(), true);
        while (!rest.isEmpty()) {
            options = options.with(rest.remove(), rest);
        }
        return options;
    }

    private Options with(String option, Deque<String> rest) {
        return switch (option) {
            case "--port" -> new Options(host, number(option, rest, 0, 65535), database, loops, isTracking);
            case "--host" -> new Options(value(option, rest), port, database, loops, isTracking);
            case "--database" -> new Options(host, port, url(option, rest), loops, isTracking);
            case "--loops" -> new Options(host, port, database, number(option, rest, 1, 256), isTracking);
            case "--no-tasks" -> new Options(host, port, database, loops, false);
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }

    /** What was given is not shown, for there is a password in it. */
    private static String url(String option, Deque<String> rest) {
        String url = value(option, rest);
        try {
            PgConnectOptions.fromUri(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option
                    + " needs a URL as postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %40 and the like for"
                    + " what has a meaning in a URL, but has something else");
        }
    }

    private static int number(String option, Deque<String> rest, int least, int most) {
        String value = value(option, rest);
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                option + " needs a number from " + least + " to " + most + ", but has " + value);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }
}
