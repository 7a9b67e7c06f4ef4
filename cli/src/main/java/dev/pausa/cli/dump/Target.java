package dev.pausa.cli.dump;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.pausa.diagnostics.CoroutinesMXBean;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The process that is looked at. It is asked through its own management agent, which is started there if it does not run yet. */
final class Target {
    private static final String BEAN = "dev.pausa:type=Coroutines";
    private static final String SWITCH_ON =
            "start it with -Ddev.pausa.tracking=true, or call Diagnostics.setTracking(true) in it";

    private final long pid;

    Target(long pid) {
        this.pid = pid;
    }

    /** Asks the MXBean of the process. */
    String read(Function<CoroutinesMXBean, String> question) throws Failure {
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

    private String ask(MBeanServerConnection server, Function<CoroutinesMXBean, String> question)
            throws IOException, JMException, Failure {
        ObjectName name = new ObjectName(BEAN);
        if (!server.isRegistered(name)) {
            throw new Failure(
                    1,
                    hasPausa(server)
                            ? trackingIsOff("")
                            : "there is no Pausa in process " + pid + ", or" + " nothing has used it yet");
        }
        CoroutinesMXBean bean = JMX.newMXBeanProxy(server, name, CoroutinesMXBean.class);
        if (!bean.isTracking()) {
            throw new Failure(1, trackingIsOff(", or set the attribute Tracking of its MXBean " + BEAN));
        }
        try {
            return question.apply(bean);
        } catch (IllegalStateException switchedOff) {
            throw new Failure(1, trackingIsOff(""));
        }
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
