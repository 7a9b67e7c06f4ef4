package dev.pausa.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the command line says. */
record Settings(int port, boolean approve, Path folder, String version2) {
    static final String USAGE = """
        Usage: ./pausa agent [OPTION...]

        Plays the story of docs/durable-demo.md: an agent asks a model and tools over HTTP, and a person for
        approval. While it waits it is killed with kill -9 and a new version is deployed, in which it goes on;
        then it is killed once more, in the middle of a call.

        Options:
          --approve      approve in the person's place; otherwise you do, on the page
          --port N       the port of the page, 8080 by default
          --folder DIR   where the agent's database is, a new folder by default; it is kept
        """;

    static Settings of(List<String> arguments) throws IOException {
        int port = 8080;
        boolean approve = false;
        Path folder = null;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--approve" -> approve = true;
                case "--port" -> port = Integer.parseInt(value(arguments, ++i));
                case "--folder" -> folder = Path.of(value(arguments, ++i));
                default ->
                    throw new IllegalArgumentException(
                            "there is no option " + arguments.get(i) + "; --help shows which there are");
            }
        }
        Path chosen = folder == null ? Files.createTempDirectory("pausa-agent") : Files.createDirectories(folder);
        return new Settings(port, approve, chosen.toAbsolutePath(), version2Classes());
    }

    private static String value(List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(arguments.get(index - 1) + " needs a value");
        }
        return arguments.get(index);
    }

    /** What is deployed later: a class path, which version 1 does not have. */
    private static String version2Classes() {
        String path = System.getProperty("agent.version2");
        if (path == null) {
            throw new IllegalArgumentException("-Dagent.version2 is to be the class path of the agent's version 2");
        }
        return path;
    }
}
