package dev.pausa.durable;

import dev.pausa.weaver.runtime.HostCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The library's own bodies, which may stand in any chain: those of resources and loops. */
final class Library {
    private Library() {}

    static final String PREFIX = "pausa:";

    /** Grows when the library's bodies change so that what was saved with them does not load any more. */
    private static final String VERSION = "/1";

    private static final List<String> NAMES = List.of(
            "AsyncWith",
            "AsyncIterable",
            "AsyncResource",
            "AsyncCursor",
            "AsyncExitStack",
            "AsyncOperator",
            "ClosingResource",
            "GeneratorResource",
            "Coroutine");

    static final Map<String, Class<?>> HOSTS = hosts();

    /** What they contain, looked at once. */
    static final HostCode CODE = HostCode.of(HOSTS.values().stream()
            .flatMap(host -> HostCode.nestOf(host).stream())
            .distinct()
            .toList());

    private static Map<String, Class<?>> hosts() {
        Map<String, Class<?>> hosts = new LinkedHashMap<>();
        String home = dev.pausa.Coroutine.class.getPackageName();
        for (String name : NAMES) {
            try {
                Class<?> host = Class.forName(home + "." + name, false, Library.class.getClassLoader());
                hosts.put(
                        PREFIX + name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1) + VERSION,
                        host);
            } catch (ClassNotFoundException impossible) {
                throw new LinkageError("pausa-durable does not fit this Pausa, which has no " + name, impossible);
            }
        }
        return hosts;
    }
}
