package dev.pausa.weaver.ahead;

import dev.pausa.WeaveException;
import dev.pausa.frame.Index;
import dev.pausa.trace.FrameNames;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Fingerprint;
import dev.pausa.weaver.FrameName;
import dev.pausa.weaver.Nest;
import dev.pausa.weaver.Weaving;
import dev.pausa.weaver.WovenClass;
import dev.pausa.weaver.ahead.Outcome.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves one class that has bodies. It is not changed itself, but for the copy that {@link #rewrite} returns. */
final class Host {
    private final byte[] classFile;
    private final ClassNode original;
    private final ClassFiles files;
    private final boolean forDebugger;
    private final String hash;
    private final Bodies bodies;
    private final ReferredMethods referred;
    private final Map<Body, String> frameNames = new HashMap<>();
    private final SortedMap<String, byte[]> generated = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final List<PlainReference> references = new ArrayList<>();
    private final List<LateReference> lateReferences = new ArrayList<>();

    /**
     * Looks for its bodies.
     *
     * @param classFile its class file
     * @param original the same, read
     * @param files the class files around it
     * @param forDebugger whether paused frames keep all variables
     * @param taken the names of classes that are there; those of its frame classes are added
     */
    Host(byte[] classFile, ClassNode original, ClassFiles files, boolean forDebugger, Set<String> taken) {
        this.classFile = classFile;
        this.original = original;
        this.files = files;
        this.forDebugger = forDebugger;
        this.hash = Fingerprint.of(classFile);
        this.bodies = new Bodies(original, files);
        this.referred = new ReferredMethods(original, files);
        bodies.all().forEach(body -> frameNames.put(body, freeName(body, taken)));
    }

    private String freeName(Body body, Set<String> taken) {
        String name = FrameName.of(original, body.written(), body.kind(), body.word(original));
        String free = name;
        for (int copy = 2; !taken.add(free); copy++) {
            free = name + FrameNames.AGAIN + copy;
        }
        return free;
    }

    /** Returns what was generated, by internal name; the host itself is not among it. */
    SortedMap<String, byte[]> generated() {
        return generated;
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> remarks() {
        return remarks;
    }

    /** Returns how many bodies there certainly are. */
    int count() {
        return (int) made.stream().filter(each -> each.body().isCertain()).count()
                + references.size()
                + lateReferences.size();
    }

    private String nestHost() {
        return original.nestHostClass == null ? original.name : original.nestHostClass;
    }

    /** Returns whether its class file is of a version that has nests. */
    boolean hasNests() {
        return (original.version & 0xFFFF) >= Opcodes.V11;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Adding
    // -----------------------------------------------------------------------------------------------------------------

    /** Makes frame classes and an index, for the host as it is. */
    void add() {
        for (Body body : bodies.all()) {
            weave(body).ifPresent(made::add);
        }
        if (!made.isEmpty()) {
            putIndex(false, Map.of());
        }
    }

    private void putIndex(boolean isRewritten, Map<String, Site> bodyClasses) {
        IndexClass index = new IndexClass(original, made);
        index.emit(hash, isRewritten, forDebugger, new TreeSet<>(generated.keySet()));
        bodyClasses.forEach(index::emitLambda);
        generated.put(original.name + Index.SUFFIX, index.bytes());
    }

    /** Weaves a body of the host as it is; tells if it cannot be. */
    private Optional<Made> weave(Body body) {
        try {
            return Optional.of(make(body, body.code(original), null));
        } catch (WeaveException refused) {
            tell(body, refused.getMessage());
        } catch (RuntimeException | AssertionError e) { // ASM asserts, where assertions are on
            tell(body, "cannot weave " + original.name.replace('/', '.') + "." + body.method().name + ": " + e);
        }
        return Optional.empty();
    }

    private void tell(Body body, String text) {
        if (body.isCertain()) {
            problems.add(new Problem(original.name.replace('/', '.'), text));
        }
    }

    private Made make(Body body, MethodNode method, Nest nest) {
        String frame = frameNames.get(body);
        BodySource source =
                new BodySource(original, method, body.kind(), body.captures(), frame, files, classFile, nest);
        Weaving.refuseAwaits(source);
        if (!Weaving.canPause(method, body.kind())) {
            return new Made(body, null, null, Weaving.tableOfPlain(source).format());
        }
        String prototype = Weaving.prototype(source, forDebugger);
        WovenClass woven = Weaving.weave(source, forDebugger);
        generated.put(frame, woven.classFile());
        if (!woven.isCompiled() && body.isCertain()) {
            remarks.add(new Problem(source.className(), Weaving.notCompiled(source, woven)));
        }
        return new Made(body, frame, prototype, null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Rewriting
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes frame classes, body classes and an index.
     *
     * @return the rewritten host, or empty if it has no bodies
     */
    Optional<ClassNode> rewrite() {
        Set<String> weavable = weavable();
        ClassNode copy = ClassFiles.parse(classFile);
        Nest nest = new Nest(nestHost());
        Bodies ofCopy = new Bodies(copy, files);
        Map<Body, Site> representative = representatives(weavable);
        Map<Body, String> bodyClasses = new HashMap<>();
        for (int i = 0; i < bodies.sites().size(); i++) {
            Site site = bodies.sites().get(i);
            MethodInsnNode maker = maker(site, representative, bodyClasses, nest);
            if (maker == null && !site.maker().name.equals("$deserializeLambda$")) {
                remarks.add(new Problem(original.name.replace('/', '.'), staysLambda(site)));
            }
            if (maker != null) {
                nest.put(site.instruction(), maker);
                Site ofSame = ofCopy.sites().get(i);
                ofSame.maker().instructions.set(ofSame.instruction(), maker.clone(Map.of()));
            }
        }
        weaveRewritten(weavable, bodyClasses, copy, nest);
        if (made.isEmpty() && references.isEmpty() && lateReferences.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Site> lambdas = new TreeMap<>();
        for (Made each : made) {
            String name = bodyClasses.get(each.body());
            if (name != null) {
                lambdas.put(name, representative.get(each.body()));
                putBodyClass(each, lambdas.get(name), name);
            }
        }
        for (PlainReference each : references) {
            lambdas.put(each.bodyClass(), each.site());
            putBodyClass(each.made(), each.site(), each.bodyClass());
        }
        for (LateReference each : lateReferences) {
            lambdas.put(each.bodyClass(), each.site());
            put(new ReferenceClass(original, each, hash));
        }
        putIndex(true, lambdas);
        return Optional.of(copy);
    }

    /** The entries of the bodies that can be woven; those of the others stay what they are. */
    private Set<String> weavable() {
        Set<String> weavable = new HashSet<>();
        for (Body body : bodies.all()) {
            if (weave(body).isPresent()) {
                weavable.add(body.entry(original));
            }
        }
        generated.clear();
        remarks.clear();
        return weavable;
    }

    /** For each body that gets a class of its own: the first place where it is made. */
    private Map<Body, Site> representatives(Set<String> weavable) {
        Map<Body, Site> sites = new HashMap<>();
        for (Site site : bodies.sites()) {
            Body body = bodies.of(site).orElse(null);
            if (body != null && isKnown(body, site) && weavable.contains(body.entry(original))) {
                sites.putIfAbsent(body, site);
            }
        }
        return sites;
    }

    /** Returns whether it can be known where a body is made that this is its code. */
    private boolean isKnown(Body body, Site site) {
        boolean isOfObject = Type.getArgumentTypes(site.instruction().desc).length > 0;
        boolean isAbstract = (original.access & Opcodes.ACC_ABSTRACT) != 0;
        return !body.isOverridable(original) || isOfObject && !isAbstract;
    }

    /** Returns what makes an object of a body class, in the place of what makes a lambda; null if that stays. */
    private MethodInsnNode maker(Site site, Map<Body, Site> representative, Map<Body, String> bodyClasses, Nest nest) {
        Body body = bodies.of(site).orElse(null);
        if (body != null && representative.containsKey(body) && site.makesTheSame(representative.get(body))) {
            String name = bodyClasses.computeIfAbsent(body, any -> bodyClass(bodyClasses.size()));
            return maker(site, name, body.isOverridable(original), bodyClasses.size(), nest);
        }
        if (body == null && PlainReference.isAt(site, original)) {
            PlainReference reference = reference(site, bodyClasses.size());
            return maker(site, reference.bodyClass(), reference.isOverridable(), bodyClasses.size(), nest);
        }
        return lateMaker(site, bodyClasses.size(), nest);
    }

    private String bodyClass(int ofOwnCode) {
        int taken = ofOwnCode + references.size() + lateReferences.size();
        return original.name + FrameNames.BODY_CLASS + (taken + 1);
    }

    /** Returns what makes an object that finds its frame when the program runs; null if it is not known for what. */
    private MethodInsnNode lateMaker(Site site, int ofOwnCode, Nest nest) {
        for (LateReference known : lateReferences) {
            if (known.site().makesTheSame(site)) {
                return BodyClass.call(site, known.bodyClass(), hash);
            }
        }
        Handle meant = referred.of(site).orElse(null);
        if (meant == null) {
            return null;
        }
        MethodNode lookup = meant.equals(site.code()) ? null : lookup(nest);
        LateReference found = new LateReference(site, meant, lookup, bodyClass(ofOwnCode));
        lateReferences.add(found);
        return BodyClass.call(site, found.bodyClass(), hash);
    }

    /** The method that is added to the host to give its rights, which a class of its nest has not all of. */
    private MethodNode lookup(Nest nest) {
        for (LateReference known : lateReferences) {
            if (known.lookup() != null) {
                return known.lookup();
            }
        }
        MethodNode lookup = LateReference.lookup(nest.added().size());
        nest.added().add(lookup);
        return lookup;
    }

    /** What is said of a body that is not rewritten, and so needs the weaver. */
    private String staysLambda(Site site) {
        StackTraceElement place = new StackTraceElement(
                original.name.replace('/', '.'),
                site.maker().name,
                original.sourceFile,
                BodySource.lineOf(site.instruction()));
        return "the body made at " + place + " stays a lambda, which needs the weaver when the program runs: "
                + referred.whyLambda(site);
    }

    private PlainReference reference(Site site, int ofOwnCode) {
        for (PlainReference known : references) {
            if (known.site().makesTheSame(site)) {
                return known;
            }
        }
        PlainReference found = new PlainReference(site, bodyClass(ofOwnCode));
        references.add(found);
        return found;
    }

    private MethodInsnNode maker(Site site, String bodyClass, boolean isOverridable, int ofOwnCode, Nest nest) {
        MethodInsnNode call = BodyClass.call(site, bodyClass, hash);
        if (!isOverridable) {
            return call;
        }
        MethodInsnNode other = lateMaker(site, ofOwnCode, nest);
        MethodNode choice = Choice.method(nest.added().size(), original, site, call, other);
        nest.added().add(choice);
        return Choice.call(choice, original);
    }

    private void weaveRewritten(Set<String> weavable, Map<Body, String> bodyClasses, ClassNode copy, Nest nest) {
        for (Body body : bodies.all()) {
            if (weavable.contains(body.entry(original))) {
                made.add(make(body, body.code(original), nest.withBody(bodyClasses.get(body))));
            }
        }
        copy.methods.addAll(nest.added());
        boolean isInterface = (original.access & Opcodes.ACC_INTERFACE) != 0;
        int access =
                isInterface ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE; // private ones do not count for serializing
        copy.fields.add(new FieldNode(
                access | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                Index.MARK + hash,
                "I",
                null,
                Index.LEVEL));
    }

    private void putBodyClass(Made made, Site site, String name) {
        put(new OwnBodyClass(original, site, made, name, hash));
    }

    private void put(BodyClass body) {
        generated.put(body.name, body.bytes(nestHost()));
    }
}
