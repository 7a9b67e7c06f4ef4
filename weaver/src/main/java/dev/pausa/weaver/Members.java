package dev.pausa.weaver;

import dev.pausa.woven.Bootstraps;
import java.lang.invoke.MethodHandleInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Decides which members the body may use only from its home, and makes the call sites that reach them from the frame
 * class (JVMS 5.4.4). The frame class is in the home's package, so these are: private members of the home's nest,
 * {@code super} calls, and protected members that the home inherits from another package.
 */
class Members {
    final BodySource source;
    final String home;

    Members(BodySource source) {
        this.source = source;
        this.home = source.declaring().name;
    }

    static Members of(BodySource source) {
        return source.nest() == null ? new Members(source) : new NestMembers(source);
    }

    /** Returns whether the frame class is of the home's nest, and so may use private members. */
    boolean isInNest() {
        return false;
    }

    /** Replaces the instructions of the source's method that only the home may execute. */
    void link() {
        InsnList code = source.method().instructions;
        for (AbstractInsnNode i : code.toArray()) {
            AbstractInsnNode linked = linked(i);
            if (linked != i) {
                code.set(i, linked);
            }
        }
    }

    /**
     * Puts objects of body classes in the place of lambdas, when all is known of the code: so a frame keeps its values
     * as if the home had not been rewritten.
     */
    void makeBodies() {}

    private AbstractInsnNode linked(AbstractInsnNode i) {
        if (i instanceof MethodInsnNode call && isLinked(call)) {
            return callSite(call);
        } else if (i instanceof FieldInsnNode access && needsHome(access)) {
            return fieldSite(access);
        } else if (i instanceof InvokeDynamicInsnNode dynamic) {
            return rehome(dynamic);
        } else if (i instanceof LdcInsnNode load && load.cst instanceof ConstantDynamic constant) {
            return load(constant);
        }
        return i;
    }

    /** Private constructors have become call sites already, in {@link NewDelayer}. */
    private boolean isLinked(MethodInsnNode call) {
        return !call.name.equals("<init>") && source.pauseOf(call) == null && needsHome(call);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Which
    // -----------------------------------------------------------------------------------------------------------------

    boolean needsHome(MethodInsnNode call) {
        if (call.owner.startsWith("[")) {
            return false;
        }
        if (isLookup(call) || CallerSensitive.isOne(call.owner, call.name)) {
            return true;
        }
        boolean callsSuper = call.getOpcode() == Opcodes.INVOKESPECIAL && !call.name.equals("<init>");
        return callsSuper || isOutOfReach(call.owner, new Member(call.name, call.desc, true), isInNest());
    }

    /** Returns whether a call of the JDK's asks who calls, and gives what that class may reach. */
    static boolean isLookup(MethodInsnNode call) {
        return call.owner.equals("java/lang/invoke/MethodHandles") && call.name.equals("lookup");
    }

    boolean needsHome(FieldInsnNode access) {
        return isOutOfReach(access.owner, new Member(access.name, access.desc, false), isInNest());
    }

    /** A lambda's class is of the nest of the class that makes it, and says so when it is serialized. */
    private boolean needsHome(Handle handle) {
        if (handle.getOwner().startsWith("[")) {
            return false;
        }
        return handle.getTag() == Opcodes.H_INVOKESPECIAL
                || isOutOfReach(handle.getOwner(), new Member(handle.getName(), handle.getDesc(), true), false);
    }

    /** A member, whoever declares it. */
    private record Member(String name, String desc, boolean isMethod) {
        /** Its access flags, if this class itself declares it. */
        Optional<Integer> accessIn(ClassNode owner) {
            return isMethod ? accessOfMethod(owner, name, desc) : accessOfField(owner, name, desc);
        }
    }

    private boolean isOutOfReach(String owner, Member member, boolean isInNest) {
        if (!isNear(owner)) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (String name = owner; name != null && seen.add(name); ) {
            ClassNode type = outline(name);
            if (type == null) {
                return false;
            }
            Optional<Integer> access = member.accessIn(type);
            if (access.isPresent()) {
                boolean isPrivate = (access.get() & Opcodes.ACC_PRIVATE) != 0;
                boolean isProtected = (access.get() & Opcodes.ACC_PROTECTED) != 0;
                return isPrivate && !isInNest || isProtected && !isSamePackage(name);
            }
            name = type.superName;
        }
        return false;
    }

    /**
     * Only a class in the package, or a superclass of the home, can have members that the home reaches and the package
     * does not.
     */
    private boolean isNear(String owner) {
        return isSamePackage(owner) || superclasses().contains(owner);
    }

    private boolean isSamePackage(String name) {
        return Names.packageOf(name).equals(Names.packageOf(home));
    }

    private Set<String> superclasses;

    private Set<String> superclasses() {
        if (superclasses == null) {
            superclasses = new HashSet<>();
            ClassNode type = source.declaring();
            while (type != null && type.superName != null && superclasses.add(type.superName)) {
                type = type.superName.equals(Names.OBJECT) ? null : outline(type.superName);
            }
        }
        return superclasses;
    }

    private ClassNode outline(String name) {
        return name.equals(home)
                ? source.declaring()
                : source.files().outline(name).orElse(null);
    }

    static Optional<Integer> accessOfMethod(ClassNode owner, String name, String desc) {
        for (MethodNode method : owner.methods) {
            if (method.name.equals(name) && method.desc.equals(desc)) {
                return Optional.of(method.access);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> accessOfField(ClassNode owner, String name, String desc) {
        for (FieldNode field : owner.fields) {
            if (field.name.equals(name) && field.desc.equals(desc)) {
                return Optional.of(field.access);
            }
        }
        return Optional.empty();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // How
    // -----------------------------------------------------------------------------------------------------------------

    AbstractInsnNode callSite(MethodInsnNode call) {
        if (isLookup(call)) {
            return new InvokeDynamicInsnNode(call.name, call.desc, LOOKUP, Type.getObjectType(home));
        }
        if (CallerSensitive.isOne(call.owner, call.name)) {
            return callerSite(call);
        }
        int kind = kindOf(call);
        String receiver = kind == MethodHandleInfo.REF_invokeSpecial ? home : call.owner;
        String desc = kind == MethodHandleInfo.REF_invokeStatic ? call.desc : withReceiver(receiver, call.desc);
        return site(call.name, desc, call.owner, kind, call.name);
    }

    private InvokeDynamicInsnNode callerSite(MethodInsnNode call) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        String desc = isStatic ? call.desc : withReceiver(call.owner, call.desc);
        String caller = CallerSensitive.caller(call, source);
        return new InvokeDynamicInsnNode(call.name, desc, CALLER, Type.getObjectType(home), caller);
    }

    private final List<MethodNode> added = new ArrayList<>();

    /** The methods that the frame class has for what its body refers to. */
    List<MethodNode> added() {
        return added;
    }

    /**
     * A method of the frame class for a reference to one that looks at its caller's class: it makes the call as the
     * body does.
     */
    private Handle callingMethod(Handle handle) {
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        int opcode = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL;
        InvokeDynamicInsnNode site =
                callerSite(new MethodInsnNode(opcode, handle.getOwner(), handle.getName(), handle.getDesc(), false));
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodNode method = new MethodNode(access, "caller$" + added.size(), site.desc, null, null);
        int slot = 0;
        for (Type argument : Type.getArgumentTypes(site.desc)) {
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        method.instructions.add(site);
        method.visitInsn(Type.getReturnType(site.desc).getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        added.add(method);
        return new Handle(Opcodes.H_INVOKESTATIC, source.frameName(), method.name, method.desc, false);
    }

    private static int kindOf(MethodInsnNode call) {
        return switch (call.getOpcode()) {
            case Opcodes.INVOKESTATIC -> MethodHandleInfo.REF_invokeStatic;
            case Opcodes.INVOKESPECIAL -> MethodHandleInfo.REF_invokeSpecial;
            default -> MethodHandleInfo.REF_invokeVirtual;
        };
    }

    /** A call site that gets the arguments in an array, receiver first. */
    InvokeDynamicInsnNode spreadSite(MethodInsnNode call) {
        boolean constructs = call.name.equals("<init>");
        int kind = constructs ? MethodHandleInfo.REF_newInvokeSpecial : kindOf(call);
        Type result = constructs ? Type.getObjectType(call.owner) : Type.getReturnType(call.desc);
        return new InvokeDynamicInsnNode(
                constructs ? "new" : call.name,
                "([L" + Names.OBJECT + ";)" + result,
                SPREAD,
                Type.getObjectType(home),
                Type.getObjectType(call.owner),
                kind,
                call.name,
                call.desc);
    }

    InvokeDynamicInsnNode constructorSite(MethodInsnNode call) {
        String desc = Type.getMethodDescriptor(Type.getObjectType(call.owner), Type.getArgumentTypes(call.desc));
        return site("new", desc, call.owner, MethodHandleInfo.REF_newInvokeSpecial, "<init>");
    }

    AbstractInsnNode fieldSite(FieldInsnNode access) {
        Type field = Type.getType(access.desc);
        String owner = access.owner;
        return switch (access.getOpcode()) {
            case Opcodes.GETFIELD ->
                fieldSite(access, "(" + Type.getObjectType(owner) + ")" + field, MethodHandleInfo.REF_getField);
            case Opcodes.GETSTATIC -> fieldSite(access, "()" + field, MethodHandleInfo.REF_getStatic);
            case Opcodes.PUTFIELD ->
                fieldSite(access, "(" + Type.getObjectType(owner) + field + ")V", MethodHandleInfo.REF_putField);
            default -> fieldSite(access, "(" + field + ")V", MethodHandleInfo.REF_putStatic);
        };
    }

    private InvokeDynamicInsnNode fieldSite(FieldInsnNode access, String desc, int kind) {
        return site(access.name, desc, access.owner, kind, access.name);
    }

    static String withReceiver(String owner, String desc) {
        return "(" + Type.getObjectType(owner).getDescriptor() + desc.substring(1);
    }

    static final Handle MEMBER = homeMethod(
            "member",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;Ljava/lang/Class;ILjava/lang/String;)Ljava/lang/invoke/CallSite;");

    private static final Handle SPREAD = homeMethod(
            "spread",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;Ljava/lang/Class;ILjava/lang/String;Ljava/lang/String;)"
                    + "Ljava/lang/invoke/CallSite;");

    private static final Handle DYNAMIC = homeMethod(
            "dynamic",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;");

    private static final Handle CONSTANT = homeMethod(
            "constant",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                    + "[Ljava/lang/Object;)Ljava/lang/Object;");

    private static final Handle CALLER = homeMethod(
            "caller",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/invoke/CallSite;");

    private static final Handle LOOKUP = homeMethod(
            "lookup",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;)Ljava/lang/invoke/CallSite;");

    static final Handle CAPTURED = homeMethod(
            "captured",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "I)Ljava/lang/invoke/CallSite;");

    static final Handle UNBOX = homeMethod(
            "unbox",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;");

    private static final Handle INITIALIZE = homeMethod(
            "initialize",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/Class;)Ljava/lang/invoke/CallSite;");

    private static Handle homeMethod(String name, String desc) {
        return new Handle(Opcodes.H_INVOKESTATIC, Names.BOOTSTRAPS, name, desc, false);
    }

    private InvokeDynamicInsnNode site(String name, String desc, String owner, int kind, String member) {
        return new InvokeDynamicInsnNode(
                name, desc, MEMBER, Type.getObjectType(home), Type.getObjectType(owner), kind, member);
    }

    /** Returns what initialises the home where no instruction of the frame class can. */
    AbstractInsnNode initialization() {
        return new InvokeDynamicInsnNode("initialize", "()V", INITIALIZE, Type.getObjectType(home));
    }

    /** Returns whether a call with too many arguments for a call site gets them in an array. */
    boolean spreads() {
        return true;
    }

    /** Returns whether only the home can link an instruction. */
    boolean needsHome(InvokeDynamicInsnNode dynamic) {
        boolean needed = needsHome(dynamic.bsm);
        for (Object argument : dynamic.bsmArgs) {
            needed |= argument instanceof Handle handle && needsHome(handle) || argument instanceof ConstantDynamic;
        }
        return needed;
    }

    /** An invokedynamic instruction as the frame class can link it; the same one if it needs nothing of the home. */
    AbstractInsnNode rehome(InvokeDynamicInsnNode dynamic) {
        InvokeDynamicInsnNode own = throughOwnCallers(dynamic);
        if (!needsHome(own)) {
            return own;
        }
        Object[] arguments = inHome(own.bsm, own.bsmArgs);
        return new InvokeDynamicInsnNode(own.name, own.desc, DYNAMIC, arguments);
    }

    /** Copies of a method share the arguments, so they are not changed. */
    private InvokeDynamicInsnNode throughOwnCallers(InvokeDynamicInsnNode dynamic) {
        Object[] arguments = dynamic.bsmArgs.clone();
        boolean isChanged = false;
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Handle handle && CallerSensitive.isOne(handle.getOwner(), handle.getName())) {
                arguments[i] = callingMethod(handle);
                isChanged = true;
            }
        }
        return isChanged ? new InvokeDynamicInsnNode(dynamic.name, dynamic.desc, dynamic.bsm, arguments) : dynamic;
    }

    /** Returns what loads a dynamic constant (JVMS 4.4.10). */
    AbstractInsnNode load(ConstantDynamic constant) {
        return new LdcInsnNode(rehome(constant));
    }

    /** A dynamic constant as the frame class can resolve it: its bootstrap method is given the home's lookup. */
    private ConstantDynamic rehome(ConstantDynamic constant) {
        Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = constant.getBootstrapMethodArgument(i);
        }
        Object[] all = inHome(constant.getBootstrapMethod(), arguments);
        return new ConstantDynamic(constant.getName(), constant.getDescriptor(), CONSTANT, all);
    }

    /**
     * The home, a bootstrap method and its static arguments, with a string for each method handle that only the home
     * may use.
     */
    private Object[] inHome(Handle bootstrap, Object[] arguments) {
        List<Object> all = new ArrayList<>(List.of(Type.getObjectType(home), usable(bootstrap)));
        for (Object argument : arguments) {
            all.add(usable(argument));
        }
        return all.toArray();
    }

    private Object usable(Object constant) {
        if (constant instanceof ConstantDynamic dynamic) {
            return rehome(dynamic);
        }
        return constant instanceof Handle handle && needsHome(handle) ? encode(handle) : constant;
    }

    private static String encode(Handle handle) {
        return Bootstraps.encode(
                handle.getTag(), handle.getOwner().replace('/', '.'), handle.getName(), handle.getDesc());
    }
}
