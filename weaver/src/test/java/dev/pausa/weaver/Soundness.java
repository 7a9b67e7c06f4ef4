package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.frame.Kind;
import dev.pausa.weaver.runtime.RuntimeAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Weaves every body of a class and lets independent verifiers check what comes out. The JVM's own has its say when
 * bodies run.
 */
final class Soundness {
    private Soundness() {}

    /** Returns how many bodies the class has. Each is woven as for a JVM with a debugger, too. */
    static int check(Compilation compilation, String className) {
        check(compilation, className, true);
        return check(compilation, className, false);
    }

    static int check(Compilation compilation, String className, boolean forDebugger) {
        ClassFiles files = new ClassFiles(RuntimeAccess.filesOf(compilation.loader()));
        ClassNode node = read(files, className);
        int bodies = 0;
        for (MethodNode method : node.methods) {
            Kind kind = kindOf(method);
            if (Weaving.canPause(method, kind)) {
                boolean captures = !isOfObject(method);
                String frameName = node.name + "$checked$" + Names.frameWord(kind) + ++bodies;
                BodySource source = new BodySource(node, method, kind, captures, frameName, files, new byte[0]);
                byte[] frameClass = Weaving.weave(source, forDebugger).classFile();
                verify(frameClass, compilation.loader(), className + "." + method.name);
            }
        }
        return bodies;
    }

    /** What a method can be the body of: its last argument tells. */
    static Kind kindOf(MethodNode method) {
        Type[] arguments = Type.getArgumentTypes(method.desc);
        String last = arguments.length == 0 ? "" : arguments[arguments.length - 1].getInternalName();
        if (last.equals(Names.YIELDER)) {
            return Kind.GENERATOR;
        }
        if (last.equals(Names.ASYNC_YIELDER)) {
            return Kind.ASYNC_GENERATOR;
        }
        return isOfObject(method) && arguments.length == 1 ? Kind.BLOCK : Kind.COROUTINE;
    }

    private static boolean isOfObject(MethodNode method) {
        return method.name.equals("run") && (method.access & Opcodes.ACC_STATIC) == 0;
    }

    private static ClassNode read(ClassFiles files, String className) {
        try {
            return ClassFiles.parse(files.bytes(className.replace('.', '/')).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void verify(byte[] frameClass, ClassLoader loader, String name) {
        StringWriter output = new StringWriter();
        CheckClassAdapter.verify(new ClassReader(frameClass), loader, false, new PrintWriter(output));
        assertThat(output.toString()).as("CheckClassAdapter on %s", name).isEmpty();
        if (Runtime.version().feature() >= 24) {
            assertThat(classFileErrors(frameClass, serving(frameClass, loader)).toString())
                    .as("ClassFile.verify on %s", name)
                    .isEqualTo("[]");
        }
    }

    /** A loader that serves one more class file as a resource. */
    private static ClassLoader serving(byte[] frameClass, ClassLoader loader) {
        String resource = new ClassReader(frameClass).getClassName() + ".class";
        return new ClassLoader(loader) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals(resource) ? new ByteArrayInputStream(frameClass) : super.getResourceAsStream(name);
            }
        };
    }

    /**
     * {@code ClassFile.of(ClassHierarchyResolverOption.of(ofResourceParsing(loader))).verify(bytes)}, final since JDK
     * 24.
     */
    private static List<Object> classFileErrors(byte[] frameClass, ClassLoader loader) {
        try {
            Class<?> resolver = Class.forName("java.lang.classfile.ClassHierarchyResolver");
            Object hierarchy =
                    resolver.getMethod("ofResourceParsing", ClassLoader.class).invoke(null, loader);
            Class<?> optionType = Class.forName("java.lang.classfile.ClassFile$ClassHierarchyResolverOption");
            Object option = optionType.getMethod("of", resolver).invoke(null, hierarchy);
            Class<?> classFile = Class.forName("java.lang.classfile.ClassFile");
            Class<?> options =
                    Class.forName("java.lang.classfile.ClassFile$Option").arrayType();
            Object array = Array.newInstance(options.componentType(), 1);
            Array.set(array, 0, option);
            Method of = classFile.getMethod("of", options);
            Method verify = classFile.getMethod("verify", byte[].class);
            return new ArrayList<>((List<?>) verify.invoke(of.invoke(null, array), (Object) frameClass));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
