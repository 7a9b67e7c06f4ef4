package dev.pausa.weaver.runtime;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.WeaveException;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.BodyObject;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.BodyTables;
import dev.pausa.weaver.CodeHash;
import dev.pausa.weaver.EnclosingMethod;
import dev.pausa.weaver.LambdaSite;
import dev.pausa.weaver.Nest;
import dev.pausa.weaver.Unweaving;
import dev.pausa.weaver.Weaving;
import dev.pausa.weaver.runtime.BodyFinder.Found;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The bodies and lambdas that some loaded classes contain, as their class files say: what can be named from outside
 * without naming a class. Nothing is woven before a prototype is asked for.
 */
public final class HostCode {

    /** A body. */
    public static final class Body {
        private final Class<?> home;
        private final Kind kind;
        private final BodyTable table;
        private final Supplier<Optional<Found>> finder;
        private Frame prototype;

        private Body(Class<?> home, Kind kind, BodyTable table, Supplier<Optional<Found>> finder) {
            this.home = home;
            this.kind = kind;
            this.table = table;
            this.finder = finder;
        }

        /**
         * Returns the class that declares its code.
         *
         * @return the class
         */
        public Class<?> home() {
            return home;
        }

        /**
         * Returns what it is the body of.
         *
         * @return the kind
         */
        public Kind kind() {
            return kind;
        }

        /**
         * Returns what is where in its frames.
         *
         * @return the table
         */
        public BodyTable table() {
            return table;
        }

        /**
         * Returns the prototype of its frames; weaves it if nobody has.
         *
         * @return the prototype
         */
        public synchronized Frame prototype() {
            if (prototype == null) {
                prototype =
                        WatchedFrame.watched(RuntimeWeaver.prototype(finder.get(), kind, home.getName(), table.key()));
            }
            return prototype;
        }
    }

    /**
     * A lambda, or a method reference, that says what it is.
     *
     * @param host the class that it stands in
     * @param key its enclosing method and its number there, or the method that it refers to
     * @param among how many lambdas the enclosing method has
     * @param hash of its code, or of the reference
     * @param site how it is made
     * @param bodyClasses the binary names of the classes whose objects are in its place, if the host was rewritten
     *     ahead of time
     */
    public record Lambda(Class<?> host, String key, int among, String hash, LambdaSite site, List<String> bodyClasses) {
        /**
         * Returns what such a lambda says about itself.
         *
         * @param captured what it has captured
         * @return the serialized form
         */
        public SerializedLambda form(Object[] captured) {
            return serialized(host, site, captured);
        }

        /**
         * Returns what an object of one of the body classes has captured.
         *
         * @param body the object
         * @return a new list
         */
        public List<Object> captured(BodyObject body) {
            List<Object> captured = new ArrayList<>();
            for (int i = 0; i < site.captured().size(); i++) {
                captured.add(Assembly.read(body, Nest.captured(i)));
            }
            return captured;
        }

        /**
         * Returns whether it is the one that says this about itself.
         *
         * @param form what a lambda says
         * @return whether it stands in the same class and calls the same
         */
        public boolean is(SerializedLambda form) {
            return site.type().equals(form.getFunctionalInterfaceClass())
                    && site.code().getName().equals(form.getImplMethodName())
                    && site.code().getDesc().equals(form.getImplMethodSignature())
                    && site.code().getOwner().equals(form.getImplClass())
                    && site.actual().equals(form.getInstantiatedMethodType());
        }
    }

    private final List<Class<?>> hosts;
    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private final List<Lambda> lambdas = new ArrayList<>();

    private HostCode(List<Class<?>> hosts) {
        this.hosts = hosts;
    }

    /**
     * Looks at classes.
     *
     * @param hosts the classes
     * @return what they contain
     */
    public static HostCode of(List<Class<?>> hosts) {
        HostCode code = new HostCode(List.copyOf(hosts));
        for (Class<?> host : code.hosts) {
            if (MethodSearch.isReadable(host)) {
                ClassNode node = ClassFile.of(host).node();
                List<LambdaSite> sites = LambdaSite.of(node);
                sites.forEach(site -> code.addBodies(host, site));
                code.addLambdas(host, node, sites);
                code.addObject(host);
            }
        }
        return code;
    }

    /**
     * Returns the classes of a nest that people wrote: those that weaving ahead of time has added are left out.
     *
     * @param host any class of the nest
     * @return a new list
     */
    public static List<Class<?>> nestOf(Class<?> host) {
        List<Class<?>> written = new ArrayList<>();
        for (Class<?> member : host.getNestMembers()) {
            if (!Frame.class.isAssignableFrom(member) && !BodyObject.class.isAssignableFrom(member)) {
                written.add(member);
            }
        }
        return written;
    }

    /**
     * Returns the bodies.
     *
     * @return an unmodifiable list
     */
    public List<Body> bodies() {
        return List.copyOf(bodies.values());
    }

    /**
     * Returns the lambdas.
     *
     * @return an unmodifiable list
     */
    public List<Lambda> lambdas() {
        return List.copyOf(lambdas);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies
    // -----------------------------------------------------------------------------------------------------------------

    /** The interfaces of bodies. */
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            Coroutine.Body.class, Kind.COROUTINE,
            Coroutine.ResultBody.class, Kind.COROUTINE,
            Coroutine.Block.class, Kind.BLOCK,
            Coroutine.ResultBlock.class, Kind.BLOCK,
            Generator.Body.class, Kind.GENERATOR,
            Generator.ResultBody.class, Kind.GENERATOR,
            AsyncGenerator.Body.class, Kind.ASYNC_GENERATOR);

    /**
     * Returns whether objects of a type are bodies of a kind.
     *
     * @param type the type
     * @param kind the kind
     * @return true if it is, or implements, one of the interfaces of such bodies
     */
    public static boolean isBody(Class<?> type, Kind kind) {
        return KINDS.entrySet().stream()
                .anyMatch(each -> each.getValue() == kind && each.getKey().isAssignableFrom(type));
    }

    private void addBodies(Class<?> host, LambdaSite site) {
        if (!site.method().equals("run") || site.code().getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return;
        }
        ClassLoader loader = host.getClassLoader();
        Class<?> type = BodyFinder.load(site.type(), loader);
        KINDS.forEach((face, kind) -> {
            if (face.isAssignableFrom(type)) {
                SerializedLambda form =
                        serialized(host, site, new Object[site.captured().size()]);
                Supplier<Reference> reference = () -> Reference.of(form, kind, loader);
                if (BodyFinder.isVirtual(form, reference.get(), loader)) {
                    hosts.forEach(each -> addReceiver(each, form, reference, loader));
                } else {
                    add(kind, () -> BodyFinder.ofLambda(form, reference.get(), loader));
                }
            }
        });
    }

    private void addReceiver(
            Class<?> receiver, SerializedLambda form, Supplier<Reference> reference, ClassLoader loader) {
        if (BodyFinder.load(form.getImplClass(), loader).isAssignableFrom(receiver) || isForwarded(reference.get())) {
            add(reference.get().kind(), () -> BodyFinder.ofReceiver(reference.get(), receiver));
        }
    }

    private static boolean isForwarded(Reference reference) {
        return reference.forwarding().isPresent();
    }

    private void addObject(Class<?> host) {
        KINDS.forEach((face, kind) -> {
            if (face.isAssignableFrom(host)) { // an interface may have a default method run
                add(kind, () -> BodyFinder.ofObject(host, kind));
            }
        });
    }

    private void add(Kind kind, Supplier<Optional<Found>> finder) {
        Optional<Found> found = finder.get();
        if (found.isEmpty() || !hosts.contains(found.get().home())) {
            return;
        }
        BodySource source = found.get().source();
        if (!bodies.containsKey(source.frameName()) && Weaving.canPause(source.method(), kind)) {
            try {
                BodyTable table = BodyTables.of(source, AheadFrames.areForDebugger(found.get()));
                bodies.put(source.frameName(), new Body(found.get().home(), kind, table, finder));
            } catch (WeaveException refused) {
                return; // so is each coroutine of it, and nothing of it is ever saved
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Lambdas
    // -----------------------------------------------------------------------------------------------------------------

    private static SerializedLambda serialized(Class<?> host, LambdaSite site, Object[] captured) {
        return new SerializedLambda(
                host,
                site.type(),
                site.method(),
                site.erased(),
                kindOf(site.code().getTag()),
                site.code().getOwner(),
                site.code().getName(),
                site.code().getDesc(),
                site.actual(),
                captured);
    }

    /** The JVM's numbers of kinds are those of the class file. */
    private static int kindOf(int tag) {
        return tag == Opcodes.H_INVOKEINTERFACE ? MethodHandleInfo.REF_invokeInterface : tag;
    }

    private void addLambdas(Class<?> host, ClassNode node, List<LambdaSite> sites) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Lambda> numbered = new ArrayList<>();
        Optional<ClassNode> index = AheadFrames.isRewritten(host) ? ClassFile.index(host) : Optional.empty();
        Map<String, LambdaSite> woven = index.map(Unweaving::lambdas).orElse(Map.of());
        for (LambdaSite site : sites) {
            Optional<MethodNode> written = written(node, site);
            String group = written.isPresent()
                    ? EnclosingMethod.of(node, written.get()) + ".lambda"
                    : site.code().getOwner().replace(node.name, "~") + "::"
                            + site.code().getName();
            int number = counts.merge(group, 1, Integer::sum);
            String hash = written.isPresent()
                    ? CodeHash.of(node, written.get())
                    : CodeHash.digest(site.code().getDesc() + site.type());
            numbered.add(new Lambda(host, group + number, 0, hash, site, bodyClasses(woven, site)));
        }
        for (Lambda lambda : numbered) {
            String group = lambda.key.replaceFirst("\\d+$", "");
            int among = counts.getOrDefault(group, 1);
            lambdas.add(new Lambda(host, lambda.key, among, lambda.hash, lambda.site, lambda.bodyClasses));
        }
    }

    private static List<String> bodyClasses(Map<String, LambdaSite> woven, LambdaSite site) {
        return woven.keySet().stream()
                .filter(bodyClass -> site.equals(woven.get(bodyClass)))
                .map(bodyClass -> bodyClass.replace('/', '.'))
                .toList();
    }

    /** The method that the compiler made of a lambda. */
    private static Optional<MethodNode> written(ClassNode node, LambdaSite site) {
        return node.methods.stream()
                .filter(method -> (method.access & Opcodes.ACC_SYNTHETIC) != 0
                        && site.code().getOwner().equals(node.name)
                        && method.name.equals(site.code().getName())
                        && method.desc.equals(site.code().getDesc()))
                .findFirst();
    }

    /**
     * Returns the descriptors of what a lambda captures.
     *
     * @param lambda the lambda
     * @return a new list
     */
    public static List<String> captured(Lambda lambda) {
        return lambda.site().captured().stream().map(Type::getDescriptor).toList();
    }
}
