package dev.pausa.cli.dump;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.pausa.diagnostics.CoroutinesMXBean;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The process that is looked at. It is asked through its own management agent, which is started there if it does not
 * run yet.
 */
final class Target {
    /** The beans of all copies of the library. A build may have renamed a copy's packages, and the domain with them. */
    private static final String BEANS = "*:type=Coroutines,*";

    /** The second before the tenth. */
    private static final Comparator<ObjectName> BY_NUMBER = Comparator.comparingInt(
                    (ObjectName name) -> name.toString().length())
            .thenComparing(Comparator.naturalOrder());

    private static final String INTERFACE = ".CoroutinesMXBean";
    private static final String SWITCH_ON =
            "start it with -Ddev.pausa.tracking=true, or call Diagnostics.setTracking(true) in it";

    private final long pid;

    Target(long pid) {
        this.pid = pid;
    }

    /** Asks each MXBean of the process, that is of each copy of the library. */
    Map<ObjectName, String> read(Function<CoroutinesMXBean, String> question) throws Failure {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new Failure(1, "there is no process " + pid);
        }
        if (isNoJvm()) {
            throw new Failure(1, "process " + pid + " is no JVM");
        }
        try (JMXConnector connector = connect()) {
            return ask(connector.getMBeanServerConnection(), question);
        } catch (IOException lost) {
            throw new Failure(1, "process " + pid + " cannot be asked: " + lost.getMessage());
        } catch (JMException | UndeclaredThrowableException impossible) {
            throw new Failure(1, "process " + pid + " does not answer as expected: " + impossible);
        }
    }

    /** Attaching sends a SIGQUIT, which ends a process that does not catch it. Only Linux tells. */
    private boolean isNoJvm() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 4) == 0);
        } catch (IOException notLinux) {
            return false;
        }
    }

    private JMXConnector connect() throws IOException, Failure {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException refused) {
            throw new Failure(
                    1,
                    "process " + pid + " cannot be attached to; it must be a JVM of the same user, without"
                            + " -XX:+DisableAttachMechanism: " + refused.getMessage());
        }
    }

    private Map<ObjectName, String> ask(MBeanServerConnection server, Function<CoroutinesMXBean, String> question)
            throws IOException, JMException, Failure {
        Map<ObjectName, String> answers = new TreeMap<>(BY_NUMBER);
        StringBuilder silent = new StringBuilder();
        for (ObjectName name : beans(server)) {
            CoroutinesMXBean bean = JMX.newMXBeanProxy(server, name, CoroutinesMXBean.class);
            try {
                answers.put(name, question.apply(bean));
            } catch (IllegalStateException trackingIsOff) {
                silent.append(silent.length() == 0 ? "" : " and ").append(name);
            }
        }
        if (answers.isEmpty()) {
            throw new Failure(1, whyNone(server, silent.toString()));
        }
        if (silent.length() > 0) {
            System.err.println("pausa: tracking is off in another copy of Pausa there, MXBean " + silent);
        }
        return answers;
    }

    private static List<ObjectName> beans(MBeanServerConnection server) throws IOException, JMException {
        List<ObjectName> beans = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName(BEANS), null)) {
            if (isOfPausa(server, name)) {
                beans.add(name);
            }
        }
        return beans;
    }

    private static boolean isOfPausa(MBeanServerConnection server, ObjectName name) throws IOException {
        try {
            Object type = server.getMBeanInfo(name).getDescriptor().getFieldValue("interfaceClassName");
            return String.valueOf(type).endsWith(INTERFACE);
        } catch (JMException | RuntimeException gone) { // the copy is being unloaded
            return false;
        }
    }

    private String whyNone(MBeanServerConnection server, String silent) throws IOException, JMException {
        if (!silent.isEmpty()) {
            return trackingIsOff(", or set the attribute Tracking of its MXBean " + silent);
        }
        return hasPausa(server)
                ? trackingIsOff("")
                : "there is no Pausa in process " + pid + ", or nothing has used it yet";
    }

    private String trackingIsOff(String more) {
        return "tracking is off in process " + pid + "; " + SWITCH_ON + more;
    }

    /** Asks for the subclasses of a class of Pausa's, as {@code jcmd PID VM.class_hierarchy} does. */
    private static boolean hasPausa(MBeanServerConnection server) throws IOException, JMException {
        Object[] arguments = {new String[] {"dev.pausa.frame.Frame"}};
        Object answer = server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmClassHierarchy",
                arguments,
                new String[] {String[].class.getName()});
        return String.valueOf(answer).contains("dev.pausa.frame.Frame");
    }
}
