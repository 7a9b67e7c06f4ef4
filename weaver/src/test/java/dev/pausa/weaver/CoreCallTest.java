package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.frame.Kind;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Handle;

/** Each name that the weaver writes into woven code is there in the core, and can be reached from woven code. */
class CoreCallTest {
    @ParameterizedTest
    @EnumSource
    void resolves(CoreCall call) throws Exception {
        for (Class<?> owner : owners(call)) {
            Method method = find(owner, call.method, call.descriptor);
            assertThat(Modifier.isStatic(method.getModifiers()))
                    .as("%s is static", method)
                    .isEqualTo(Names.WOVEN.equals(call.owner));
            int access = method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED);
            assertThat(access)
                    .as("access of %s", method)
                    .isEqualTo(call.owner == null ? Modifier.PROTECTED : Modifier.PUBLIC);
            assertThat(Modifier.isPublic(owner.getModifiers()))
                    .as("%s is public", owner)
                    .isTrue();
            assertThat(owner.getPackageName()).isEqualTo("dev.pausa.woven");
        }
    }

    /** Of a frame's own methods, the superclasses of the frames that call them. */
    private static List<Class<?>> owners(CoreCall call) throws ClassNotFoundException {
        List<Class<?>> owners = new ArrayList<>();
        if (call.owner != null) {
            owners.add(named(call.owner));
            return owners;
        }
        for (Kind kind : Kind.values()) {
            if (call != CoreCall.YIELDED || kind == Kind.ASYNC_GENERATOR) {
                owners.add(named(Names.frameClass(kind)));
            }
        }
        return owners;
    }

    private static Class<?> named(String internalName) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'));
    }

    private static Method find(Class<?> owner, String name, String descriptor) throws NoSuchMethodException {
        MethodType type = MethodType.fromMethodDescriptorString(descriptor, CoreCallTest.class.getClassLoader());
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                boolean isIt = method.getName().equals(name)
                        && method.getReturnType() == type.returnType()
                        && List.of(method.getParameterTypes()).equals(type.parameterList());
                if (isIt) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(owner + "." + name + descriptor);
    }

    @ParameterizedTest
    @EnumSource
    void of_each_kind_the_superclass_has_a_constructor_and_resume(Kind kind) throws Exception {
        Class<?> superclass = named(Names.frameClass(kind));
        assertThat(Modifier.isProtected(superclass.getDeclaredConstructor().getModifiers()))
                .isTrue();
        assertThat(find(superclass, "resume", FrameEmitter.RESUME).getModifiers() & Modifier.PROTECTED)
                .isNotZero();
    }

    @ParameterizedTest
    @MethodSource
    void bootstrap_methods_resolve(Handle bootstrap) throws Exception {
        Method method = find(named(bootstrap.getOwner()), bootstrap.getName(), bootstrap.getDesc());
        assertThat(method.getModifiers() & (Modifier.PUBLIC | Modifier.STATIC))
                .isEqualTo(Modifier.PUBLIC | Modifier.STATIC);
    }

    /** All that {@link Members} names. */
    static List<Handle> bootstrap_methods_resolve() throws IllegalAccessException {
        List<Handle> handles = new ArrayList<>();
        for (Field field : Members.class.getDeclaredFields()) {
            if (field.getType() == Handle.class) {
                field.setAccessible(true);
                handles.add((Handle) field.get(null));
            }
        }
        assertThat(handles).hasSizeGreaterThanOrEqualTo(5);
        return handles;
    }
}
