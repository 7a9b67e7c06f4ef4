package dev.pausa.conformance.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Runs programs here: compiles a batch with one call of javac, and lets the run-time weaver weave what is run, if
 * nothing did before.
 */
final class JavaSide {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private JavaSide() {}

    /** Runs a batch; returns one trace for each program. */
    static List<List<String>> run(List<Node> programs) {
        ClassLoader loader = new Loader(compile(programs));
        List<List<String>> traces = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            traces.add(runOrFail(programs.get(i), load(loader, i)));
        }
        return traces;
    }

    /** What is thrown outside of a drive is a failure of the weaver: the trace is only that. */
    private static List<String> runOrFail(Node program, Class<?> type) {
        try {
            return run(program, type);
        } catch (RuntimeException | LinkageError failure) {
            return List.of("failed: " + failure);
        }
    }

    private static List<String> run(Node program, Class<?> type) {
        List<World.Factory> bodies = new ArrayList<>();
        for (int i = 0; i < Grammar.bodies(program).size(); i++) {
            bodies.add(factory(type, JavaRenderer.methodName(i)));
        }
        World world = new World(bodies, program.all("foreign"));
        return world.run(program.part(program.parts().size() - 1));
    }

    @SuppressWarnings("unchecked")
    private static World.Factory factory(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name, World.class, int.class);
            return (world, me) -> {
                try {
                    return method.invoke(null, world, me);
                } catch (InvocationTargetException e) {
                    throw Raised.anyway(e.getCause());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            };
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(ClassLoader loader, int number) {
        try {
            return loader.loadClass(JavaRenderer.PACKAGE + "." + JavaRenderer.className(number));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Compiling
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the class files by class name. */
    private static Map<String, byte[]> compile(List<Node> programs) {
        List<SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            sources.add(new SourceFile(JavaRenderer.className(i), JavaRenderer.render(programs.get(i), i)));
        }
        StringWriter messages = new StringWriter();
        Outputs outputs = new Outputs(COMPILER.getStandardFileManager(null, null, null));
        String classPath = System.getProperty("java.class.path");
        List<String> options = List.of("-nowarn", "-proc:none", "-g", "-Xmaxerrs", "3", "-classpath", classPath);
        if (!COMPILER.getTask(messages, outputs, null, options, null, sources).call()) {
            throw new IllegalStateException("a rendered program does not compile:\n" + messages);
        }
        return WeaveCommand.ahead(outputs.classFiles());
    }

    private static final class SourceFile extends SimpleJavaFileObject {
        private final String text;

        SourceFile(String className, String text) {
            super(URI.create("string:///" + JavaRenderer.PACKAGE + "/" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String className) {
            super(URI.create("bytes:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ClassFile> files = new HashMap<>();

        Outputs(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return files.computeIfAbsent(className, ClassFile::new);
        }

        Map<String, byte[]> classFiles() {
            Map<String, byte[]> all = new HashMap<>();
            files.forEach((name, file) -> all.put(name, file.bytes.toByteArray()));
            return all;
        }
    }

    /** Defines the compiled classes; gives the weaver their bytes. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classFiles;

        Loader(Map<String, byte[]> classFiles) {
            super(JavaSide.class.getClassLoader());
            this.classFiles = classFiles;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classFiles.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = classFiles.get(name.replace('/', '.').replaceFirst("\\.class$", ""));
            return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
        }
    }
}
