package dev.pausa.benchmarks.report;

import dev.pausa.benchmarks.AwaitFinished;
import dev.pausa.benchmarks.AwaitReady;
import dev.pausa.benchmarks.ChannelPingPong;
import dev.pausa.benchmarks.ChannelStream;
import dev.pausa.benchmarks.CreateAndClose;
import dev.pausa.benchmarks.GeneratorElement;
import dev.pausa.benchmarks.LargeBody;
import dev.pausa.benchmarks.RaiseAndCatch;
import dev.pausa.benchmarks.ResumeUnderAwaits;
import dev.pausa.benchmarks.ResumeUnderYoungAwaits;
import dev.pausa.benchmarks.SchedulerLoop;
import dev.pausa.benchmarks.ScopeOfTwo;
import dev.pausa.benchmarks.SendReceive;
import dev.pausa.benchmarks.StartAndJoin;
import dev.pausa.benchmarks.TaskSwitches;
import dev.pausa.benchmarks.TreeOfCoroutines;
import dev.pausa.benchmarks.WalkOfBalancedTree;
import dev.pausa.benchmarks.WalkOfDeepTree;
import dev.pausa.benchmarks.Workload;
import dev.pausa.benchmarks.report.Timed.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All workloads, in the order of the report. */
final class Suite {
    static final String ONE_THREAD =
            " Kotlin is kotlinx.coroutines in `runBlocking`, CPython asyncio; the virtual threads have one carrier.";

    static final List<Section> SECTIONS = List.of(
            Timed.of(
                    "generator",
                    "An element of a generator",
                    "A new generator yields a thousand boxed numbers. ns for each.",
                    "taken with",
                    GeneratorElement.class),
            Timed.of(
                    "send",
                    "Send and receive",
                    "A number is sent in, the total so far comes out. ns for an exchange; the frame has just been made,"
                            + " or is in the old generation.",
                    "frame",
                    SendReceive.class),
            new Timed(
                    "collectors",
                    "Send and receive, by the garbage collector",
                    "The exchange of the table above. ns for each.",
                    "frame",
                    byCollector()),
            Timed.of(
                    "large",
                    "A large body",
                    "A number is sent to a body with many places to pause and twelve variables that are live at each."
                            + " ns for an exchange.",
                    "pauses",
                    LargeBody.class),
            Timed.of(
                    "await",
                    "Await a child that finishes at once",
                    "A body awaits a thousand others, each made just before. ns for a child; of one kind, or of three"
                            + " in turn.",
                    "kinds",
                    AwaitFinished.class),
            new Depth(Timed.of(
                    "depth",
                    "Resume under awaits",
                    "The exchange of the second table, in the old generation, by the innermost of a chain. ns for an"
                            + " exchange.",
                    "awaits",
                    ResumeUnderAwaits.class)),
            Timed.of(
                    "young",
                    "Resume under awaits that were made just before",
                    "A hundred thousand exchanges with the innermost of a new chain; a small number is sent in, the"
                            + " total so far comes out, boxed. Pausa is driven with `step`. ns for an exchange.",
                    "awaits",
                    ResumeUnderYoungAwaits.class),
            new Timed(
                    "walk",
                    "A recursive generator",
                    "The keys of a tree in order, a generator for each node. ns for a node; of a balanced tree with"
                            + " 65,535 nodes, and of one a million levels deep. Beside them a generator without"
                            + " recursion.",
                    "tree",
                    List.of(
                            new Column("no recursion", GeneratorElement.class, Map.of("loop", "for-each")),
                            Column.of("balanced", WalkOfBalancedTree.class),
                            Column.of("deep", WalkOfDeepTree.class))),
            new Timed(
                    "raise",
                    "Raise in and catch",
                    "An exception is raised where a body is paused; it catches it and yields again. ns for each.",
                    "",
                    List.of(Column.of("each", RaiseAndCatch.class))),
            new Timed(
                    "close",
                    "Create, first step, close",
                    "The body pauses in a try, whose finally block runs. ns for each.",
                    "",
                    List.of(Column.of("each", CreateAndClose.class))),
            Timed.of(
                    "tree",
                    "A tree of a million coroutines",
                    "Each is awaited by its parent. ns for a coroutine; the leaves finish at once, or pause once.",
                    "leaves",
                    TreeOfCoroutines.class),
            Timed.of(
                    "scheduler",
                    "A scheduler's loop",
                    "Paused coroutines are resumed in turn, with values that need no new box. ns for a resume; by the"
                            + " number of coroutines.",
                    "coroutines",
                    SchedulerLoop.class),
            new Timed(
                    "channel",
                    "Tasks and channels",
                    "Two tasks of a loop. There and back: one sends a number, the other one sends it back, doubled; ns"
                            + " for both, through channels that keep nothing or 64 numbers. A stream: one sends a"
                            + " thousand numbers, the other one adds them up; ns for each." + ONE_THREAD
                            + " CPython has no queue that keeps nothing: its first column is of one that keeps one.",
                    "",
                    List.of(
                            new Column("there and back", ChannelPingPong.class, Map.of("capacity", "0")),
                            new Column("there and back, 64", ChannelPingPong.class, Map.of("capacity", "64")),
                            Column.of("stream, 64", ChannelStream.class))),
            Timed.of(
                    "switch",
                    "Switch between tasks",
                    "The tasks of a scope give way to each other, 4,000,000 times in all. ns for each time, with the"
                            + " start of the tasks." + ONE_THREAD,
                    "tasks",
                    TaskSwitches.class),
            new Timed(
                    "join",
                    "Start a task and await it",
                    "A task starts another one, which returns at once, and awaits it; or, in a scope for each time, two"
                            + " of them. ns for each time." + ONE_THREAD,
                    "",
                    List.of(Column.of("one", StartAndJoin.class), Column.of("a scope of two", ScopeOfTwo.class))),
            Timed.of(
                    "ready",
                    "Await what is ready",
                    "A task awaits a value that is there already, without and with a limit of time around it. ns for"
                            + " each." + ONE_THREAD,
                    "limit",
                    AwaitReady.class),
            new SleepingTasks(),
            new PausedSize(),
            new StartUp());

    private Suite() {}

    private static List<Column> byCollector() {
        List<Column> columns = new ArrayList<>();
        for (Collector collector : Collector.values()) {
            for (String frame : Case.values(SendReceive.class, "frame")) {
                columns.add(new Column(
                        frame + ", " + collector.label, SendReceive.class, Map.of("frame", frame), collector));
            }
        }
        return columns;
    }

    /** The classes of those that JMH runs. */
    static List<Class<? extends Workload>> workloads() {
        return List.of(
                SendReceive.class,
                LargeBody.class,
                AwaitFinished.class,
                ResumeUnderAwaits.class,
                ResumeUnderYoungAwaits.class,
                RaiseAndCatch.class,
                CreateAndClose.class,
                TreeOfCoroutines.class,
                SchedulerLoop.class,
                GeneratorElement.class,
                WalkOfBalancedTree.class,
                WalkOfDeepTree.class,
                ChannelPingPong.class,
                ChannelStream.class,
                TaskSwitches.class,
                StartAndJoin.class,
                ScopeOfTwo.class,
                AwaitReady.class);
    }

    /** Returns the id if there is such a workload. */
    static String checked(String id) {
        if (SECTIONS.stream().noneMatch(section -> section.id().equals(id))) {
            throw new IllegalArgumentException("there is no workload " + id + "; there are "
                    + String.join(", ", SECTIONS.stream().map(Section::id).toList()));
        }
        return id;
    }
}
