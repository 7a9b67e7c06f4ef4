package dev.pausa.woven;

import dev.pausa.frame.Captured;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap methods through which woven code reaches what only the body's own class may reach. A frame class lies
 * beside the class that declares the body, its <em>home</em>, but is no nest mate of it: private members, inherited
 * protected ones and {@code super} calls go through call sites bound once, with the home's own rights. The JIT compiler
 * sees constants.
 *
 * <p>The rights are the caller's own: a class may always act for another one of its module. Nothing here lends it the
 * library's.
 */
public final class Bootstraps {
    private Bootstraps() {}

    /**
     * Binds a field access, a call or a constructor.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type the type of the call site, receiver first
     * @param home the class that declares the body
     * @param owner the class that the instruction names
     * @param kind a reference kind of {@link MethodHandleInfo}
     * @param member the member's name
     * @return the call site
     * @throws ReflectiveOperationException if the home itself may not do this
     */
    public static CallSite member(
            Lookup caller, String name, MethodType type, Class<?> home, Class<?> owner, int kind, String member)
            throws ReflectiveOperationException {
        MethodHandle target = find(inside(caller, home), owner, kind, member, memberType(kind, type));
        return new ConstantCallSite(target.asFixedArity().asType(type));
    }

    /**
     * Binds a call or a constructor that has too many arguments for {@link #member}.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type from the array of the arguments, receiver first, to the result
     * @param home the class that declares the body
     * @param owner the class that the instruction names
     * @param kind a reference kind of {@link MethodHandleInfo}
     * @param member the member's name
     * @param descriptor the member's descriptor
     * @return the call site
     * @throws ReflectiveOperationException if the home itself may not do this
     */
    public static CallSite spread(
            Lookup caller,
            String name,
            MethodType type,
            Class<?> home,
            Class<?> owner,
            int kind,
            String member,
            String descriptor)
            throws ReflectiveOperationException {
        ClassLoader loader = inside(caller, home).lookupClass().getClassLoader();
        MethodType whole = MethodType.fromMethodDescriptorString(descriptor, loader);
        return new ConstantCallSite(Spread.of(home, owner, kind, member, whole).asType(type));
    }

    private static MethodType memberType(int kind, MethodType site) {
        return switch (kind) {
            case MethodHandleInfo.REF_getField, MethodHandleInfo.REF_getStatic ->
                MethodType.methodType(site.returnType());
            case MethodHandleInfo.REF_putField, MethodHandleInfo.REF_putStatic ->
                MethodType.methodType(site.lastParameterType());
            case MethodHandleInfo.REF_invokeStatic -> site;
            case MethodHandleInfo.REF_newInvokeSpecial -> site.changeReturnType(void.class);
            default -> site.dropParameterTypes(0, 1);
        };
    }

    /** Finds a member. For a field, {@code type} returns the field's type. */
    private static MethodHandle find(Lookup in, Class<?> owner, int kind, String member, MethodType type)
            throws ReflectiveOperationException {
        return switch (kind) {
            case MethodHandleInfo.REF_getField -> in.findGetter(owner, member, type.returnType());
            case MethodHandleInfo.REF_getStatic -> in.findStaticGetter(owner, member, type.returnType());
            case MethodHandleInfo.REF_putField -> in.findSetter(owner, member, type.returnType());
            case MethodHandleInfo.REF_putStatic -> in.findStaticSetter(owner, member, type.returnType());
            case MethodHandleInfo.REF_invokeStatic -> in.findStatic(owner, member, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> in.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial -> in.findSpecial(owner, member, type, in.lookupClass());
            default -> in.findVirtual(owner, member, type);
        };
    }

    /**
     * Binds an {@code invokedynamic} instruction of the body as if it still stood in its home: nested lambdas, above
     * all, whose code is a private method there.
     *
     * @param caller the frame class's lookup
     * @param name the instruction's name
     * @param type the instruction's type
     * @param arguments the home; the instruction's own bootstrap method; then its static arguments. A method handle
     *     that only the home may use stands as a {@link #encode string}
     * @return what the bootstrap method gives; the JVM refuses null
     * @throws Throwable what the bootstrap method throws
     */
    public static @Nullable CallSite dynamic(Lookup caller, String name, MethodType type, Object... arguments)
            throws Throwable {
        return (CallSite) bootstrap(caller, name, type, arguments);
    }

    /**
     * Computes a dynamic constant of the body as if it still stood in its home.
     *
     * @param caller the frame class's lookup
     * @param name the constant's name
     * @param type the constant's type
     * @param arguments as for {@link #dynamic}
     * @return the constant
     * @throws Throwable what the bootstrap method throws
     */
    public static @Nullable Object constant(Lookup caller, String name, Class<?> type, Object... arguments)
            throws Throwable {
        return bootstrap(caller, name, type, arguments);
    }

    private static @Nullable Object bootstrap(Lookup caller, String name, Object type, Object[] arguments)
            throws Throwable {
        Lookup in = inside(caller, (Class<?>) arguments[0]);
        List<Object> all = new ArrayList<>();
        all.add(in);
        all.add(name);
        all.add(type);
        for (int i = 2; i < arguments.length; i++) {
            all.add(decode(in, arguments[i]));
        }
        return ((MethodHandle) decode(in, arguments[1])).invokeWithArguments(all);
    }

    /**
     * Binds a call of {@link MethodHandles#lookup()} in a body: it means the home.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type the type of the call site
     * @param home the class that declares the body
     * @return the call site
     * @throws IllegalAccessException if the home is not the caller's to act for
     */
    public static CallSite lookup(Lookup caller, String name, MethodType type, Class<?> home)
            throws IllegalAccessException {
        return new ConstantCallSite(MethodHandles.constant(Lookup.class, inside(caller, home)));
    }

    /**
     * Binds what initialises the home, if it is not yet. Done by a call site only where no instruction of the frame
     * class can: for an abstract class, and for an interface.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type without arguments and result
     * @param home the class that declares the body
     * @return the call site
     * @throws ReflectiveOperationException if the home is not the caller's to act for
     */
    public static CallSite initialize(Lookup caller, String name, MethodType type, Class<?> home)
            throws ReflectiveOperationException {
        MethodHandle initialize = MethodHandles.publicLookup()
                .findVirtual(Lookup.class, "ensureInitialized", MethodType.methodType(Class.class, Class.class));
        return new ConstantCallSite(
                initialize.bindTo(inside(caller, home)).bindTo(home).asType(type));
    }

    /**
     * Binds a call of a method of the JDK's that looks at its caller's class, such as {@code Field.get}: it is made by
     * a hidden class in the home's nest.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type the type of the call site
     * @param home the class that declares the body
     * @param classFile a class whose only method makes the call, a byte in each character
     * @return the call site
     * @throws IllegalAccessException if the home is not the caller's to act for
     */
    public static CallSite caller(Lookup caller, String name, MethodType type, Class<?> home, String classFile)
            throws IllegalAccessException {
        byte[] bytes = classFile.getBytes(StandardCharsets.ISO_8859_1);
        Lookup defined = inside(caller, home).defineHiddenClass(bytes, false, Lookup.ClassOption.NESTMATE);
        MethodHandle call = defined.unreflect(defined.lookupClass().getDeclaredMethods()[0]);
        return new ConstantCallSite(call.asType(type));
    }

    /** What begins a string that stands for a method handle; no source program contains it by accident. */
    private static final String ENCODED = "\0pausa:";

    /**
     * Writes a method handle constant as a string.
     *
     * @param kind its reference kind
     * @param owner the owner's binary name
     * @param member the member's name
     * @param descriptor the method's descriptor
     * @return the string
     */
    public static String encode(int kind, String owner, String member, String descriptor) {
        return ENCODED + kind + ':' + owner + ':' + member + ':' + descriptor;
    }

    private static Object decode(Lookup in, Object argument) throws ReflectiveOperationException {
        if (!(argument instanceof String text) || !text.startsWith(ENCODED)) {
            return argument;
        }
        String[] parts = text.substring(ENCODED.length()).split(":", 4);
        ClassLoader loader = in.lookupClass().getClassLoader();
        Class<?> owner = Class.forName(parts[1], false, loader);
        MethodType type = MethodType.fromMethodDescriptorString(parts[3], loader);
        return find(in, owner, Integer.parseInt(parts[0]), parts[2], type);
    }

    /**
     * Binds the conversion of a block's argument to the primitive type that a method reference's method takes: it is
     * unboxed and, where the method takes a wider type, widened.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type from Object to the primitive type
     * @return the call site
     */
    public static CallSite unbox(Lookup caller, String name, MethodType type) { // lends nothing
        return new ConstantCallSite(MethodHandles.identity(type.returnType()).asType(type));
    }

    /**
     * The caller is in the home's module and package, so it may have the home's rights: full ones, as a bootstrap
     * method expects.
     */
    private static Lookup inside(Lookup caller, Class<?> home) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(home, requireFull(caller));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Captured variables
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Binds the reading of a captured variable from a lambda object. A lambda class is hidden and cannot be named in
     * the class file; the site takes it from the first object that it sees. Other lambda classes may have the same
     * code, as two method references have that name one method: they are read more slowly.
     *
     * <p>The site reads only lambdas whose code is the method that the caller was woven from, which gets the variables
     * as its arguments anyway.
     *
     * @param caller the frame class's lookup
     * @param name not used
     * @param type from Object to the variable's type
     * @param index the variable's number, from 0
     * @return the call site
     * @throws IllegalAccessException if the lookup has not the full rights of a frame class that the weaver defined
     */
    public static CallSite captured(Lookup caller, String name, MethodType type, int index)
            throws IllegalAccessException {
        return Captured.site(requireFull(caller).lookupClass(), type, index);
    }

    /** The rights are those of the class that asks: whoever has not got these itself gets nothing here. */
    private static Lookup requireFull(Lookup caller) throws IllegalAccessException {
        if (!caller.hasFullPrivilegeAccess()) {
            throw new IllegalAccessException(
                    "a bootstrap method for woven code needs the full rights of the class that calls it, and " + caller
                            + " has less");
        }
        return caller;
    }
}
