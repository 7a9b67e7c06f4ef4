package dev.pausa.conformance.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The differential test by command line: any number of programs. See the package's documentation for the command. */
public final class DifferentialRun {
    /** How many differences are minimised; the others are only counted. */
    private static final int MINIMISED = 10;

    private DifferentialRun() {}

    /**
     * Runs programs, and writes each difference found, minimised, as a file.
     *
     * @param arguments how many programs; the seed, or nothing for a new one; the directory for the files
     */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.currentTimeMillis();
        Path directory = Path.of(arguments.length > 2 ? arguments[2] : "target/differential");
        System.out.println("seed " + seed);
        PythonSide python = PythonSide.find().orElseThrow(() -> new IllegalStateException("no python3 3.11 or newer"));
        Differential differential = new Differential(python);
        List<Difference> found = differential.fuzz(seed, count);
        System.out.println(differential.summary() + "; " + found.size() + " differ");
        for (Difference difference : found.subList(0, Math.min(found.size(), MINIMISED))) {
            record(new Minimiser(differential::compare).minimise(difference), directory);
        }
    }

    /** Writes a difference in the form of a recorded regression. */
    static Path record(Difference difference, Path directory) throws IOException {
        Files.createDirectories(directory);
        String name = Integer.toHexString(difference.program().hashCode()) + ".txt";
        Path file = Files.writeString(directory.resolve(name), difference.report());
        System.out.println(file + "\n" + difference.report());
        return file;
    }
}
