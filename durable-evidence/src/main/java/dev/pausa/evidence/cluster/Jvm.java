package dev.pausa.evidence.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM, which is spoken to by its standard streams, and can be stopped and killed. */
public final class Jvm implements AutoCloseable {
    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    private Jvm(Command command, String name) throws IOException {
        this.name = name;
        this.log = command.log;
        ProcessBuilder builder = new ProcessBuilder(command.line);
        builder.environment().putAll(command.environment);
        process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** How to start one. */
    public static final class Command {
        private final List<String> line = new ArrayList<>();
        private final Map<String, String> environment;
        private final Path log;

        /**
         * Makes one.
         *
         * @param options of the JVM
         * @param classPath what stands before this process's own class path
         * @param environment variables beside this process's
         * @param log the file for its standard error output
         */
        public Command(List<String> options, List<Path> classPath, Map<String, String> environment, Path log) {
            this.environment = environment;
            this.log = log;
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(options);
            List<String> paths =
                    new ArrayList<>(classPath.stream().map(Path::toString).toList());
            paths.add(System.getProperty("java.class.path"));
            line.addAll(List.of("-cp", String.join(System.getProperty("path.separator"), paths)));
        }

        /**
         * Starts it.
         *
         * @param name for people
         * @param main the class
         * @param arguments of the program
         * @return the JVM
         * @throws IOException if it does not start
         */
        public Jvm start(String name, Class<?> main, List<String> arguments) throws IOException {
            line.add(main.getName());
            line.addAll(arguments);
            return new Jvm(this, name);
        }
    }

    /**
     * Returns its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Waits for a line.
     *
     * @param first the word that it must begin with
     * @return what stands after that
     * @throws IOException if it ends, or says something else
     */
    public String read(String first) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(first)) {
            throw new IOException(name + " was to say '" + first + "', and " + (line == null ? "ended" : "said " + line)
                    + "; what it reported is in " + log);
        }
        return line.substring(first.length()).strip();
    }

    /**
     * Asks something, and waits for the answer.
     *
     * @param question a line
     * @param first as for {@link #read}
     * @return as {@link #read}
     * @throws IOException as {@link #read}
     */
    public String ask(String question, String first) throws IOException {
        questions.println(question);
        return read(first);
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops all its threads where they are. */
    public void stop() throws IOException {
        send(process.pid(), "STOP");
    }

    /** Has a stopped one go on. */
    public void goOn() throws IOException {
        send(process.pid(), "CONT");
    }

    static void send(long pid, String signal) throws IOException {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("kill -" + signal + " " + pid + " ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a signal was sent", e);
        }
    }

    /** Has it end by itself, or kills it. */
    @Override
    public void close() {
        questions.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
