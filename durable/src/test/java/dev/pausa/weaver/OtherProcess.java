package dev.pausa.weaver;

import dev.pausa.Step;
import dev.pausa.durable.Saver;
import dev.pausa.weaver.fuzz.SavedBodies;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that loads what another one has saved, drives it to its end, and writes down what it did. */
public final class OtherProcess {
    private OtherProcess() {}

    /** A body at one of its pauses. */
    public record Case(String type, String method, String leaf, int pause, String json) {
        private String line() {
            return String.join("\t", type, method, leaf, "" + pause, json);
        }

        private static Case of(String line) {
            String[] parts = line.split("\t", 5);
            return new Case(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), parts[4]);
        }
    }

    /** Has another JVM go on with these bodies; returns what each logged from there on, and how it ended. */
    public static List<String> run(Path folder, String what, String option, List<Case> cases)
            throws IOException, InterruptedException {
        Path in = folder.resolve("cases.tsv");
        Path out = folder.resolve("outcomes.txt");
        Files.write(in, cases.stream().map(Case::line).toList());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-ea",
                        "-XX:TieredStopAtLevel=1",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        what,
                        in.toString(),
                        out.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("the other process has not come to its end");
        }
        return Files.readAllLines(out);
    }

    public static void main(String[] arguments) throws Throwable {
        String[] what = arguments[0].split(" ", 2);
        List<String> outcomes = new ArrayList<>();
        List<Case> cases =
                Files.readAllLines(Path.of(arguments[1])).stream().map(Case::of).toList();
        if (what[0].equals("fuzz")) {
            outcomes.addAll(SavedBodies.goOn(what[1], cases));
        } else {
            Path classes = Path.of(what[1]);
            Compilation woven = new Compilation(classes, Compilation.load(classes));
            Saver saver = SavedShapes.saver(woven.loader(), woven.classNames());
            for (Case each : cases) {
                outcomes.add(goOn(saver, woven, each));
            }
        }
        Files.write(
                Path.of(arguments[2]),
                outcomes.stream().map(OtherProcess::onOneLine).toList());
    }

    public static String onOneLine(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String goOn(Saver saver, Compilation woven, Case each) throws Throwable {
        Method shape = Class.forName(each.type(), true, woven.loader()).getDeclaredMethod(each.method());
        Run.Leaf leaf = Run.Leaf.valueOf(each.leaf());
        Object yielded = upTo(each.pause(), saver, shape, new Run(Run.Mode.PAUSE, 0, leaf));
        Run run = new Run(Run.Mode.PAUSE, 0, leaf);
        String outcome;
        try {
            SavedDriven driven = SavedDriven.load(saver, each.json());
            run.log().clear(); // the constructors of records have run again
            outcome = SavedPlayer.toEnd(driven, run, driven.step(Player.reply(yielded)), false);
        } catch (Throwable thrown) {
            outcome = "threw " + SavedPlayer.show(thrown);
        }
        return run.log() + " " + outcome;
    }

    private static Object upTo(int pause, Saver saver, Method shape, Run run) throws Throwable {
        SavedDriven driven = new SavedDriven(saver, SavedPlayer.make(shape));
        Object yielded = ((Step.Yielded<?>) driven.step(null)).value();
        for (int at = 1; at < pause; at++) {
            SavedPlayer.count(run, yielded);
            yielded = ((Step.Yielded<?>) driven.step(Player.reply(yielded))).value();
        }
        driven.drop();
        return yielded;
    }
}
