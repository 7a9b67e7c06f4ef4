package dev.pausa.benchmarks.report;

import dev.pausa.benchmarks.hello.HelloContinuation;
import dev.pausa.benchmarks.hello.HelloHand;
import dev.pausa.benchmarks.hello.HelloKotlin;
import dev.pausa.benchmarks.hello.HelloKotlinIterator;
import dev.pausa.benchmarks.hello.HelloPausa;
import dev.pausa.benchmarks.hello.HelloPlain;
import dev.pausa.benchmarks.hello.HelloPlatformThread;
import dev.pausa.benchmarks.hello.HelloVirtualThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a program takes that prints one line with the help of one coroutine, more than one that prints it without.
 */
final class StartUp implements Section {
    private static final String LEAST = "least";
    private static final String MEDIAN = "median";
    private static final String PLAIN = "plain, least";
    private static final String JVM = "java";

    /** A program of a peer, and the one to compare it with. */
    private record Program(List<String> command, String plain) {}

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "Start-up";
    }

    @Override
    public String explanation() {
        return "A program that prints one line with the help of one coroutine, minus one that prints it"
                + " without, in the same"
                + " language; each in a process of its own, in turn. ms; the times of the plain ones beside them.";
    }

    @Override
    public String measure(Run run) throws Exception {
        Map<String, List<String>> plain = plain();
        Map<Peer, Program> programs = programs(run.settings());
        Map<Object, List<Double>> times = new LinkedHashMap<>();
        for (int i = 0; i <= run.settings().starts(); i++) {
            Progress.say("start-up, round " + i);
            for (Map.Entry<String, List<String>> one : plain.entrySet()) {
                add(times, one.getKey(), one.getValue(), i);
            }
            for (Map.Entry<Peer, Program> one : programs.entrySet()) {
                add(times, one.getKey(), one.getValue().command, i);
            }
        }
        Table table = new Table(List.of(LEAST, MEDIAN, PLAIN));
        for (Peer peer : Peer.values()) {
            Program program = programs.get(peer);
            if (program != null) {
                List<Double> base = times.get(program.plain);
                table.put(peer, LEAST, Cell.of(least(times.get(peer)) - least(base)));
                table.put(peer, MEDIAN, Cell.of(median(times.get(peer)) - median(base)));
                table.put(peer, PLAIN, Cell.of(least(base)));
            }
        }
        return table.markdown("ms", false);
    }

    private static Map<String, List<String>> plain() {
        Map<String, List<String>> plain = new LinkedHashMap<>();
        plain.put(JVM, java(Peer.HAND, HelloPlain.class));
        for (Script script : Script.values()) {
            if (script.isInstalled()) {
                plain.put(script.name(), script.hello("plain"));
            }
        }
        return plain;
    }

    private static Map<Peer, Program> programs(Settings settings) {
        Map<Peer, Program> programs = new LinkedHashMap<>();
        add(programs, Peer.HAND, HelloHand.class);
        add(programs, Peer.PAUSA, HelloPausa.class, "pausa-");
        add(programs, Peer.PAUSA_AHEAD, HelloPausa.class, "pausa-");
        add(programs, Peer.KOTLIN, HelloKotlinIterator.class, "kotlin-stdlib");
        add(programs, Peer.KOTLIN_RAW, HelloKotlin.class, "kotlin-stdlib");
        add(programs, Peer.CONTINUATION, HelloContinuation.class);
        add(programs, Peer.VIRTUAL_THREAD, HelloVirtualThread.class);
        add(programs, Peer.PLATFORM_THREAD, HelloPlatformThread.class);
        for (Script script : Script.values()) {
            programs.put(script.peer(), new Program(script.hello("coroutine"), script.name()));
        }
        programs.keySet().removeIf(peer -> peer.missing() != null || !settings.wants(peer));
        return programs;
    }

    private static void add(Map<Peer, Program> programs, Peer peer, Class<?> program, String... jars) {
        programs.put(peer, new Program(java(peer, program, jars), JVM));
    }

    /** The class path holds no jar but the peer's own. */
    private static List<String> java(Peer peer, Class<?> program, String... jars) {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        if (peer == Peer.CONTINUATION) {
            command.addAll(Jvm.peers());
        }
        command.addAll(peer.options());
        command.addAll(List.of("-cp", Jvm.classPath(peer, jars), program.getName()));
        return command;
    }

    /** Runs a program; the first round warms the file system's caches and does not count. */
    private static void add(Map<Object, List<Double>> times, Object key, List<String> command, int round)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String output = Jvm.run(command);
        double time = (System.nanoTime() - begin) / 1e6;
        if (!output.equals("hello, world")) {
            throw new IOException(command + " printed " + output);
        }
        if (round > 0) {
            times.computeIfAbsent(key, k -> new ArrayList<>()).add(time);
        }
    }

    private static double least(List<Double> times) {
        return Collections.min(times);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
