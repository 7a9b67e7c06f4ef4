package dev.pausa.demo;

import java.util.List;

/** Plays the story. See {@code ./pausa agent}. */
public final class Main {
    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments as {@code --help} tells
     * @throws Exception if something of it fails
     */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Settings.USAGE);
            return;
        }
        Settings settings;
        try {
            settings = Settings.of(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("agent: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        try (Story story = new Story(settings, new Person(settings, System.out::println), System.out::println)) {
            System.out.println("answer: " + story.play());
        }
        System.exit(0);
    }
}
