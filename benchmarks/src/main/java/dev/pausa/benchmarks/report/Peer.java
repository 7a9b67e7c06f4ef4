package dev.pausa.benchmarks.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The peers, in the order of the tables. A peer's id is the name of its methods in the workloads. */
enum Peer {
    HAND_RETURNED("handReturned", "by hand, returned"),
    HAND("hand", "by hand, stored"),
    PAUSA("pausa", "**Pausa**"),
    /** The method of {@link #PAUSA}, run on classes that were rewritten. */
    PAUSA_AHEAD("pausaAhead", "**Pausa, woven ahead**"),
    PAUSA_GENERATOR("pausaGenerator", "Pausa, a generator"),
    KOTLIN("kotlin", "Kotlin"),
    KOTLIN_RAW("kotlinRaw", "Kotlin, raw `suspend`"),
    KOTLIN_OBJECTS("kotlinObjects", "Kotlin, an object for each"),
    KOTLIN_YIELD_ALL("kotlinYieldAll", "Kotlin, `yieldAll`"),
    CONTINUATION("continuation", "JDK `Continuation`"),
    VIRTUAL_THREAD("virtualThread", "virtual thread"),
    PLATFORM_THREAD("platformThread", "platform thread"),
    PYTHON("python", "CPython"),
    NODE("node", "Node.js");

    final String id;
    final String label;

    Peer(String id, String label) {
        this.id = id;
        this.label = label;
    }

    static Peer of(String id) {
        for (Peer peer : values()) {
            if (peer.id.equals(id)) {
                return peer;
            }
        }
        throw new IllegalArgumentException("there is no peer " + id + "; there are "
                + String.join(", ", Stream.of(values()).map(peer -> peer.id).toList()));
    }

    /** What its methods in the workloads are called. */
    String method() {
        return this == PAUSA_AHEAD ? PAUSA.id : id;
    }

    /** What its JVM gets beside the options of all: nothing is woven at run time where all was woven before. */
    List<String> options() {
        return this == PAUSA_AHEAD ? List.of("-Ddev.pausa.weaving=never") : List.of();
    }

    /** Where its classes are. */
    Path classes() {
        return Settings.target().resolve(this == PAUSA_AHEAD ? "ahead" : "classes");
    }

    /** Those that Pausa is compared with as the ideal; the better one counts. */
    static List<Peer> ideals() {
        return List.of(HAND_RETURNED, HAND);
    }

    /** Those that Pausa is compared with as Kotlin; the fastest counts. */
    static List<Peer> kotlins() {
        return List.of(KOTLIN, KOTLIN_RAW, KOTLIN_OBJECTS, KOTLIN_YIELD_ALL);
    }

    /** Why it cannot run here, or null. */
    @Nullable
    String missing() {
        return switch (this) {
            case PAUSA_AHEAD -> Files.isDirectory(classes()) ? null : "there are no rewritten classes in " + classes();
            case CONTINUATION -> Jvm.feature() < 21 ? "this JDK has no such class" : null;
            case VIRTUAL_THREAD -> Jvm.feature() < 21 ? "this JDK has none" : null;
            case PYTHON -> Script.PYTHON.isInstalled() ? null : "no python3 on PATH";
            case NODE -> Script.NODE.isInstalled() ? null : "no node on PATH";
            default -> null;
        };
    }
}
