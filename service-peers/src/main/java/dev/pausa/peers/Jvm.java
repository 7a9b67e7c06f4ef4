package dev.pausa.peers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with this class path, which is told and asked things by its standard streams. */
public final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    /**
     * Starts one.
     *
     * @param options of the JVM
     * @param main the class
     * @param arguments of the program
     * @throws IOException if it does not start
     */
    public Jvm(List<String> options, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        File log = new File(System.getProperty("peers.log", "/dev/null"));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Waits for its next line.
     *
     * @param first the word that it must begin with
     * @return the words after that
     * @throws IOException if it ends, or says something else
     */
    public String[] read(String first) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(first)) {
            throw new IOException("the JVM was to say '" + first + "', and " + (line == null ? "ended" : "said " + line)
                    + "; its standard error output is in " + System.getProperty("peers.log"));
        }
        return line.substring(first.length()).strip().split(" ");
    }

    /**
     * Asks something, and waits for the answer.
     *
     * @param question a line
     * @param first as for {@link #read}
     * @return as {@link #read}
     * @throws IOException as {@link #read}
     */
    public String[] ask(String question, String first) throws IOException {
        questions.println(question);
        return read(first);
    }

    /** Has it end. */
    @Override
    public void close() throws InterruptedException {
        questions.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
