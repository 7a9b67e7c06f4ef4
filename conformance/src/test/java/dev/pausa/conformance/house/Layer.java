package dev.pausa.conformance.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parts of the library. Each uses itself and the parts that are named after its classes, and nothing else of the
 * library. A part can name none that stands below it, for that would be a forward reference: so there is no circle.
 *
 * <p>The package {@code dev.pausa} is two parts with the machine between them: the objects have the machine drive them,
 * and both speak the protocols.
 */
enum Layer {
    /** Stack traces: works on their elements, and knows neither frames nor objects. */
    TRACES(packages("dev.pausa.trace")),

    /** What bodies, drivers and the machine say to each other. */
    PROTOCOLS(inMainPackage(Layer::isProtocol), TRACES),

    /** The frames, what woven code calls, and the loop that drives both. */
    MACHINE(packages("dev.pausa.frame", "dev.pausa.woven"), TRACES, PROTOCOLS),

    /** Coroutines, generators, iteration, resources: what users make. */
    OBJECTS(inMainPackage(name -> !isProtocol(name)), TRACES, PROTOCOLS, MACHINE),

    /** The flight recorder's events: plain data. */
    EVENTS(packages("dev.pausa.diagnostics.jfr")),

    /** Handlers, dumps, the MXBean. The machine tells an observer, and does not know who that is. */
    DIAGNOSTICS(packages("dev.pausa.diagnostics"), TRACES, PROTOCOLS, MACHINE, OBJECTS, EVENTS),

    /** From the code of a body to the code of a frame. */
    WEAVER(packages("dev.pausa.weaver"), TRACES, PROTOCOLS, MACHINE),

    /** Weaves at first use. The machine finds it by its name; who saves chains asks what classes contain. */
    RUNTIME_WEAVER(packages("dev.pausa.weaver.runtime"), TRACES, PROTOCOLS, MACHINE, WEAVER),

    /** Weaves ahead of time. */
    AHEAD_WEAVER(packages("dev.pausa.weaver.ahead"), TRACES, PROTOCOLS, MACHINE, WEAVER),

    /** The agent, which the weaver finds by its name: knows the JDK alone. */
    AGENT(packages("dev.pausa.weaver.agent")),

    /** Drivers, and bridges to other libraries: on public names alone. */
    DRIVERS(packages("dev.pausa.async", "dev.pausa.async.order", "dev.pausa.flow"), PROTOCOLS, OBJECTS, DIAGNOSTICS),

    /** What brings other libraries' event loops and streams to the drivers: on public names alone, each by itself. */
    VERTX(packages("dev.pausa.vertx"), PROTOCOLS, OBJECTS, DRIVERS),
    REACTOR(packages("dev.pausa.reactor"), PROTOCOLS, OBJECTS, DRIVERS),

    /** A driver for tests. It has a door of its own to the others. */
    TESTING(packages("dev.pausa.testing"), PROTOCOLS, OBJECTS, DRIVERS),

    /** The rows of the durable engine; knows no chains. */
    DURABLE_STORE(packages("dev.pausa.durable.store")),

    /** Takes chains apart, puts them together, keeps them and wakes them. */
    DURABLE(packages("dev.pausa.durable"), PROTOCOLS, MACHINE, OBJECTS, WEAVER, RUNTIME_WEAVER, DURABLE_STORE),

    /** Shows what is stored. */
    DURABLE_COMMANDS(packages("dev.pausa.durable.admin"), DURABLE, DURABLE_STORE),

    /** Has Flink keep them: on the public names of what takes them apart. */
    DURABLE_FLINK(packages("dev.pausa.durable.flink"), PROTOCOLS, OBJECTS, DURABLE),

    /** What is looked for in code. */
    LINT(packages("dev.pausa.lint")),

    /** The plugin of javac. Knows the library by names alone: it does without the weaver's copy of ASM. */
    LINT_OF_SOURCES(packages("dev.pausa.lint.source"), LINT),

    /** The same checks on class files, which the weaver reads. */
    LINT_OF_CLASS_FILES(packages("dev.pausa.lint.bytecode"), PROTOCOLS, MACHINE, WEAVER, LINT),

    /** The commands of {@code ./pausa}. */
    COMMANDS(packages("dev.pausa.cli.."), DIAGNOSTICS, WEAVER, AHEAD_WEAVER, LINT, LINT_OF_CLASS_FILES);

    static final String MAIN_PACKAGE = "dev.pausa";

    /** The classes that are protocols, and all that is nested in them. */
    private static final Set<String> PROTOCOL_CLASSES = Set.of(
            "Awaitable",
            "AwaitIterator",
            "CoroutineState",
            "CoroutineStateException",
            "GeneratorExit",
            "Step",
            "StopAsyncIteration",
            "StopIteration",
            "WeaveException");

    /** How the names of those end that are nested in objects. */
    private static final Set<String> NESTED_PROTOCOLS = Set.of("Body", "Block", "Yielder", "CoroutineObject$Local");

    final DescribedPredicate<JavaClass> classes;
    final Set<Layer> uses;

    Layer(DescribedPredicate<JavaClass> classes, Layer... uses) {
        this.classes = classes;
        this.uses = Set.of(uses);
    }

    private static DescribedPredicate<JavaClass> packages(String... names) {
        return resideInAnyPackage(names);
    }

    /** The classes of the main package whose names, without the package, are such; and arrays of them. */
    private static DescribedPredicate<JavaClass> inMainPackage(Predicate<String> isSuch) {
        return DescribedPredicate.describe("in " + MAIN_PACKAGE, type -> {
            String name = type.getBaseComponentType().getName();
            return type.getPackageName().equals(MAIN_PACKAGE) && isSuch.test(name.substring(MAIN_PACKAGE.length() + 1));
        });
    }

    private static boolean isProtocol(String name) {
        return PROTOCOL_CLASSES.contains(name.split("\\$")[0])
                || NESTED_PROTOCOLS.stream().anyMatch(name::endsWith);
    }

    /** The names in this file, which the library must have. */
    static Stream<String> protocolNames() {
        return Stream.concat(PROTOCOL_CLASSES.stream(), NESTED_PROTOCOLS.stream());
    }
}
