package dev.pausa.osgi;

import dev.pausa.frame.Frame;
import dev.pausa.woven.Woven;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Lets each bundle that imports Pausa see what its woven bodies extend and call. A frame class lies beside the class
 * that declares its body, so that bundle's loader must find its superclass, which nothing in the bundle's own code
 * names: without this each bundle with bodies would have to import more than {@code dev.pausa}. The imports are added
 * when the bundle's next class is loaded; its classes are not changed.
 */
public final class Activator implements BundleActivator, WeavingHook {
    /** This bundle; null until it is started. Written by {@link #start}. */
    private volatile @Nullable Bundle own;

    /**
     * The packages that woven code needs, of this very bundle. Written by {@link #start}, before the framework knows
     * the hook.
     */
    private volatile List<String> needed = List.of();

    /** Those that have the import already. */
    private final Set<BundleWiring> served =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** For the framework, which finds this class by its name. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        Bundle bundle = context.getBundle();
        own = bundle;
        String from = ";bundle-symbolic-name=\"%s\";bundle-version=\"[%2$s,%2$s]\""
                .formatted(bundle.getSymbolicName(), bundle.getVersion());
        needed = List.of(Woven.class.getPackageName() + from, Frame.class.getPackageName() + ";woven=true" + from);
        context.registerService(WeavingHook.class, this, null);
    }

    /** The framework withdraws the hook by itself. */
    @Override
    public void stop(BundleContext context) {}

    @Override
    public void weave(WovenClass loaded) {
        BundleWiring wiring = loaded.getBundleWiring();
        if (importsPausa(wiring) && served.add(wiring)) {
            loaded.getDynamicImports().addAll(needed);
        }
    }

    private boolean importsPausa(BundleWiring wiring) {
        return wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .anyMatch(wire -> wire.getProvider().getBundle().equals(own));
    }
}
