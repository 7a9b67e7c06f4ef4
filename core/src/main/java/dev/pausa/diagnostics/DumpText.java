package dev.pausa.diagnostics;

import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a {@link CoroutineDump} for people. */
final class DumpText {
    private static final int MOST_THREADS = 3;

    private final StringBuilder text = new StringBuilder();

    DumpText(CoroutineDump dump) {
        int objects =
                dump.chains().stream().mapToInt(chain -> chain.objects().size()).sum();
        text.append("Coroutine objects at ").append(dump.takenAt()).append(": ");
        text.append(count(objects, "object"))
                .append(" in ")
                .append(count(dump.chains().size(), "chain"));
        if (!dump.loops().isEmpty()) {
            text.append(", ").append(count(tasksIn(dump), "task")).append(" in ");
            text.append(count(dump.loops().size(), "loop"));
        }
        text.append('\n');
        if (hasUnnamedLocals(dump)) {
            text.append("Some variables cannot be shown: their classes were compiled without the names of"
                    + " variables. Compile with javac -g;"
                    + " java FILE.java, which compiles in memory, never has them\n");
        }
        TaskObjects run = new TaskObjects(dump);
        dump.loops().forEach(loop -> new LoopText(text, loop, run).write());
        for (Chain chain : dump.chains()) {
            text.append('\n');
            write(chain.objects());
        }
    }

    private static int tasksIn(CoroutineDump dump) {
        return dump.loops().stream()
                .flatMap(loop -> loop.scopes().stream())
                .mapToInt(scope -> scope.tasks().size())
                .sum();
    }

    private static boolean hasUnnamedLocals(CoroutineDump dump) {
        return dump.chains().stream().flatMap(chain -> chain.objects().stream()).anyMatch(Entry::hasUnnamedLocals);
    }

    private static String count(int number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    private void write(List<Entry> objects) {
        String relation = "";
        for (Entry entry : objects) {
            text.append(relation);
            write(entry);
            relation = "    awaits ";
        }
        long elsewhere = objects.get(objects.size() - 1).awaits();
        if (elsewhere != 0) {
            text.append(relation).append('#').append(elsewhere).append(", which is shown elsewhere\n");
        }
    }

    private void write(Entry entry) {
        text.append('#').append(entry.id()).append(' ').append(entry.kind()).append(' ');
        text.append('"').append(entry.name()).append("\" ");
        text.append(entry.state().name().toLowerCase(Locale.ROOT));
        Duration age = entry.age();
        if (age != null) {
            text.append(", ").append(format(age)).append(" old");
        }
        text.append(drivenBy(entry.threads())).append('\n');
        if (entry.place() != null) {
            text.append("    at ").append(entry.place()).append('\n');
        }
        for (Variable local : entry.locals()) {
            text.append("    | ").append(local.type()).append(' ').append(local.name());
            text.append(" = ").append(local.value()).append('\n');
        }
        if (entry.hasUnnamedLocals()) {
            text.append("    | variables without names\n");
        }
        for (StackTraceElement call : entry.origin()) {
            text.append("    made at ").append(call).append('\n');
        }
    }

    private static String drivenBy(List<String> threads) {
        String names = threads.stream().limit(MOST_THREADS).collect(Collectors.joining("\", \"", "\"", "\""));
        return switch (threads.size()) {
            case 0 -> "";
            case 1 -> ", driven by thread " + names;
            default ->
                ", driven by one of " + threads.size() + " threads: " + names
                        + (threads.size() > MOST_THREADS ? ", …" : "");
        };
    }

    static String format(Duration age) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return age.toSeconds() + "."
                    + String.valueOf(1000 + age.toMillisPart()).substring(1) + " s";
        }
        String minutes = age.toMinutesPart() + " min " + age.toSecondsPart() + " s";
        return age.toHours() == 0 ? minutes : age.toHours() + " h " + minutes;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
