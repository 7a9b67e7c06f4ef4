package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ObjectStreamClass;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaving ahead of time, rule by rule: {@code docs/ahead-rules.md}. */
class AheadTest {
    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void makeProject() {
        project = new Project(directory.resolve("project"));
    }

    /** Drives a coroutine to its end: each suspend gets 1, 2, 3. */
    private static final String DRIVE = """
                static Object drive(Coroutine<?> c) {
                    Step<?> step = c.step(null);
                    for (int i = 1; step instanceof Step.Yielded<?>; i++) {
                        step = c.step(i);
                    }
                    return ((Step.Returned<?>) step).value();
                }
            """;

    private static String type(String name, String members) {
        return "public class " + name + " {\n" + DRIVE + members + "\n}\n";
    }

    private Path dump() {
        return directory.resolve("dump");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Which sites
    // -----------------------------------------------------------------------------------------------------------------

    private static final String OVERRIDE = """
                static class Base implements Coroutine.ResultBody<Object> {
                    public Object run() throws Exception { return "base " + suspend(0); }
                }
                static class Derived extends Base {
                    @Override public Object run() throws Exception { return "derived " + suspend(0); }
                }
                public static Object run() { return drive(coroutine(new Derived())); }
            """;

    @Rule({"W1", "W5"})
    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_override_in_a_class_that_is_not_woven_counts(Mode mode) throws Throwable {
        project.compile("A", type("A", OVERRIDE)).weave(mode);
        Files.delete(project.file("A$Derived$woven"));
        Files.delete(project.file("A$Derived$run$coroutine1"));
        assertThat(project.run("A")).isEqualTo("derived 1");
    }

    @Rule("W2")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void one_body_serves_several_coroutines_at_once(Mode mode) throws Throwable {
        project.compile("A", type("A", """
                    public static Object run() {
                        int[] count = {0};
                        Coroutine.ResultBody<Object> body = () -> ++count[0] + ":" + suspend(0) + ":" + suspend(0);
                        Coroutine<Object> first = coroutine(body);
                        Coroutine<Object> second = coroutine(body);
                        first.step(null);
                        second.step(null);
                        first.step("a");
                        second.step("b");
                        return first.step("c") + " " + second.step("d");
                    }
                """)).weave(mode);
        assertThat(project.run("A").toString()).contains("1:a:c").contains("2:b:d");
    }

    @Rule({"W3", "W6"})
    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_reference_in_another_jar_is_run_by_the_frame_that_is_there(Mode mode) throws Throwable {
        project.compile("Library", type("Library", """
                    private final String name;
                    public Library(String name) { this.name = name; }
                    public final Object load() throws Exception { return name + " " + suspend(0); }
                    public Coroutine<Object> own() { return coroutine(this::load); }
                    public static Object run() { return drive(new Library("own").own()); }
                """));
        project.compile("User", type("User", """
                    static Object use(Library a) { return drive(coroutine(a::load)); }
                    public static Object run() {
                        return use(new Library("a")) + " " + Library.run() + " " + use(new Library("b"));
                    }
                """));
        Path user = directory.resolve("user/p");
        Files.createDirectories(user);
        Files.move(project.file("User"), user.resolve("User.class"));
        project.weave(mode);
        Files.move(user.resolve("User.class"), project.file("User"));
        assertThat(project.names()).contains("Library$load$reference$coroutine1");
        assertThat(project.run("User")).isEqualTo("a 1 own 1 b 1");
        assertThat(project.wovenIn("User", dump())).isEmpty();
    }

    @Rule("W4")
    @Test
    void a_body_is_rewritten_where_it_is_made_whatever_is_done_with_it() throws Throwable {
        project.compile("A", type("A", """
                    interface Named extends Coroutine.ResultBody<String> {}
                    static final Map<String, Coroutine.ResultBody<?>> BODIES = new TreeMap<>();
                    static Named choose(boolean first) {
                        return first ? () -> "a" + suspend(0) : () -> "b" + suspend(0);
                    }
                    public static Object run() {
                        BODIES.put("x", () -> "x" + suspend(0));
                        BODIES.put("y", BODIES.size() == 1 ? choose(true) : choose(false));
                        String all = "";
                        for (Coroutine.ResultBody<?> body : BODIES.values()) {
                            all += drive(coroutine(body));
                        }
                        return all + drive(coroutine(choose(false)));
                    }
                """)).weave(Mode.REWRITE);
        assertThat(new String(project.bytes("A"), StandardCharsets.ISO_8859_1)).doesNotContain("LambdaMetafactory");
        assertThat(project.runOnCore("A")).isEqualTo("x1a1b1");
    }

    @Rule("W4")
    @Test
    void a_lambda_of_a_type_that_is_not_there_is_left_alone() throws Throwable {
        project.compile("A", """
                interface Unknown extends Coroutine.ResultBody<String> {}
                public class A {
                    static Unknown make() { return () -> "made" + suspend(0); }
                """ + DRIVE + """
                    public static Object run() { return drive(coroutine(make())); }
                }
                """);
        byte[] unknown = project.bytes("Unknown");
        Files.delete(project.file("Unknown"));
        byte[] before = project.bytes("A");
        project.weave(Mode.REWRITE);
        assertThat(project.bytes("A")).isEqualTo(before);
        Files.write(project.file("Unknown"), unknown);
        assertThat(project.run("A")).isEqualTo("made1");
    }

    @Rule("W5")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_reference_goes_by_the_class_of_the_object(Mode mode) throws Throwable {
        project.compile("A", type("A", """
                    static class Base {
                        public Object load() throws Exception { return "base " + suspend(0); }
                        Coroutine<Object> start() { return coroutine(this::load); }
                    }
                    static class Derived extends Base {
                        @Override public Object load() throws Exception { return "derived " + suspend(0); }
                    }
                    public static Object run() {
                        return drive(new Base().start()) + " " + drive(new Derived().start());
                    }
                """)).weave(mode);
        assertThat(project.run("A")).isEqualTo("base 1 derived 1");
        assertThat(project.wovenIn("A", dump())).isEmpty();
    }

    /** Of the objects of the class itself it is known that the method is not overridden. */
    @Rule("W5")
    @Test
    void a_reference_to_a_method_that_may_be_overridden_needs_no_weaver_for_objects_of_the_class() throws Throwable {
        project.compile("A", type("A", """
                    public Object load() throws Exception { return "load " + suspend(0); }
                    Object all(Object... none) throws Exception { return none.length + " " + suspend(0); }
                    Coroutine<Object> loading() { return coroutine((Coroutine.ResultBody<Object>) this::load); }
                    Coroutine<Void> dropping() { return coroutine((Coroutine.Body) this::load); }
                    Coroutine<Object> spreading() { return coroutine((Coroutine.ResultBody<Object>) this::all); }
                    Coroutine<Void> droppingAll() { return coroutine((Coroutine.Body) this::all); }
                    public static Object run() throws Exception {
                        A a = new A();
                        return drive(a.loading()) + " " + drive(a.dropping()) + " " + drive(a.spreading())
                                + " " + drive(a.droppingAll());
                    }
                """)).weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("load 1 null 0 1 null");
    }

    @Rule({"W7", "W28"})
    @Test
    void a_reference_to_a_constructor_or_a_method_of_the_JDK_needs_no_weaver() throws Throwable {
        project.compile("A", type("A", """
                    private A() { }
                    public static Object run() throws Exception {
                        java.util.List<Object> list = new java.util.ArrayList<>(java.util.List.of(7));
                        Coroutine<Object> asking = coroutine((Coroutine.ResultBody<Object>) list::size);
                        Coroutine<Void> emptying = coroutine((Coroutine.Body) list::clear);
                        Coroutine<Object> making = coroutine((Coroutine.ResultBody<Object>) java.util.Map::of);
                        Coroutine<Object> own = coroutine((Coroutine.ResultBody<Object>) A::new);
                        return drive(asking) + " " + drive(emptying) + " " + list + " " + drive(making) + " "
                                + (drive(own) instanceof A);
                    }
                """)).weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("1 null [] {} true");
    }

    @Rule("W5")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_reference_to_a_method_of_the_JDK_may_pause_in_the_class_of_the_object(Mode mode) throws Throwable {
        project.compile("A", type("A", """
                    static class Waiting implements java.util.concurrent.Callable<Object> {
                        @Override public Object call() throws Exception { return "waited " + suspend(0); }
                    }
                    static Object called(java.util.concurrent.Callable<Object> what) {
                        return drive(coroutine((Coroutine.ResultBody<Object>) what::call));
                    }
                    public static Object run() {
                        var plain = java.util.concurrent.Executors.callable(() -> { }, (Object) "plain");
                        return called(plain) + " " + called(new Waiting());
                    }
                """)).weave(mode);
        assertThat(project.run("A")).isEqualTo("plain waited 1");
        assertThat(project.wovenIn("A", dump())).isEmpty();
    }

    @Rule("W7")
    @Test
    void a_body_without_a_pause_is_rewritten_and_one_that_captures_nothing_is_one_object() throws Throwable {
        project.compile("A", type("A", """
                    static Coroutine.ResultBody<Object> constant() { return () -> "plain"; }
                    static Coroutine.ResultBody<Integer> captures(int n) { return () -> n + 1; }
                    public static Object run() throws Exception {
                        boolean isOne = constant() == constant() && captures(1) != captures(1);
                        return isOne + " " + constant().run() + " " + captures(2).run()
                                + " " + drive(coroutine(constant())) + " " + drive(coroutine(captures(4)));
                    }
                """)).weave(Mode.REWRITE);
        assertThat(new String(project.bytes("A"), StandardCharsets.ISO_8859_1)).doesNotContain("LambdaMetafactory");
        assertThat(project.runOnCore("A")).isEqualTo("true plain 3 plain 5");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Index and staleness
    // -----------------------------------------------------------------------------------------------------------------

    private static String version(String text) {
        return type("A", """
                    public static Object run() {
                        return drive(coroutine(() -> "VERSION " + suspend(0)));
                    }
                """.replace("VERSION", text));
    }

    @Rule({"W8", "W10"})
    @Test
    void frames_of_an_older_class_file_are_not_used() throws Throwable {
        project.compile("A", version("old")).weave(Mode.ADD);
        project.compile("A", version("new"));
        assertThat(project.run("A")).isEqualTo("new 1");
    }

    /** The class is loaded, and then its file replaced and woven: the loaded one has another lambda. */
    @Rule("W10")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void frames_of_a_newer_class_file_are_not_used_by_the_loaded_class(Mode mode) throws Throwable {
        String old = type(
                "A", "public static Object run() { int n = 3; return drive(coroutine(() -> n + (int) suspend(0))); }");
        project.compile("A", old);
        try (URLClassLoader loader = project.loader()) {
            Class.forName("p.A", false, loader).getDeclaredMethods(); // read and linked
            project.compile("A", old.replace("int n = 3", "Integer n = 4")).weave(mode);
            assertThatThrownBy(() -> dev.pausa.weaver.Compilation.call(loader, "p.A", "run"))
                    .isInstanceOf(dev.pausa.WeaveException.class)
                    .hasMessageContaining("is not the one that the class was loaded from");
        }
    }

    @Rule("W9")
    @Test
    void a_rewritten_class_does_not_link_to_the_bodies_of_another_version() throws Throwable {
        project.compile("A", version("old")).weave(Mode.REWRITE);
        byte[] old = project.bytes("A");
        project.compile("A", version("new")).weave(Mode.REWRITE);
        assertThat(project.run("A")).isEqualTo("new 1");
        Files.write(project.file("A"), old);
        assertThatThrownBy(() -> project.run("A"))
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessageContaining("at$");
    }

    @Rule("W11")
    @Test
    void classes_of_another_level_are_woven_at_run_time_or_refused_clearly() throws Throwable {
        project.compile("A", version("added")).weave(Mode.ADD);
        Files.write(project.file("A$woven"), Levels.another(project.bytes("A$woven")));
        assertThat(project.run("A")).isEqualTo("added 1");
        assertThat(project.wovenIn("A", dump())).containsExactly("A$run$coroutine1");
        project.compile("A", version("rewritten")).weave(Mode.REWRITE);
        Files.write(project.file("A$$body1"), Levels.another(project.bytes("A$$body1")));
        assertThatThrownBy(() -> project.run("A"))
                .isInstanceOf(LinkageError.class)
                .hasMessageContaining("p.A was woven ahead of time for level 99")
                .hasMessageContaining("compile the class anew");
    }

    @Rule("W12")
    @Test
    void an_index_of_another_loader_is_not_used() throws Throwable {
        project.compile("A", version("same")).weave(Mode.ADD);
        Project alone = new Project(directory.resolve("alone")).compile("A", version("same"));
        assertThat(alone.bytes("A")).isEqualTo(project.bytes("A"));
        try (URLClassLoader parent = new URLClassLoader(
                new URL[] {project.classes.toUri().toURL()}, getClass().getClassLoader())) {
            ClassLoader childFirst = new ChildFirst(alone.classes, parent);
            assertThat(dev.pausa.weaver.Compilation.call(childFirst, "p.A", "run"))
                    .isEqualTo("same 1");
        }
    }

    @Rule("W13")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_was_woven_of_a_body_or_class_that_is_gone_is_deleted(Mode mode) throws Throwable {
        project.compile("A", type("A", """
                    static class Inner { Coroutine<Object> c() { return coroutine(() -> suspend(1)); } }
                    public static Object run() { return drive(coroutine(() -> suspend(2))); }
                """)).weave(mode);
        assertThat(project.names()).contains("A$woven", "A$Inner$woven", "A$Inner$c$coroutine1");
        Files.delete(project.file("A$Inner"));
        project.compile("A", type("A", "public static Object run() { return 5; }"))
                .weave(mode);
        assertThat(project.names()).containsExactly("A");
        assertThat(project.run("A")).isEqualTo(5);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Generated code
    // -----------------------------------------------------------------------------------------------------------------

    private static final String MEMBERS = """
                private static int secret = 20;
                private int own = 3;
                class Inner {
                    private int more = 300;
                    Coroutine<Object> sum() {
                        return coroutine(() -> {
                            int got = (int) suspend(0);
                            Runnable r = () -> more += got;
                            r.run();
                            return secret + own + more + "" + drive(coroutine(() -> helper() + (int) suspend(0)));
                        });
                    }
                    private String helper() { return "/"; }
                }
                public static Object run() { return drive(new A().new Inner().sum()); }
            """;

    @Rule({"W14", "W28"})
    @Test
    void frames_of_a_member_class_are_of_its_nest_and_use_private_members() throws Throwable {
        project.compile("A", type("A", MEMBERS)).weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("324/1");
        project.compile("A", type("A", MEMBERS)).weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("324/1");
    }

    @Rule({"W14", "W31"})
    @ParameterizedTest
    @ValueSource(strings = {"8", "10"})
    void a_class_without_nests_is_only_added_to(String version) throws Throwable {
        project.option("-source", version, "-target", version).compile("A", type("A", MEMBERS));
        byte[] before = project.bytes("A$Inner");
        assertThat(project.outcome(Mode.REWRITE).remarks())
                .extracting(Outcome.Problem::text)
                .anyMatch(text -> text.startsWith("p.A$Inner is not rewritten but only added to"));
        assertThat(project.bytes("A$Inner")).isEqualTo(before);
        assertThat(project.names()).contains("A$Inner$woven");
        assertThat(project.run("A")).isEqualTo("324/1");
        assertThat(project.wovenIn("A", dump())).isEmpty();
    }

    @Rule("W15")
    @Test
    void what_only_the_class_itself_may_do_it_does() throws Throwable {
        project.compile("A", type("A", """
                    private int n = 4;
                    @Override protected Object clone() { return "own"; }
                    Coroutine<Object> body() {
                        return coroutine(() -> {
                            suspend(0);
                            A copy = (A) super.clone();
                            return copy.n + " " + java.lang.invoke.MethodHandles.lookup().lookupClass().getSimpleName()
                                    + " " + A.class.getDeclaredField("n").get(this);
                        });
                    }
                    public static Object run() { return drive(new B().body()); }
                    static class B extends A implements Cloneable {}
                """)).weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("4 A 4");
    }

    @Rule({"W16", "W26"})
    @Test
    void a_class_that_JaCoCo_has_instrumented_can_be_rewritten() throws Throwable {
        project.compile("A", type("A", MEMBERS));
        Coverage coverage = new Coverage();
        for (String name : List.of("A", "A$Inner")) {
            Files.write(project.file(name), coverage.instrument(project.bytes(name), name));
        }
        project.weave(Mode.REWRITE);
        assertThat(project.run("A")).isEqualTo("324/1");
        assertThat(coverage.probesHitIn("p/A$Inner")).isPositive();
    }

    @Rule("W18")
    @Test
    void rewriting_changes_no_serialVersionUID() throws Throwable {
        project.compile("A", """
                public class A implements java.io.Serializable {
                    int n;
                    protected static int count;
                    Coroutine<Object> body() { return coroutine(() -> n + super.hashCode() + (int) suspend(0)); }
                }
                """);
        long before = uid();
        project.weave(Mode.REWRITE);
        assertThat(uid()).isEqualTo(before);
    }

    private long uid() throws Exception {
        try (URLClassLoader loader = project.loader()) {
            return ObjectStreamClass.lookup(loader.loadClass("p.A")).getSerialVersionUID();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Builds
    // -----------------------------------------------------------------------------------------------------------------

    @Rule("W27")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void weaving_twice_changes_nothing_and_two_folders_are_equal(Mode mode) {
        Project other = new Project(directory.resolve("other"));
        for (Project each : List.of(project, other)) {
            each.compile("A", type("A", MEMBERS)).weave(mode);
        }
        assertThat(other.names()).isEqualTo(project.names());
        for (String name : project.names()) {
            assertThat(other.bytes(name)).as(name).isEqualTo(project.bytes(name));
        }
        assertThat(project.outcome(mode).isUnchanged()).isTrue();
        assertThat(project.outcome(Mode.ADD).bodies()).isEqualTo(2);
    }

    /** So all JDKs weave the same: but for their classes, which differ, all that has a say is the same code. */
    @Rule({"W27", "W31"})
    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_is_woven_does_not_depend_on_the_classes_of_the_JDK(Mode mode) throws Exception {
        Place tests = Place.at(Path.of(dev.pausa.weaver.Compilation.home(AheadTest.class)));
        try (ClassPath around = new ClassPath("")) {
            SortedMap<String, byte[]> woven =
                    tests.weave(around, mode, false).get("").written();
            SortedMap<String, byte[]> same = tests.weave(
                            name -> name.startsWith("java") ? Optional.empty() : around.bytes(name), mode, false)
                    .get("")
                    .written();
            assertThat(woven.keySet()).hasSizeGreaterThan(100).isEqualTo(same.keySet());
            woven.forEach((name, bytes) -> assertThat(same.get(name)).as(name).isEqualTo(bytes));
        }
    }

    @Rule("W14")
    @Test
    void a_host_of_a_nest_that_is_compiled_anew_gets_its_members_again() throws Throwable {
        project.compile("A", type("A", MEMBERS));
        byte[] compiled = project.bytes("A");
        project.weave(Mode.REWRITE);
        Files.write(project.file("A"), compiled);
        assertThatThrownBy(() -> project.run("A")).isInstanceOf(IllegalAccessError.class);
        project.weave(Mode.REWRITE);
        assertThat(project.runOnCore("A")).isEqualTo("324/1");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Weaving at run time, and not
    // -----------------------------------------------------------------------------------------------------------------

    @Rule("W31")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_is_woven_ahead_runs_where_weaving_is_forbidden(Mode mode) throws Throwable {
        project.compile("A", type("A", MEMBERS));
        assertThatThrownBy(() -> project.runNeverWeaving("A"))
                .hasToString("dev.pausa.WeaveException: cannot weave the body at p.A$Inner.sum(A.java:20): it was not"
                        + " woven ahead of time, or from another class file than the one that is there, and the system"
                        + " property dev.pausa.weaving is \"never\"; weave its class ahead with `./pausa weave`, again"
                        + " after each compilation, or leave the property out");
        project.weave(mode);
        assertThat(project.runNeverWeaving("A")).isEqualTo("324/1");
    }

    @Rule("W19")
    @Test
    void added_frames_without_all_variables_are_not_used_under_a_debugger() throws Throwable {
        project.compile("A", type("A", MEMBERS)).weave(Mode.ADD);
        System.setProperty("dev.pausa.debug", "true");
        try {
            assertThatThrownBy(() -> project.runNeverWeaving("A")).hasMessageContaining("not woven ahead");
            project.weaveForDebugger(Mode.ADD);
            assertThat(project.runNeverWeaving("A")).isEqualTo("324/1");
        } finally {
            System.clearProperty("dev.pausa.debug");
        }
    }

    @Test
    void what_cannot_be_woven_is_told_and_left_as_it_is() {
        project.compile("A", type("A", """
                    static Coroutine<Object> held() {
                        return coroutine(() -> { synchronized (A.class) { return suspend(0); } });
                    }
                    static Coroutine<Object> fine() { return coroutine(() -> suspend(0)); }
                """));
        for (Mode mode : Mode.values()) {
            Outcome outcome = project.outcome(mode);
            assertThat(outcome.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.text())
                            .contains("p.A.held(A.java:")
                            .contains("synchronized"));
            assertThat(outcome.bodies()).isEqualTo(1);
        }
    }
}
