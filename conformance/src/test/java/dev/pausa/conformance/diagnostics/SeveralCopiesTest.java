package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.diagnostics.CoroutinesMXBean;
import dev.pausa.diagnostics.Diagnostics;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two web applications, each with the library in its own class loader: each copy has its MXBean, and the bean goes when
 * the copy goes.
 */
@Timeout(120)
class SeveralCopiesTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @AfterEach
    void end() {
        Diagnostics.setTracking(false);
    }

    private static Set<ObjectName> names() throws Exception {
        return SERVER.queryNames(new ObjectName("dev.pausa:type=Coroutines,*"), null);
    }

    private static URL[] classPath() throws MalformedURLException {
        String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = Path.of(paths[i]).toUri().toURL();
        }
        return urls;
    }

    /** A copy of the library, and what it made. */
    private record Copy(ClassLoader loader, Object made, ObjectName name) {
        static Copy load() throws Exception {
            Set<ObjectName> before = names();
            URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
            Constructor<?> constructor =
                    loader.loadClass(LoadedCopy.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            Object made = ((Callable<?>) constructor.newInstance()).call();
            Set<ObjectName> added = names();
            added.removeAll(before);
            assertThat(added).hasSize(1);
            return new Copy(loader, made, added.iterator().next());
        }
    }

    private static CoroutinesMXBean bean(ObjectName name) {
        return JMX.newMXBeanProxy(SERVER, name, CoroutinesMXBean.class);
    }

    @Test
    void each_has_its_own_bean() throws Exception {
        Diagnostics.setTracking(true);
        Copy first = Copy.load();
        Copy second = Copy.load();

        assertThat(names()).contains(new ObjectName("dev.pausa:type=Coroutines"), first.name, second.name);
        for (Copy copy : new Copy[] {first, second}) {
            assertThat(copy.name.getKeyProperty("copy")).matches("[2-9]");
            assertThat(bean(copy.name).getLiveCount()).isEqualTo(1);
            assertThat(bean(copy.name).dumpText())
                    .contains(" coroutine \"in the copy\" suspended, ", "| int count = 3");
        }
        assertThat(bean(new ObjectName("dev.pausa:type=Coroutines")).getLiveCount())
                .isZero();
        bean(first.name).setTracking(false);
        assertThat(bean(second.name).isTracking()).isTrue();
        Reference.reachabilityFence(first);
        Reference.reachabilityFence(second);
    }

    @Test
    void a_copy_can_be_unloaded_and_takes_its_bean_along() throws Exception {
        Copy copy = Copy.load();
        ObjectName name = copy.name;
        bean(name).dumpJson();
        SERVER.getMBeanInfo(name);
        WeakReference<ClassLoader> loader = new WeakReference<>(copy.loader);
        assertThat(SERVER.isRegistered(name)).isTrue();
        copy = null;
        for (int i = 0; i < 500 && (loader.get() != null || SERVER.isRegistered(name)); i++) {
            System.gc();
            System.runFinalization();
        }

        assertThat(loader.get()).isNull();
        assertThat(SERVER.isRegistered(name)).isFalse();
    }
}
