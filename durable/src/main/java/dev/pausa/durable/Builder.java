package dev.pausa.durable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was registered so far. */
final class Builder implements Snapshots.Builder {
    final Map<String, Class<?>> hosts = new LinkedHashMap<>();
    final Map<String, Class<?>> types = new LinkedHashMap<>();
    final Map<String, Object> resources = new LinkedHashMap<>();
    final Map<String, Registry.Root> roots = new LinkedHashMap<>();
    final Map<String, Map<Integer, Migration>> migrations = new HashMap<>();
    Codec codec = Codec.jackson();

    @Override
    public Builder host(String alias, Class<?> host) {
        put(hosts, Objects.requireNonNull(alias, "alias"), Objects.requireNonNull(host, "host"));
        return this;
    }

    @Override
    public Builder type(String alias, Class<?> type) {
        String why = Refused.why(Objects.requireNonNull(type, "type"));
        if (why != null) {
            throw new IllegalArgumentException(
                    "objects of " + type.getName() + " cannot be registered to be saved: " + why);
        }
        if (type.isInterface() || type.isArray() || type.isPrimitive() || type.isHidden()) {
            throw new IllegalArgumentException(type.getName()
                    + " is no class that objects have; register the classes that implement it, under a name each");
        }
        put(types, Objects.requireNonNull(alias, "alias"), type);
        return this;
    }

    @Override
    public Builder resource(String name, Object resource) {
        put(resources, Objects.requireNonNull(name, "name"), Objects.requireNonNull(resource, "resource"));
        return this;
    }

    @Override
    public Builder codec(Codec codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    @Override
    public Builder migrate(String key, int from, Migration migration) {
        Map<Integer, Migration> ofBody =
                migrations.computeIfAbsent(Objects.requireNonNull(key, "key"), any -> new HashMap<>());
        put(ofBody, from, Objects.requireNonNull(migration, "migration"));
        return this;
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> Builder register(
            String key, int version, DurableBody<A, R> body) {
        Objects.requireNonNull(key, "key");
        put(roots, key, new Registry.Root(key, version, Objects.requireNonNull(body, "body")));
        return this;
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(key + " is registered twice: as " + map.get(key) + ", and as " + value
                    + "; a name means one thing");
        }
    }

    @Override
    public Snapshots build() {
        Registry registry = new Registry(this);
        Registration.check(registry);
        return new Snapshots(registry);
    }
}
