package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The library's own bodies are woven in the jar: nothing of it is woven at run time. */
class OwnBodiesIT {
    private static final String BOOTSTRAPS = "dev/pausa/woven/Bootstraps";

    /** Where the library makes bodies as lambdas, and where woven code links through a method of the library's. */
    private final List<String> found = new ArrayList<>();

    private int bodies;

    @Test
    void all_bodies_of_the_jar_are_rewritten() throws IOException {
        try (ZipFile zip = new ZipFile(Launcher.jar().toFile())) {
            for (ZipEntry entry : zip.stream().filter(OwnBodiesIT::isOfLibrary).toList()) {
                bodies += entry.getName().contains("$$body") ? 1 : 0;
                look(new ClassReader(zip.getInputStream(entry).readAllBytes()));
            }
        }
        assertThat(found).isEmpty();
        assertThat(bodies).isGreaterThan(40);
    }

    /** An index has the lambdas that were there before, in methods that nobody calls. */
    private static boolean isOfLibrary(ZipEntry entry) {
        String name = entry.getName();
        return name.endsWith(".class") && !name.startsWith("dev/pausa/weaver/") && !name.endsWith("$woven.class");
    }

    /** A frame can also read what a lambda has captured, which is another copy's of the class. No body here is one. */
    private static boolean isOfOurs(Handle link) {
        return link.getOwner().equals(BOOTSTRAPS) && !link.getName().equals("captured");
    }

    private void look(ClassReader reader) {
        ClassVisitor looking = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String sign, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(String call, String type, Handle link, Object... arguments) {
                        String made = Type.getReturnType(type).getInternalName();
                        boolean isBody = call.equals("run") && made.endsWith("Body") && made.startsWith("dev/pausa/");
                        if (isBody || isOfOurs(link)) {
                            found.add(reader.getClassName() + "." + name + ": " + made);
                        }
                    }
                };
            }
        };
        reader.accept(looking, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    }
}
