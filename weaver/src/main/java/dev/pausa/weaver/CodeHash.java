package dev.pausa.weaver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A hash of what a method does: its instructions with their constants, and those of the lambdas in it. What a compiler
 * chooses and a reader does not see is left out: lines, the names of variables, the order of the constant pool, the
 * names and numbers of what the compiler made.
 */
public final class CodeHash {
    private final ClassNode home;
    private final StringBuilder text = new StringBuilder();
    private final Set<MethodNode> inside = new HashSet<>();

    private CodeHash(ClassNode home) {
        this.home = home;
    }

    /**
     * Returns the hash of a method as it was compiled.
     *
     * @param home the class that declares it
     * @param method the method
     * @return 16 hexadecimal digits
     */
    public static String of(ClassNode home, MethodNode method) {
        CodeHash hash = new CodeHash(home);
        hash.add(method);
        return digest(hash.text.toString());
    }

    /**
     * Returns a hash of a text.
     *
     * @param text the text
     * @return 16 hexadecimal digits
     */
    public static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                digits.append(Character.forDigit(sum[i] >> 4 & 15, 16)).append(Character.forDigit(sum[i] & 15, 16));
            }
            return digits.toString();
        } catch (NoSuchAlgorithmException impossible) { // each JDK has it
            throw new AssertionError(impossible);
        }
    }

    private void add(MethodNode method) {
        text.append(method.access & Opcodes.ACC_STATIC)
                .append(named(method.desc))
                .append('\n');
        if (!inside.add(method)) {
            return;
        }
        Map<LabelNode, Integer> places = places(method);
        for (AbstractInsnNode i : method.instructions) {
            if (i.getOpcode() >= 0) {
                text.append(i.getOpcode());
                addOperands(i, places);
                text.append('\n');
            }
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            text.append("try ").append(places.get(block.start)).append(' ').append(places.get(block.end));
            text.append(' ')
                    .append(places.get(block.handler))
                    .append(' ')
                    .append(block.type)
                    .append('\n');
        }
        inside.remove(method);
    }

    /** The number of the instruction that each label stands before. */
    private static Map<LabelNode, Integer> places(MethodNode method) {
        Map<LabelNode, Integer> places = new HashMap<>();
        int next = 0;
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof LabelNode label) {
                places.put(label, next);
            } else if (i.getOpcode() >= 0) {
                next++;
            }
        }
        return places;
    }

    private void addOperands(AbstractInsnNode i, Map<LabelNode, Integer> places) {
        if (i instanceof IntInsnNode push) {
            add(push.operand);
        } else if (i instanceof VarInsnNode access) {
            add(access.var);
        } else if (i instanceof IincInsnNode increment) {
            add(increment.var + " " + increment.incr);
        } else if (i instanceof TypeInsnNode type) {
            add(named(type.desc));
        } else if (i instanceof MultiANewArrayInsnNode array) {
            add(named(array.desc) + array.dims);
        } else if (i instanceof FieldInsnNode field) {
            add(named(field.owner) + "." + field.name + named(field.desc));
        } else if (i instanceof MethodInsnNode call) {
            addCall(call.owner, call.name, call.desc);
        } else if (i instanceof JumpInsnNode jump) {
            add(places.get(jump.label));
        } else if (i instanceof LdcInsnNode load) {
            addConstant(load.cst);
        } else if (i instanceof InvokeDynamicInsnNode dynamic) {
            addDynamic(dynamic.name, dynamic.desc, dynamic.bsm, dynamic.bsmArgs);
        } else if (i instanceof TableSwitchInsnNode table) {
            add(table.min + " " + table.max + " " + places.get(table.dflt) + all(table.labels, places));
        } else if (i instanceof LookupSwitchInsnNode lookup) {
            add(lookup.keys + " " + places.get(lookup.dflt) + all(lookup.labels, places));
        }
    }

    private static String all(List<LabelNode> labels, Map<LabelNode, Integer> places) {
        StringBuilder all = new StringBuilder();
        labels.forEach(label -> all.append(' ').append(places.get(label)));
        return all.toString();
    }

    private void add(Object operand) {
        text.append(' ').append(operand);
    }

    private void addConstant(Object constant) {
        if (constant instanceof ConstantDynamic dynamic) {
            Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = dynamic.getBootstrapMethodArgument(i);
            }
            addDynamic(dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
        } else if (constant instanceof Handle handle) {
            add(handle.getTag());
            addCall(handle.getOwner(), handle.getName(), handle.getDesc());
        } else {
            add(constant.getClass().getSimpleName() + " "
                    + (constant instanceof Type ? named(constant + "") : constant));
        }
    }

    private void addDynamic(String name, String desc, Handle bootstrap, Object[] arguments) {
        add(name + named(desc) + bootstrap.getOwner() + "." + bootstrap.getName());
        for (Object argument : arguments) {
            addConstant(argument);
        }
    }

    /** Of what a compiler made, the code counts and not the name. */
    private void addCall(String owner, String name, String desc) {
        for (MethodNode method : home.methods) {
            boolean isMade = (method.access & Opcodes.ACC_SYNTHETIC) != 0 && owner.equals(home.name);
            if (isMade && method.name.equals(name) && method.desc.equals(desc)) {
                text.append(" {");
                add(method);
                text.append('}');
                return;
            }
        }
        add(named(owner) + "." + name + named(desc));
    }

    /** Without the home's own name, and without the numbers of its anonymous classes. */
    private String named(String type) {
        return type.replace(home.name, "~").replaceAll("~((\\$\\w+)*?)\\$\\d+(?=[;$<(]|$)", "~$1\\$#");
    }
}
