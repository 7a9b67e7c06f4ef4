package dev.pausa.lint.bytecode;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Looks at one parameter in the generic signature of a method: whether the last type argument there is a variable. */
final class BodyParameter extends SignatureVisitor {
    private final int wanted;
    private int parameter = -1;
    private int depth;
    private boolean isVariable;

    private BodyParameter(int wanted) {
        super(Opcodes.ASM9);
        this.wanted = wanted;
    }

    /** Returns whether a parameter is a body whose result may be of any type, as in {@code ResultBody<? extends R>}. */
    static boolean takesAnyResult(String signature, int parameter) {
        BodyParameter look = new BodyParameter(parameter);
        new SignatureReader(signature).accept(look);
        return look.isVariable;
    }

    @Override
    public SignatureVisitor visitParameterType() {
        parameter++;
        return this;
    }

    @Override
    public SignatureVisitor visitReturnType() {
        parameter = -1;
        return this;
    }

    @Override
    public SignatureVisitor visitExceptionType() {
        parameter = -1;
        return this;
    }

    @Override
    public void visitClassType(String name) {
        depth++;
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
        return this;
    }

    @Override
    public void visitTypeArgument() {
        note(false);
    }

    @Override
    public void visitTypeVariable(String name) {
        note(depth == 1);
    }

    @Override
    public void visitEnd() {
        depth--;
        if (depth == 1) {
            note(false); // the argument was a class
        }
    }

    private void note(boolean variable) {
        if (parameter == wanted) {
            isVariable = variable;
        }
    }
}
