package dev.pausa.durable;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.frame.Frame;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Matching;
import dev.pausa.weaver.runtime.HostCode;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What data may name, and what that stands for: all that a snapshot can refer to is in here. */
final class Registry {
    /** A body and its table, in whose types registered classes stand by their aliases. */
    record Known(HostCode.Body body, BodyTable table, String host) {}

    /** A root. */
    record Root(String key, int version, DurableBody<?, ?> body) {}

    final Codec codec;
    final Map<String, Root> roots;
    final Map<String, Map<Integer, Migration>> migrations;
    private final Map<String, Class<?>> hosts = new LinkedHashMap<>();
    private final Map<Class<?>, String> hostAliases = new HashMap<>();
    private final Map<String, Class<?>> types;
    private final Map<Class<?>, String> typeAliases = new HashMap<>();
    private final Map<String, String> typeNames = new HashMap<>();
    private final Map<String, Object> resources;
    private final Map<Object, String> resourceNames = new IdentityHashMap<>();
    private final Map<String, List<Known>> bodies = new LinkedHashMap<>();
    private final Map<Class<?>, Known> byFrame = new ConcurrentHashMap<>();
    private final Map<String, List<HostCode.Lambda>> lambdas = new HashMap<>();

    Registry(Builder builder) {
        this.codec = builder.codec;
        this.roots = Map.copyOf(builder.roots);
        this.migrations = Map.copyOf(builder.migrations);
        this.types = new LinkedHashMap<>(builder.types);
        this.resources = new LinkedHashMap<>(builder.resources);
        types.putAll(DurableOperation.TYPES);
        types.forEach(this::addType);
        resources.forEach((name, object) -> resourceNames.put(object, name));
        builder.hosts.forEach(this::addHost);
        HostCode own = HostCode.of(List.copyOf(hostAliases.keySet()));
        Library.HOSTS.forEach(this::addHost);
        add(own);
        add(Library.CODE);
    }

    private void addType(String alias, Class<?> type) {
        typeAliases.put(type, alias);
        typeNames.put(type.getName(), alias);
    }

    private void add(HostCode code) {
        for (HostCode.Body body : code.bodies()) {
            String host = hostAliases.getOrDefault(body.home(), "");
            bodies.computeIfAbsent(host, any -> new ArrayList<>()).add(new Known(body, named(body.table()), host));
        }
        for (HostCode.Lambda lambda : code.lambdas()) {
            String host = hostAliases.getOrDefault(lambda.host(), "");
            lambdas.computeIfAbsent(host, any -> new ArrayList<>()).add(lambda);
        }
    }

    /** A host stands for its nest: nested, local and anonymous classes have its alias before their own names. */
    private void addHost(String alias, Class<?> host) {
        for (Class<?> member : HostCode.nestOf(host)) {
            String rest = member.getName().startsWith(host.getName())
                    ? member.getName().substring(host.getName().length())
                    : "$" + member.getSimpleName();
            if (hostAliases.putIfAbsent(member, alias + rest) == null) {
                hosts.put(alias + rest, member);
            }
        }
    }

    /** Returns a text that differs if the code of a body, or what is registered, does. */
    String build() {
        List<String> all = new ArrayList<>();
        roots.values().forEach(root -> all.add(root.key() + " " + root.version()));
        bodies().forEach(known -> all.add(known.host + " " + known.table.hash()));
        all.addAll(types.keySet());
        all.addAll(resources.keySet());
        Collections.sort(all);
        return Integer.toHexString(all.hashCode());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Names
    // -----------------------------------------------------------------------------------------------------------------

    /** The interfaces of bodies: an object of a host's class that is one may be saved without being registered. */
    private static final List<Class<?>> BODIES = List.of(
            Coroutine.Body.class,
            Coroutine.ResultBody.class,
            Coroutine.Block.class,
            Coroutine.ResultBlock.class,
            Generator.Body.class,
            Generator.ResultBody.class,
            AsyncGenerator.Body.class);

    @Nullable
    String aliasOf(Class<?> type) {
        String alias = typeAliases.get(type);
        boolean isBody = alias == null && BODIES.stream().anyMatch(face -> face.isAssignableFrom(type));
        return isBody || isLibrarys(type) ? hostAliases.get(type) : alias;
    }

    private boolean isLibrarys(Class<?> type) {
        return hostAliases.getOrDefault(type, "").startsWith(Library.PREFIX) && !typeAliases.containsKey(type);
    }

    /** Returns the class that data may make objects of by a name. */
    @Nullable
    Class<?> type(String alias) {
        Class<?> type = types.get(alias);
        Class<?> host = type == null ? hosts.get(alias) : null;
        return host != null && alias.equals(aliasOf(host)) ? host : type;
    }

    @Nullable
    Class<?> host(String alias) {
        return hosts.get(alias);
    }

    boolean hasHost(String className) {
        return hostAliases.keySet().stream().anyMatch(host -> host.getName().equals(className));
    }

    @Nullable
    String resourceName(Object object) {
        return resourceNames.get(object);
    }

    @Nullable
    Object resource(String name) {
        return resources.get(name);
    }

    boolean isResource(Class<?> type) {
        return resources.values().stream().anyMatch(type::isInstance);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies
    // -----------------------------------------------------------------------------------------------------------------

    private BodyTable named(BodyTable table) {
        List<BodyTable.Point> points = new ArrayList<>();
        for (BodyTable.Point point : table.points()) {
            List<BodyTable.Value> values = new ArrayList<>();
            point.values()
                    .forEach(value -> values.add(new BodyTable.Value(
                            value.name(), value.isOperand(), named(value.descriptor()), value.field())));
            points.add(new BodyTable.Point(point.number(), point.label(), point.line(), point.state(), values));
        }
        return new BodyTable(
                table.key(), table.among(), table.hash(), table.place(), table.hasNames(), List.copyOf(points));
    }

    /** A type by its alias, if it has one, so that a class may be renamed. */
    private String named(String descriptor) {
        int start = descriptor.indexOf('L');
        if (start < 0 || !descriptor.endsWith(";")) {
            return descriptor;
        }
        String name = descriptor.substring(start + 1, descriptor.length() - 1).replace('/', '.');
        String alias = typeNames.get(name);
        return alias == null ? descriptor : descriptor.substring(0, start) + "@" + alias;
    }

    List<Known> bodies() {
        return bodies.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the body that the frames of a class are of, or null if no host has it. */
    @Nullable
    Known bodyOf(Class<?> type) {
        Known known = byFrame.get(type);
        if (known == null) {
            known = find(type);
            if (known != null) {
                byFrame.put(type, known);
            }
        }
        return known;
    }

    private @Nullable Known find(Class<?> frameClass) {
        for (Known known : bodies()) {
            String key = known.table.key();
            int dot = key.lastIndexOf('.');
            String name = known.body.home().getName() + "$" + key.substring(0, dot) + "$" + key.substring(dot + 1);
            boolean maybe =
                    frameClass.getName().equals(name) || frameClass.getName().startsWith(name + "_");
            if (maybe && known.body.prototype().getClass() == frameClass) {
                return known;
            }
        }
        return null;
    }

    /** Returns the body that was saved, or null if none is certainly the same. */
    @Nullable
    Known body(String host, Matching.Saved saved) {
        List<Known> own = bodies.getOrDefault(host, List.of());
        BodyTable found = Matching.body(saved, own.stream().map(Known::table).toList());
        return own.stream().filter(known -> known.table == found).findFirst().orElse(null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Lambdas
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the lambda that the objects of a body class stand for, or null if no host has it. */
    HostCode.@Nullable Lambda lambda(Class<?> bodyClass) {
        for (List<HostCode.Lambda> all : lambdas.values()) {
            for (HostCode.Lambda lambda : all) {
                boolean isNear = lambda.host().getClassLoader() == bodyClass.getClassLoader();
                if (isNear && lambda.bodyClasses().contains(bodyClass.getName())) {
                    return lambda;
                }
            }
        }
        return null;
    }

    HostCode.@Nullable Lambda lambda(Class<?> type, SerializedLambda form) {
        Class<?> host = writer(form.getCapturingClass().replace('/', '.'), type.getClassLoader());
        String alias = host == null ? null : hostAliases.get(host);
        return lambdas.getOrDefault(alias, List.of()).stream()
                .filter(lambda -> lambda.is(form))
                .findFirst()
                .orElse(null);
    }

    /** The class that a person wrote a lambda in: a method reference in a body may be made by its frame class. */
    private @Nullable Class<?> writer(String capturingClass, @Nullable ClassLoader loader) {
        try {
            Class<?> writer = Class.forName(capturingClass, false, loader);
            Known known = Frame.class.isAssignableFrom(writer) ? bodyOf(writer) : null;
            return known != null ? known.body.home() : writer;
        } catch (ClassNotFoundException hidden) {
            return null; // no name leads to it, so it is no host
        }
    }

    @Nullable
    String hostOf(HostCode.Lambda lambda) {
        return hostAliases.get(lambda.host());
    }

    /** Returns the lambda that was saved, or null if none is certainly the same. */
    HostCode.@Nullable Lambda lambda(String host, String key, int among, String hash) {
        HostCode.Lambda named = null;
        List<HostCode.Lambda> equal = new ArrayList<>();
        for (HostCode.Lambda lambda : lambdas.getOrDefault(host, List.of())) {
            named = lambda.key().equals(key) ? lambda : named;
            if (lambda.hash().equals(hash) && group(lambda.key()).equals(group(key))) {
                equal.add(lambda);
            }
        }
        boolean isNamed = named != null && (named.hash().equals(hash) || named.among() == among && equal.isEmpty());
        return isNamed ? named : equal.size() == 1 ? equal.get(0) : null;
    }

    private static String group(String key) {
        return key.replaceFirst("\\d+$", "");
    }
}
