package dev.pausa.durable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

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
        put(hosts, alias, host);
        return this;
    }

    @Override
    public Builder type(String alias, Class<?> type) {
        String why = Refused.why(type);
        if (why != null) {
            throw new IllegalArgumentException(
                    "objects of " + type.getName() + " cannot be registered to be saved: " + why);
        }
        if (type.isInterface() || type.isArray() || type.isPrimitive() || type.isHidden()) {
            throw new IllegalArgumentException(type.getName()
                    + " is no class that objects have; register the classes that implement it, under a name each");
        }
        put(types, alias, type);
        return this;
    }

    @Override
    public Builder resource(String name, Object resource) {
        put(resources, name, resource);
        return this;
    }

    @Override
    public Builder codec(Codec codec) {
        this.codec = codec;
        return this;
    }

    @Override
    public Builder migrate(String key, int from, Migration migration) {
        put(migrations.computeIfAbsent(key, any -> new HashMap<>()), from, migration);
        return this;
    }

    @Override
    public <A, R> Builder register(String key, int version, DurableBody<A, R> body) {
        put(roots, key, new Registry.Root(key, version, body));
        return this;
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.putIfAbsent(key, value) != null) {
            throw new IllegalArgumentException(
                    key + " is registered twice: as " + map.get(key) + ", and as " + value + "; a name means one thing");
        }
    }

    @Override
    public Snapshots build() {
        Registry registry = new Registry(this);
        Registration.check(registry);
        return new Snapshots(registry);
    }
}
