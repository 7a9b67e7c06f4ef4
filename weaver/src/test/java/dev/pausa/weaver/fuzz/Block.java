package dev.pausa.weaver.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements in braces. Statements are kept apart so that they can be dropped one by one.
 *
 * @param statements the statements
 */
record Block(List<Statement> statements) {

    /**
     * A statement: pieces of text with blocks between.
     *
     * @param parts Strings and Blocks
     */
    record Statement(List<Object> parts) {
        static Statement of(Object... parts) {
            return new Statement(List.of(parts));
        }

        private void render(StringBuilder out, String indent) {
            out.append(indent);
            for (Object part : parts) {
                if (part instanceof Block block) {
                    block.render(out, indent);
                } else {
                    out.append(part);
                }
            }
            out.append('\n');
        }
    }

    String render(String indent) {
        StringBuilder out = new StringBuilder();
        render(out, indent);
        return out.toString();
    }

    private void render(StringBuilder out, String indent) {
        out.append("{\n");
        statements.forEach(statement -> statement.render(out, indent + "    "));
        out.append(indent).append('}');
    }

    /** Returns this block with one statement less or simpler, in every way there is. */
    List<Block> smaller() {
        List<Block> all = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            all.add(replaced(i, List.of()));
            for (Object part : statements.get(i).parts) {
                if (part instanceof Block inner) {
                    all.add(replaced(i, inner.statements));
                }
            }
        }
        for (int i = 0; i < statements.size(); i++) {
            for (Statement simpler : smaller(statements.get(i))) {
                all.add(replaced(i, List.of(simpler)));
            }
        }
        return all;
    }

    private static List<Statement> smaller(Statement statement) {
        List<Statement> all = new ArrayList<>();
        for (int i = 0; i < statement.parts.size(); i++) {
            if (statement.parts.get(i) instanceof Block inner) {
                for (Block simpler : inner.smaller()) {
                    List<Object> parts = new ArrayList<>(statement.parts);
                    parts.set(i, simpler);
                    all.add(new Statement(parts));
                }
            }
        }
        return all;
    }

    private Block replaced(int index, List<Statement> by) {
        List<Statement> changed = new ArrayList<>(statements);
        changed.remove(index);
        changed.addAll(index, by);
        return new Block(changed);
    }
}
