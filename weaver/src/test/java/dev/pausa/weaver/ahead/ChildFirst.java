package dev.pausa.weaver.ahead;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Defines the classes of a folder itself, and takes the rest from its parent. */
final class ChildFirst extends URLClassLoader {
    ChildFirst(Path classes, ClassLoader parent) throws MalformedURLException {
        super(new URL[] {classes.toUri().toURL()}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            boolean isOwn = findResource(name.replace('.', '/') + ".class") != null;
            return !isOwn || findLoadedClass(name) != null ? super.loadClass(name, resolve) : findClass(name);
        }
    }
}
