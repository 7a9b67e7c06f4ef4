package evil;

import app.api.Api;
import dev.pausa.Coroutine;
import dev.pausa.frame.Captured;
import dev.pausa.frame.Look;
import dev.pausa.woven.Bootstraps;
import dev.pausa.woven.Woven;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Tries to reach what the module app opens to dev.pausa alone. Compiled as if the library exported all of its packages. */
public class Evil {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);

    interface Attempt {
        Object run() throws Throwable;
    }

    static void attempt(String name, Attempt what) {
        Object got;
        try {
            got = what.run();
        } catch (Throwable refused) {
            System.out.println("REFUSED " + name + ": " + refused);
            return;
        }
        System.out.println("REACHED " + name + ": " + got);
    }

    static Coroutine<Object> own(String text) {
        return Coroutine.coroutine(() -> Coroutine.suspend(text));
    }

    private static Object read(MethodHandle reader, Object from) throws Throwable {
        return reader.invoke(from);
    }

    public static void main(String[] arguments) throws Throwable {
        System.out.println(Api.guard().send(null)); // the library weaves what is opened to it
        System.out.println(own("mine").send(null));
        Runnable task = Api.task();
        Object vault = Api.holder();
        attempt("control: a private field by reflection", () -> {
            Field key = vault.getClass().getDeclaredField("key");
            key.setAccessible(true);
            return key.get(vault);
        });
        attempt("control: a lookup in the package", () -> MethodHandles.privateLookupIn(vault.getClass(), MethodHandles.lookup()));
        attempt("the machine's own reader of captured variables",
                () -> read(Captured.reader(task.getClass(), 0, ANY), task));
        attempt("the machine's own reader, on a private field arg$1",
                () -> read(Captured.reader(vault.getClass(), 0, ANY), vault));
        attempt("the machine's door for readers", () -> Look.kind(Api.guard()));
        attempt("the bootstrap for captured variables, with the public lookup",
                () -> read(Bootstraps.captured(MethodHandles.publicLookup(), "x", ANY, 0).dynamicInvoker(), task));
        attempt("the same with a lookup of my own",
                () -> read(Bootstraps.captured(MethodHandles.lookup(), "x", ANY, 0).dynamicInvoker(), task));
        attempt("the same with that of a woven class of my own", () -> {
            Lookup frame = MethodHandles.privateLookupIn(Class.forName("evil.Evil$own$coroutine1"), MethodHandles.lookup());
            return read(Bootstraps.captured(frame, "x", ANY, 0).dynamicInvoker(), task);
        });
        attempt("the same, and a body of app's that is being made", () -> {
            Lookup frame = MethodHandles.privateLookupIn(Class.forName("evil.Evil$own$coroutine1"), MethodHandles.lookup());
            Coroutine<Integer> guard = Api.guard();
            Object body = Frame.PROTOTYPE.takeFrom(guard);
            return read(Bootstraps.captured(frame, "x", ANY, 0).dynamicInvoker(), body);
        });
        attempt("the bootstrap for members, with the public lookup", () -> {
            MethodType type = MethodType.methodType(String.class, vault.getClass());
            return read(
                    Bootstraps.member(
                                    MethodHandles.publicLookup(), "key", type, vault.getClass(), vault.getClass(), MethodHandleInfo.REF_getField, "key")
                            .dynamicInvoker(),
                    vault);
        });
        attempt("the bootstrap for members, with a lookup of my own", () -> {
            MethodType type = MethodType.methodType(String.class, vault.getClass());
            return read(
                    Bootstraps.member(
                                    MethodHandles.lookup(), "key", type, vault.getClass(), vault.getClass(), MethodHandleInfo.REF_getField, "key")
                            .dynamicInvoker(),
                    vault);
        });
        attempt("the bootstrap for lookups, with a lookup of my own",
                () -> Bootstraps.lookup(MethodHandles.lookup(), "x", MethodType.methodType(Lookup.class), vault.getClass()));
        attempt("a forged lambda of a hidden class", () -> forged(vault));
        attempt("a forged lambda of a hidden nest mate", () -> forged(vault, Lookup.ClassOption.NESTMATE));
        attempt("reflection into the library", () -> {
            Field frame = Coroutine.class.getSuperclass().getDeclaredField("frame");
            frame.setAccessible(true);
            return frame.get(own("x"));
        });
        attempt("a lookup in the library", () -> MethodHandles.privateLookupIn(Woven.class, MethodHandles.lookup()));
        attempt("the body out of another's object", () -> Frame.PROTOTYPE.takeFrom(Api.guard()));
        attempt("another frame for another's object", () -> new Frame().attachTo(Api.guard()));
        attempt("the end of another's object", () -> Frame.PROTOTYPE.end(Api.guard()));
    }

    /** Names app's private lambda as the code of an object of mine, with arguments of mine. */
    private static Object forged(Object vault, Lookup.ClassOption... options) throws Throwable {
        Method target = null;
        for (Method each : vault.getClass().getDeclaredMethods()) {
            target = each.getName().startsWith("lambda$pay") ? each : target;
        }
        MethodType type = MethodType.methodType(target.getReturnType(), target.getParameterTypes());
        Forged.form = new SerializedLambda(
                Forged.class,
                "dev/pausa/Coroutine$ResultBody",
                "run",
                "()Ljava/lang/Object;",
                MethodHandleInfo.REF_invokeStatic,
                "app/secret/Vault",
                target.getName(),
                type.toMethodDescriptorString(),
                "()Ljava/lang/Object;",
                new Object[] {1, "victim"});
        byte[] bytes = Evil.class.getResourceAsStream("Forged.class").readAllBytes();
        Class<?> hidden =
                MethodHandles.privateLookupIn(Forged.class, MethodHandles.lookup()).defineHiddenClass(bytes, true, options).lookupClass();
        Constructor<?> constructor = hidden.getDeclaredConstructors()[0];
        Object[] captured = target.getParameterTypes()[0] == int.class
                ? new Object[] {1000000, "victim"}
                : new Object[] {"victim", 1000000};
        @SuppressWarnings("unchecked")
        Coroutine.ResultBody<Object> body = (Coroutine.ResultBody<Object>) constructor.newInstance(captured);
        Coroutine<Object> coroutine = Coroutine.coroutine(body);
        coroutine.send(null);
        return coroutine.step(null);
    }
}
