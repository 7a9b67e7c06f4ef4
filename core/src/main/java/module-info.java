/**
 * The coroutine objects, by themselves: what the core is compiled as. The one jar that users take has a descriptor of
 * its own, with this name and all of the parts.
 */
module dev.pausa {
    requires static org.jspecify;
    requires static java.management;
    requires static jdk.jfr;

    exports dev.pausa;
    exports dev.pausa.diagnostics;
    exports dev.pausa.woven;
}
